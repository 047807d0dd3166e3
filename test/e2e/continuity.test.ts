import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import { agent, bash, call, cue, say } from './harness/script.ts';
import { shownText } from './harness/shown.ts';
import { startTui } from './harness/terminal.ts';
import type { InstalledWorld } from './installed-world.ts';
import { installedWorld } from './installed-world.ts';

const DOCUMENT = `# Task t1: Issue tokens

## Feature Checklist

\`\`\`json
{ "features": [
  { "id": "f1", "description": "tokens are issued", "passes": true },
  { "id": "f2", "description": "expired tokens are refused", "passes": false }
] }
\`\`\`

## Progress Log

### Session 2 · 2026-03-02T10:30:00Z

**State**

- issue() sets an expiry

**Next**

- check the expiry on use
`;

describeWithClient('a task over three sessions of the real client', () => {
  let world: InstalledWorld;

  beforeEach(async () => {
    world = await installedWorld(
      {
        first: [
          call(bash('baton sprint start s1')),
          call(bash('baton task start t1')),
          call(bash("baton session note 'leave the users table alone' --as constraint")),
          say('tokens are issued'),
        ],
        second: [call(bash('baton task progress t1 60')), say('expiry is set')],
        third: [
          call(agent(cue('helper', 'read the clock'))),
          call(bash('baton task start t2'), bash('echo half > half-done.ts')),
          call(bash("baton task block t2 --reason 'no clock in CI'")),
          { hold: true },
        ],
        helper: [say('the clock is read')],
        fourth: [say('looked')],
      },
      { summary: say('<summary>WHAT-HAPPENED-BEFORE</summary>') },
    );
    world.baton('epic', 'create', 'auth', '--title', 'Sign in with a key');
    world.baton(
      'sprint',
      'create',
      's1',
      '--epic',
      'auth',
      '--name',
      'Tokens',
      '--goal',
      'tokens that expire',
    );
    world.baton('task', 'add', 't1', '--sprint', 's1', '--title', 'Issue tokens', '--priority', 'high');
    world.baton('task', 'add', 't2', '--sprint', 's1', '--title', 'Refuse tokens');
    mkdirSync(join(world.project, '.baton', 'tasks'), { recursive: true });
    writeFileSync(join(world.project, '.baton', 'tasks', 't1-state.md'), DOCUMENT);
  });

  afterEach(() => world.dispose());

  const kinds = (...wanted: string[]) => world.happened().filter(({ type }) => wanted.includes(type)).length;

  it('reaches the fourth: right task, state, blockers, constraint and next step in its first request', async () => {
    await world.headless(cue('first', 'issue tokens'));
    expect([kinds('task_started'), kinds('handoff_made')]).toEqual([1, 1]);

    const tui = await startTui(world, ['--dangerously-skip-permissions'], { columns: 120, rows: 40 });
    await tui.waitFor('❯');
    await tui.submit(cue('second', 'set the expiry'));
    await tui.waitFor('● expiry is set');
    await tui.submit('/compact');
    await world.until('the compaction has ended', (all) =>
      all.some(({ type }) => type === 'compaction_finished'),
    );
    await tui.submit('/exit');
    await world.until('the second session has handed over', () => kinds('handoff_made') === 3);
    expect([kinds('work_restored'), kinds('task_progressed')]).toEqual([1, 1]);

    const running = world.start(cue('third', 'refuse the expired ones'));
    await world.api.seen(({ scene, at }) => scene === 'third' && at === 3);
    await world.until('t2 is blocked', (all) => all.some(({ type }) => type === 'task_blocked'));
    running.kill('SIGKILL');
    await running.done;

    expect(kinds('work_restored')).toBe(2);
    const helper = world.api.turns('helper').at(0);
    expect(shownText(helper?.body ?? {})).toContain('works on task t1, on record as "Issue tokens"');

    const fourth = await world.headless(cue('fourth'));
    const first = world.api.turns('fourth').at(0);
    const text = world.briefing(fourth.sessionId ?? '');
    expect(shownText(first?.body ?? {})).toContain(text);
    expect(text).toContain(
      'Mission, on record: task t1 "Issue tokens" (high, in progress, 60 %), sprint "Tokens" (day 1), epic "Sign in with a key". Its goal: "tokens that expire".',
    );
    expect(text).toContain('next steps: "check the expiry on use"');
    expect(text).toContain('state: "issue() sets an expiry"');
    expect(text).toContain('not verified (1): f2 "expired tokens are refused"');
    expect(text).toContain('First run again what passed: f1 "tokens are issued"');
    expect(text).toContain('c1-1: "leave the users table alone"');
    expect(text).toContain('Before: session 3 (this worktree, branch main) crashed');
    expect(text).toContain('yours now, with its claims: t1, t2');
    expect(text).toContain('last asked: "[[scene:third]] refuse the expired ones"');
    expect(text).toContain('that turn was never finished');
    expect(text).toContain('blocked: "Refuse tokens" by "no clock in CI"');
    expect(text).toMatch(/Uncommitted \(2\): .*half-done\.ts/);
    expect(text).toContain('Next: free "Refuse tokens" of its blocker');
    expect(text.length).toBeLessThan(3_600);

    const list = JSON.parse(world.baton('session', 'handoffs', '--json')) as Record<string, unknown>[];
    expect(list.map(({ number, sequence, reason }) => [number, sequence, reason])).toEqual([
      [4, 1, 'end'],
      [3, 1, 'crash'],
      [2, 2, 'end'],
      [2, 1, 'compaction'],
      [1, 1, 'end'],
    ]);
  });
});
