import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import { SessionStateSchema } from '../../../src/session/state-schema.ts';
import { CLOSED } from '../../helpers/given.ts';
import { ALIVE, BEGIN, GONE, HOUR, project } from './world.ts';

const DAY = 24 * HOUR;

describe('baton session list', () => {
  it('gives rows with the documented fields', async () => {
    const { root, baton, session } = project();
    session({ session_id: 's-1', label: 'payments', branch: 'api', process: ALIVE }, [
      { type: 'agent_started', data: { agent_id: 'a', agent_type: 'Explore' } },
      {
        type: 'task_mirrored',
        data: { task_id: 'client-1', title: 'x', status: 'in_progress', assignee: null },
      },
    ]);
    const run = await baton(['session', 'list', '--json']);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(run.json()).toEqual([
      {
        id: 's-1',
        number: 1,
        label: 'payments',
        mode: 'development',
        status: 'live',
        lifecycle: 'active',
        orchestration_enabled: true,
        created_at: '2026-03-02T09:00:00.000Z',
        last_activity: '2026-03-02T09:00:00.000Z',
        epic: null,
        sprint: null,
        active_tasks: 1,
        agents: 1,
        branch: 'api',
        worktree: root,
      },
    ]);
  });

  it('shows the newest first, and only the live ones with --active', async () => {
    const { baton, session } = project();
    session({ session_id: 'left' }, [CLOSED]);
    session({ session_id: 'here', process: ALIVE });
    session({ session_id: 'died', process: GONE });
    const ids = async (...words: string[]) =>
      ((await baton(['session', 'list', '--json', ...words])).json() as { id: string }[]).map(({ id }) => id);
    expect(await ids()).toEqual(['died', 'here', 'left']);
    expect(await ids('--active')).toEqual(['here']);
    expect(await ids('--limit', '2')).toEqual(['died', 'here']);
  });

  it('is a table for a person', async () => {
    const { baton, session } = project();
    session({ session_id: 's-1', label: '支払い', branch: 'main' });
    session({ session_id: 's-2', branch: 'feature/x' });
    const { out } = await baton(['session', 'list']);
    expect(out.split('\n')).toEqual([
      ' #  status  mode         branch     tasks  agents  idle  what',
      '#2  live    development  feature/x    0/0       0  1h00  s-2',
      '#1  live    development  main         0/0       0  1h00  支払い',
      '',
    ]);
  });

  it('says how many more there are, and what to do where there is none', async () => {
    const { baton, session } = project();
    expect((await baton(['session', 'list'])).out).toMatch(/^No session yet\. .*`baton doctor`/);
    for (let count = 0; count < 3; count++) session();
    expect((await baton(['session', 'list', '--limit', '1'])).out).toContain('and 2 more: --limit 3');
  });

  it('cannot be steered by a branch or a label', async () => {
    const { baton, session } = project();
    session({ session_id: 's-1', label: 'a\x1b[2J\nb', branch: '\x1b]0;x\x07main' });
    const { out } = await baton(['session', 'list']);
    expect(out).not.toContain('\x1b');
    expect(out.split('\n')).toHaveLength(3);
  });
});

