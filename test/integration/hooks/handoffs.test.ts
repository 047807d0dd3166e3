import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HandoffSchema } from '../../../src/continuity/handoff-schema.ts';
import { beginTask } from '../../../src/runtime/planned-work.ts';
import { changeSession, openShared } from '../../../src/runtime/session-streams.ts';
import { storeContext } from '../../../src/runtime/store-context.ts';
import { noteForHandoff } from '../../../src/session/commands/continuity.ts';
import { blockTask, startSprint } from '../../../src/session/commands/planned-work.ts';
import type { FakeClient, Fired, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const [A, B, C] = [sessionId(1), sessionId(2), sessionId(3)];
const TEST = storeContext('test', 1_000);

const DOCUMENT = `# Task t1: Issue tokens

## 3. Feature Checklist

\`\`\`json
{ "features": [
  { "id": "f-1", "description": "tokens are issued", "passes": true },
  { "id": "f-2", "description": "expired tokens are refused", "passes": false }
] }
\`\`\`

## 4. Progress Log

### Session 1 - 2026-03-02 09:30
**Current state:**
- issue() works

**Next steps:**
- refuse expired ones
`;

function voice(world: HookWorld, client: FakeClient) {
  return (name: string, id: string, changes: Payload = {}) =>
    client.fire(payload(name, { session_id: id, cwd: world.project, ...changes }));
}

function told({ stdout }: Fired): string {
  if (stdout === '') return '';
  const reply = JSON.parse(stdout) as { hookSpecificOutput: { additionalContext?: string } };
  return reply.hookSpecificOutput.additionalContext ?? '';
}

/** A repository with a plan of two tasks and the document of the first, committed. */
function plannedWorld(): HookWorld {
  const world = newHookWorld();
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.invalid', ...words], {
      cwd: world.project,
    });
  writeFileSync(
    world.layout.planEntity('epics', 'auth'),
    JSON.stringify({ id: 'auth', title: 'Sign in with a key' }),
  );
  const planned_tasks = {
    t1: { id: 't1', title: 'Issue tokens', priority: 'high' },
    t2: { id: 't2', title: 'Refuse tokens', priority: 'critical' },
  };
  writeFileSync(
    world.layout.planEntity('sprints', 's1'),
    JSON.stringify({
      id: 's1',
      epic_id: 'auth',
      name: 'Tokens',
      goals: ['Tokens that expire'],
      planned_tasks,
    }),
  );
  mkdirSync(world.layout.tasks, { recursive: true });
  writeFileSync(join(world.layout.tasks, 't1-state.md'), DOCUMENT);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '-A');
  git('commit', '--quiet', '--message', 'begin');
  return world;
}

/** Session `id` begins, is asked for something, and starts the task t1 of the sprint. */
async function workOnTask(world: HookWorld, client: FakeClient, id: string): Promise<void> {
  const say = voice(world, client);
  await say('SessionStart.startup', id);
  await say('UserPromptSubmit.typed', id, { prompt: 'issue tokens' });
  const tasks = [
    { id: 't1', title: 'Issue tokens' },
    { id: 't2', title: 'Refuse tokens' },
  ];
  changeSession(world.layout, id, TEST, (state) =>
    startSprint(state, { sprint_id: 's1', epic_id: 'auth', days: 10, tasks }),
  );
  beginTask(world.layout, TEST, id, { id: 't1', title: 'Issue tokens' }, null);
}

/** A planned world in which session A has worked on t1 and ended. */
async function endedOnTask() {
  const world = plannedWorld();
  const client = await world.client();
  const say = voice(world, client);
  await workOnTask(world, client, A);
  await say('SessionEnd.exit', A);
  return { world, say };
}

function handoffs(world: HookWorld): string[] {
  return existsSync(world.layout.handoffs) ? readdirSync(world.layout.handoffs).sort() : [];
}

function read(world: HookWorld, name: string) {
  return HandoffSchema.parse(JSON.parse(readFileSync(join(world.layout.handoffs, name), 'utf8')));
}

