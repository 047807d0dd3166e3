import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SessionStateSchema } from '../../../src/session/state-schema.ts';
import { CLOSED } from '../../helpers/given.ts';
import { ALIVE, GONE, project } from './world.ts';

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
