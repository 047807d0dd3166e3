import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { CLOSED } from '../../helpers/given.ts';
import { BEGIN, HOUR, project } from './world.ts';

describe('baton session', () => {
  it('creates one that no client runs, and prints its id', async () => {
    const { root, baton, layout } = project();
    const run = await baton(['session', 'create', '--mode', 'sprint', '--label', 'nightly'], {
      env: { USER: 'ada' },
    });
    const id = run.out.trim();
    expect(run).toMatchObject({ exit: 0, out: `${id}\n` });
    const { state } = openSession(layout, id);
    expect(state.lifecycle).toMatchObject({ status: 'active', source: 'created' });
    expect(state.session_info).toMatchObject({
      id,
      number: 1,
      mode: 'sprint',
      label: 'nightly',
      user: 'ada',
      worktree: root,
    });
    const second = await baton(['session', 'create', '--mode', 'config', '--json']);
    expect(second.json()).toEqual({ id: expect.any(String) });
    expect((await baton(['session', 'show', '#2', '--json'])).json()).toMatchObject({
      session_info: { mode: 'config' },
    });
  });

  it.each([
    [['disable'], 'Session #1: disable.', 'Session #1 is that already: disable.'],
    [['mode', 'leadership'], 'Session #1: mode leadership.', 'Session #1 is that already: mode leadership.'],
  ])('%j says whether anything changed', async (words, first, second) => {
    const { baton, session } = project();
    const id = session();
    const env = { BATON_SESSION: id };
    expect((await baton(['session', ...words], { env })).out).toBe(`${first}\n`);
    expect((await baton(['session', ...words], { env })).out).toBe(`${second}\n`);
    expect((await baton(['session', ...words, '--json'], { env })).json()).toEqual({
      session: id,
      changed: false,
    });
  });

  it('switches orchestration off and on, beats, and closes', async () => {
    const { baton, session, layout } = project();
    const id = session();
    await baton(['session', 'disable', id]);
    expect(openSession(layout, id).state.runtime_config.orchestration_enabled).toBe(false);
    await baton(['session', 'enable', id]);
    expect(openSession(layout, id).state.runtime_config.orchestration_enabled).toBe(true);
    await baton(['session', 'heartbeat', id], { now: BEGIN + 5 * HOUR, tick: 0 });
    expect(openSession(layout, id).state.lifecycle.last_activity).toBe('2026-03-02T14:00:00.000Z');
    expect((await baton(['session', 'close', id])).exit).toBe(0);
    expect(openSession(layout, id).state.lifecycle).toMatchObject({
      status: 'dormant',
      end_reason: 'closed',
    });
  });

  it.each(['close', 'heartbeat'])('refuses to %s one that has ended, and writes nothing', async (verb) => {
    const { baton, session, files } = project();
    const id = session({}, [CLOSED]);
    const before = files();
    const run = await baton(['session', verb, id, '--json']);
    expect(run).toMatchObject({ exit: 1, out: '' });
    expect(JSON.parse(run.err)).toMatchObject({
      error: { code: 'E_RULE', details: { session_id: id, from: 'dormant' } },
    });
    expect(files()).toEqual(before);
  });
});

describe('baton session mode --style', () => {
  it('also chooses the output style for conversations from then on, and takes it back', async () => {
    const { baton, session, root } = project();
    const env = { BATON_SESSION: session() };
    const chosen = await baton(['session', 'mode', 'sprint', '--style'], { env });
    expect(chosen.out).toContain('Session #1: mode sprint.\nOutput style baton:sprint_execution, in ');
    expect(chosen.out).toContain('It holds after /clear or in a new session.');
    const file = join(root, '.claude', 'settings.local.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ outputStyle: 'baton:sprint_execution' });
    expect((await baton(['session', 'mode', 'sprint', '--style'], { env })).out).toContain('as before');
    expect((await baton(['session', 'mode', 'sprint', '--no-style'], { env })).out).toContain(
      'the client’s own',
    );
    expect(existsSync(file)).toBe(false);
  });

  it('changes no settings where the session is not known', async () => {
    const { baton, root } = project();
    expect(await baton(['session', 'mode', 'sprint', '--style'])).toMatchObject({ exit: 2, out: '' });
    expect(existsSync(join(root, '.claude'))).toBe(false);
  });
});