describe('a session that ends', () => {
  it('leaves its handoff as JSON and as a page, and the next one takes it, its tasks and their claims', async () => {
    const world = plannedWorld();
    const client = await world.client();
    const say = voice(world, client);
    await workOnTask(world, client, A);
    changeSession(world.layout, A, TEST, () => noteForHandoff('constraint', 'leave the users table alone'));
    writeFileSync(join(world.project, 'token.ts'), 'export {};');
    await say('Stop.plain', A, { last_assistant_message: 'issue() is in' });
    expect(await say('SessionEnd.exit', A)).toMatchObject({ exitCode: 0, stdout: '' });

    expect(handoffs(world)).toEqual([`1-${A}.json`, `1-${A}.md`]);
    const left = read(world, `1-${A}.json`);
    expect(left).toMatchObject({
      from_session: A,
      to_session: null,
      reason: 'end',
      current_epic: 'auth',
      current_sprint: 's1',
      current_task: 't1',
      work_in_progress: [{ task_id: 't1', status: 'in_progress' }],
      work_pending: [{ task_id: 't2', status: 'pending' }],
      next_actions: ['refuse expired ones'],
      constraints: [{ text: 'leave the users table alone' }],
      git: { branch: 'main', uncommitted: ['token.ts'] },
      last_prompt: 'issue tokens',
      last_answer: 'issue() is in',
      turn_open: false,
    });
    expect(readFileSync(join(world.layout.handoffs, `1-${A}.md`), 'utf8')).toContain(
      '# Handoff of session 1\n',
    );

    const text = told(await say('SessionStart.startup', B));
    expect(text).toContain(
      'Mission, on record: task t1 "Issue tokens" (high, in progress), sprint "Tokens" (day 1 of 10)',
    );
    expect(text).toContain('- next steps: "refuse expired ones"');
    expect(text).toContain('- yours now, with its claims: t1');
    expect(text).toContain('"leave the users table alone"');
    expect(text).toContain('6. Hand over before you end');
    expect(text).toMatch(/Next: go on with "Issue tokens", unless the person asks for something else\.$/);
    expect(openShared(world.layout).state.claims).toMatchObject({ t1: { session_id: B, status: 'held' } });
    expect(openShared(world.layout).state.handoffs).toMatchObject({ [A]: { sequence: 1, session_id: B } });
    expect(world.state(B)).toMatchObject({
      active_work: { current_epic: 'auth', current_sprint: 's1', current_task: 't1', sprint_days: 10 },
      communication: {
        handoffs: [{ direction: 'taken', session_id: A, sequence: 1 }],
        constraints: [{ text: 'leave the users table alone', answer: null }],
      },
      observability: { injected: { texts: ['protocol:full'] } },
    });
    expect(Object.keys(world.state(B).active_work.execution_state.tasks)).toEqual(['t1', 't2']);
    expect(world.troubles()).toEqual([]);
  });

  it('is taken over in a record of its own: a briefing that never comes costs words, not the work', async () => {
    const { world, say } = await endedOnTask();
    await say('SessionStart.startup', B);
    const recordOf = (type: string) =>
      world
        .events(B)
        .find((event) => event.type === type)
        ?.id.split('.')[0];
    expect(recordOf('work_restored')).toBe(recordOf('session_activated'));
    expect(recordOf('context_injected')).not.toBe(recordOf('work_restored'));
  });

  it('with nothing asked and nothing done leaves none', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('SessionEnd.exit', A);
    expect(handoffs(world)).toEqual([]);
  });

  it('and is resumed and ends again keeps both: the newest under the plain name', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    for (const source of ['startup', 'resume']) {
      await say(`SessionStart.${source}`, A);
      await say('UserPromptSubmit.typed', A, { prompt: source });
      await say('Stop.plain', A);
      await say('SessionEnd.exit', A);
    }
    expect(handoffs(world)).toEqual([`1-${A}.1.json`, `1-${A}.1.md`, `1-${A}.json`, `1-${A}.md`]);
    expect(read(world, `1-${A}.json`)).toMatchObject({ sequence: 2, last_prompt: 'resume' });
    expect(read(world, `1-${A}.1.json`)).toMatchObject({ sequence: 1, last_prompt: 'startup' });
  });

  it('by /clear hands its work to what comes after it in the same client', async () => {
    const world = plannedWorld();
    const client = await world.client();
    const say = voice(world, client);
    await workOnTask(world, client, A);
    await say('SessionEnd.clear', A);
    const text = told(await say('SessionStart.clear', B));
    expect(text).toContain('Before: session 1 (this same client, branch main) was cleared');
    expect(text).toContain('- yours now, with its claims: t1');
    expect(world.state(B).active_work.current_task).toBe('t1');
  });

  it('that could not write its handoff is made up for by the next, and nobody is disturbed', async () => {
    const world = plannedWorld();
    const client = await world.client();
    const say = voice(world, client);
    await workOnTask(world, client, A);
    writeFileSync(world.layout.handoffs, 'in the way');
    expect(await say('SessionEnd.exit', A)).toMatchObject({ exitCode: 0, stdout: '' });
    expect(world.state(A).lifecycle.status).toBe('dormant');
    const text = told(await say('SessionStart.startup', B));
    expect(text).toContain('- yours now, with its claims: t1');
    expect(world.troubles().length).toBeGreaterThan(0);
  });
});