describe('baton session show', () => {
  it('gives the folded state, with the numbers of its sprint', async () => {
    const { baton, session } = project();
    const id = session();
    const run = await baton(['session', 'show', id, '--json']);
    const shown = run.json() as ReturnType<typeof SessionStateSchema.parse>;
    expect(Object.keys(shown)).toEqual([
      'session_info',
      'lifecycle',
      'active_work',
      'communication',
      'observability',
      'runtime_config',
    ]);
    expect(SessionStateSchema.safeParse(shown).success).toBe(true);
    expect(shown.active_work).toMatchObject({
      current_epic: null,
      current_sprint: null,
      execution_state: {
        tasks: {},
        agents: {},
        sprint_metrics: {
          tasks_completed: 0,
          tasks_in_progress: 0,
          tasks_pending: 0,
          velocity: 0,
          time_elapsed_hours: 1,
        },
      },
    });
    expect(shown.observability).toHaveProperty('metrics');
  });

  it('is a sheet for a person', async () => {
    const { baton, session } = project();
    const id = session({ predecessor: { session_id: 's-0', number: 8, by: 'branch' } }, [
      { type: 'prompt_submitted', data: { kind: 'human', excerpt: 'add\u202e a test', characters: 9 } },
      { type: 'agent_started', data: { agent_id: 'a', agent_type: 'Explore' } },
      {
        type: 'task_mirrored',
        data: { task_id: 'client-1', title: 'Write', status: 'blocked', assignee: null },
      },
    ]);
    const { out, exit } = await baton(['session', 'show', id]);
    expect(exit).toBe(0);
    expect(out).toContain(`Session #1  ${id}`);
    expect(out).toMatch(/^life +active, working; started 1h00 ago, active 1h00 ago$/m);
    expect(out).toMatch(/^before it +#8 \(branch\)$/m);
    expect(out).toMatch(/^last asked +add a test$/m);
    expect(out).toMatch(/^task +blocked +Write$/m);
    expect(out).toMatch(/^agent +running +Explore/m);
    expect(out).toMatch(/^tokens +0 in, 0 out, \$0\.00/m);
  });

  it('says how a session ended, and what is damaged in its log', async () => {
    const { baton, session, layout } = project();
    const id = session({}, [
      { type: 'session_closed', data: { reason: 'crashed', clean: false, closed_by: 's-9' } },
    ]);
    const { appendFileSync } = await import('node:fs');
    appendFileSync(join(layout.session(id), '000001.jsonl'), '\n00000000 {"not":"a record"}\n');
    const { out } = await baton(['session', 'show', id]);
    expect(out).toMatch(/^ended +crashed \(closed by another session\)$/m);
    expect(out).toContain('1 damaged records');
  });
});

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

describe('baton session cleanup', () => {
  it('closes what crashed or expired and archives what ended long ago', async () => {
    const { baton, session, layout } = project();
    const old = session({ session_id: 'old' }, [CLOSED], BEGIN - 40 * DAY);
    const died = session({ session_id: 'died', process: GONE });
    const expired = session({ session_id: 'expired' }, [], BEGIN - 3 * DAY);
    const here = session({ session_id: 'here', process: ALIVE });
    const run = await baton(['session', 'cleanup', '--json']);
    expect(run.json()).toEqual({ closed: [expired, died], archived: [old] });
    expect(existsSync(layout.session(old))).toBe(false);
    expect(existsSync(join(layout.archive, old, '000001.jsonl'))).toBe(true);
    expect(openSession(layout, died).state.lifecycle).toMatchObject({ end_reason: 'crashed', clean: false });
    expect(openSession(layout, expired).state.lifecycle).toMatchObject({
      end_reason: 'expired',
      clean: true,
    });
    expect(openSession(layout, here).state.lifecycle.status).toBe('active');
    expect(Object.keys(openShared(layout).state.registry.sessions).sort()).toEqual([
      'died',
      'expired',
      'here',
    ]);
    expect((await baton(['session', 'cleanup', '--json'])).json()).toEqual({ closed: [], archived: [] });
  });

  it('only says what it would do with --dry-run', async () => {
    const { baton, session, files } = project();
    session({ session_id: 'old' }, [CLOSED], BEGIN - 40 * DAY);
    session({ session_id: 'died', process: GONE });
    const before = files();
    const run = await baton(['session', 'cleanup', '--dry-run']);
    expect(run.out).toBe('Would close 1, would archive 1.\n');
    expect(files()).toEqual(before);
  });

  it('archives a session again that was taken up after it had been archived', async () => {
    const { baton, session, layout } = project();
    session({ session_id: 'again' }, [CLOSED], BEGIN - 90 * DAY);
    await baton(['session', 'cleanup'], { now: BEGIN - 50 * DAY });
    session({ session_id: 'again' }, [CLOSED], BEGIN - 45 * DAY);
    session({ session_id: 'other' }, [CLOSED], BEGIN - 45 * DAY);
    const run = await baton(['session', 'cleanup', '--json']);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(existsSync(layout.session('again'))).toBe(false);
    expect(existsSync(layout.session('other'))).toBe(false);
    expect(existsSync(join(layout.archive, 'again', '000001.jsonl'))).toBe(true);
  });
});