describe('a session that is forked', () => {
  it('hands its work to the fork', async () => {
    const world = plannedWorld();
    const before = await world.client();
    await workOnTask(world, before, A);
    await voice(world, before)('SessionEnd.exit', A);
    await before.kill();
    const say = voice(world, await world.client());
    await say('SessionStart.resume', A);
    const text = told(await say('UserPromptSubmit.typed', B));
    expect(text).toContain('Before: session 1 (the one this was forked from, branch main)');
    expect(text).toContain('- yours now, with its claims: t1');
    expect(world.state(B).active_work.current_task).toBe('t1');
  });
});

describe('a session that is compacted', () => {
  it('makes a handoff before, prints nothing, and is told its mission and the protocol once after', async () => {
    const world = plannedWorld();
    const client = await world.client();
    const say = voice(world, client);
    await workOnTask(world, client, A);
    await say('Stop.plain', A);
    expect(await say('PreCompact.auto', A)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(read(world, `1-${A}.json`)).toMatchObject({ reason: 'compaction', current_task: 't1' });
    const text = told(await say('SessionStart.compact', A));
    expect(text).toContain('goes on after a compaction');
    expect(text).toContain('Mission, on record: task t1');
    expect(text).toContain('6. Hand over before you end');
    expect(text).not.toContain('Before:');
    await say('PostCompact.auto', A);
    await say('SessionEnd.exit', A);
    expect(told(await say('SessionStart.resume', A))).not.toContain('6. Hand over');
  });
});

describe('a session whose client was killed', () => {
  it('gets its handoff from the next one, which says so, with blockers and an unfinished turn', async () => {
    const world = plannedWorld();
    const client = await world.client();
    await workOnTask(world, client, A);
    changeSession(world.layout, A, TEST, (state) => blockTask(state, 't1', 'no clock'));
    await client.kill();
    const text = told(await voice(world, await world.client())('SessionStart.startup', B));
    expect(text).toContain('crashed: its process ended without a close');
    expect(text).toContain('Its handoff was made from its log just now.');
    expect(text).toContain('- that turn was never finished');
    expect(text).toContain('- blocked: "Issue tokens" by "no clock"');
    expect(text).toContain('Next: free "Issue tokens" of its blocker, on record as "no clock"');
    expect(read(world, `1-${A}.json`)).toMatchObject({
      reason: 'crash',
      turn_open: true,
      blockers: [{ task_id: 't1', reason: 'no clock' }],
    });
    expect(world.state(B).active_work.execution_state.tasks.t1).toMatchObject({
      status: 'blocked',
      blockers: [{ reason: 'no clock', resolved_at: null }],
    });
  });

  it('gives its work to one of two that start at the same instant; the other is told who has it', async () => {
    const world = plannedWorld();
    const client = await world.client();
    await workOnTask(world, client, A);
    await client.kill();
    const two = await Promise.all([world.client(), world.client()]);
    const texts = await Promise.all(
      two.map(async (one, index) =>
        told(await voice(world, one)('SessionStart.startup', [B, C][index] ?? '')),
      ),
    );
    const winners = texts.filter((text) => text.includes('- yours now, with its claims: t1'));
    const losers = texts.filter((text) =>
      /Session \d has taken its handoff: its work is that session/.test(text),
    );
    expect(winners).toHaveLength(1);
    expect(losers).toHaveLength(1);
    const holder = openShared(world.layout).state.handoffs[A]?.session_id;
    expect(openShared(world.layout).state.claims.t1?.session_id).toBe(holder);
    expect(world.kinds(A).filter((kind) => kind === 'handoff_made')).toHaveLength(1);
    expect(handoffs(world)).toEqual([`1-${A}.json`, `1-${A}.md`]);
    expect(world.troubles()).toEqual([]);
  });
});

describe('a handoff that was taken', () => {
  it('is passed on by a session in which nothing was asked, and not by one that lives', async () => {
    const { world, say } = await endedOnTask();
    await say('SessionStart.startup', B);
    const beside = await world.client();
    expect(told(await voice(world, beside)('SessionStart.startup', C))).toContain(
      'Session 2 has taken its handoff',
    );
    await voice(world, beside)('SessionEnd.exit', C);
    await say('SessionEnd.exit', B);
    const text = told(await say('SessionStart.startup', sessionId(4)));
    expect(text).toContain('Before: session 1 (');
    expect(text).toContain('- yours now, with its claims: t1');
    expect(openShared(world.layout).state.claims.t1?.session_id).toBe(sessionId(4));
    expect(handoffs(world)).toEqual([`1-${A}.json`, `1-${A}.md`]);
  });

  it('is not taken where the briefing is off for the session', async () => {
    const world = plannedWorld();
    writeFileSync(world.layout.config, JSON.stringify({ version: 1, limits: { live_sessions: 1 } }));
    const client = await world.client();
    await workOnTask(world, client, A);
    await voice(world, client)('SessionEnd.exit', A);
    await voice(world, client)('SessionStart.startup', B);
    await voice(world, client)('UserPromptSubmit.typed', B);
    const crowded = told(await voice(world, await world.client())('SessionStart.startup', C));
    expect(crowded).toContain('orchestration is off in this one');
    expect(world.kinds(C)).not.toContain('handoff_taken');
  });
});

describe('a read-only folder of handoffs', () => {
  it('costs the handoff, not the session', async () => {
    if (process.getuid?.() === 0) return;
    const world = newHookWorld();
    mkdirSync(world.layout.handoffs, { mode: 0o500 });
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    expect(await say('SessionEnd.exit', A)).toMatchObject({ exitCode: 0 });
    expect(world.state(A).lifecycle.status).toBe('dormant');
    chmodSync(world.layout.handoffs, 0o700);
  });
});

describe('a session that comes back', () => {
  it('is told that another goes on with its task, and no longer has it', async () => {
    const world = plannedWorld();
    const client = await world.client();
    await workOnTask(world, client, A);
    await voice(world, client)('SessionEnd.exit', A);
    const other = await world.client();
    await voice(world, other)('SessionStart.startup', B);
    await voice(world, other)('UserPromptSubmit.typed', B);
    const text = told(await voice(world, client)('SessionStart.resume', A));
    expect(text).toContain('Meanwhile session 2 has taken over t1: its work, not yours any more.');
    expect(text).not.toContain('Next: go on with "Issue tokens"');
    expect(world.state(A).active_work.current_task).toBeNull();
    expect(openShared(world.layout).state.claims.t1?.session_id).toBe(B);
  });

  it('gets back what the other has left', async () => {
    const world = plannedWorld();
    const client = await world.client();
    await workOnTask(world, client, A);
    await voice(world, client)('SessionEnd.exit', A);
    await voice(world, client)('SessionStart.startup', B);
    await voice(world, client)('SessionEnd.exit', B);
    const text = told(await voice(world, client)('SessionStart.resume', A));
    expect(text).not.toContain('Meanwhile');
    expect(text).toContain('Next: go on with "Issue tokens"');
    expect(openShared(world.layout).state.claims.t1?.session_id).toBe(A);
  });
});

describe('a subagent', () => {
  const start = (world: HookWorld, client: FakeClient, agent_type: string, agent_id = 'a1') =>
    voice(world, client)('SubagentStart.explore', A, { agent_id, agent_type });

  it('of a session on a planned task is told of it, once, and that is counted', async () => {
    const world = plannedWorld();
    const client = await world.client();
    await workOnTask(world, client, A);
    const fired = await start(world, client, 'general-purpose');
    expect(JSON.parse(fired.stdout)).toEqual({
      hookSpecificOutput: { hookEventName: 'SubagentStart', additionalContext: expect.any(String) },
    });
    expect(told(fired)).toContain('works on task t1, on record as "Issue tokens"');
    expect(told(fired)).toContain('Read .baton/tasks/t1-state.md before you begin');
    expect(told(fired).length).toBeLessThan(700);
    expect(await start(world, client, 'general-purpose')).toMatchObject({ stdout: '' });
    expect(told(await start(world, client, 'general-purpose', 'a2'))).not.toBe('');
    expect(world.state(A).observability.injected.by_hook.SubagentStart).toBe(
      2 * Buffer.byteLength(told(fired)),
    );
  });

  it('that only looks, or of a session without a task, is told nothing', async () => {
    const world = plannedWorld();
    const client = await world.client();
    await voice(world, client)('SessionStart.startup', A);
    expect(await start(world, client, 'general-purpose')).toMatchObject({ stdout: '' });
    await workOnTask(world, client, B);
    expect(await voice(world, client)('SubagentStart.explore', B)).toMatchObject({ stdout: '' });
    expect(world.state(B).active_work.execution_state.agents).toHaveProperty('a0c0ffee0c0ffee01');
  });
});

describe('the reality check', () => {
  const keep = (world: HookWorld, consensus: number, minutes: number) => {
    const checked_at = new Date(Date.now() - minutes * 60_000).toISOString();
    const checks = [
      {
        name: 'tests',
        health: 0,
        status: 'fail',
        message: 'x',
        duration_ms: 1,
        checked_at,
        command: 'npm test',
      },
    ];
    mkdirSync(world.layout.cache, { recursive: true });
    writeFileSync(
      join(world.layout.cache, 'checks.json'),
      JSON.stringify({ consensus, threshold: 0.8, checked_at, checks }),
    );
  };

  it('that came out too low is told at a start, and kept in the log of the session', async () => {
    const world = newHookWorld();
    keep(world, 0.4, 2);
    const text = told(await voice(world, await world.client())('SessionStart.startup', A));
    expect(text).toContain('Reality check: consensus 0.40, below 0.80, 2 minutes ago: tests (fail).');
    expect(world.state(A).observability.reality).toMatchObject({
      consensus: 0.4,
      checks: [{ name: 'tests' }],
    });
  });

  it('that is old is renewed in the background, but for the commands of the project', async () => {
    const world = newHookWorld();
    keep(world, 0.9, 30);
    const text = told(await voice(world, await world.client())('SessionStart.startup', A));
    expect(text).not.toContain('Reality check');
    await eventually(() =>
      expect(world.state(A).observability.reality?.checks.map(({ name }) => name)).toEqual([
        'state',
        'git',
        'plan',
        'locks',
        'disk',
      ]),
    );
  });

  it('is not begun where nobody has ever asked for one', async () => {
    const world = newHookWorld();
    await voice(world, await world.client())('SessionStart.startup', A);
    expect(world.state(A).observability.reality).toBeNull();
    expect(existsSync(join(world.layout.cache, 'checks.json'))).toBe(false);
  });
});
