import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionEvent } from '../src/messaging/decision.ts';
import type { MessageEvent } from '../src/messaging/message.ts';
import { initProject } from '../src/runtime/init-project.ts';
import { changeSession, sharedProjection } from '../src/runtime/session-streams.ts';
import type { ClaimEvent } from '../src/session/claims.ts';
import type { StartFacts } from '../src/session/commands/life.ts';
import type { SessionEvent } from '../src/session/event.ts';
import type { RegistryEvent } from '../src/session/registry.ts';
import type { SessionMode } from '../src/session/view.ts';
import { transact } from '../src/store/append.ts';
import { layoutOf } from '../src/store/layout.ts';
import type { ProcessIdentity } from '../src/store/process-identity.ts';

// A project in the middle of a sprint, for pictures and for looking at screens: four days of work of two live
// sessions and two that are gone, written with the store itself at the times when it is said to have happened.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type SharedEvent = RegistryEvent | ClaimEvent | MessageEvent | DecisionEvent;

/** Makes the demonstration project in `root`. Its live sessions are those of `client`, a process that must go on. */
export function makeDemoProject(root: string, now: number, client: ProcessIdentity): void {
  mkdirSync(root, { recursive: true });
  initProject(root);
  writePlan(root);
  const layout = layoutOf(root);
  let ids = 0;
  const store = (at: number) => ({
    now: () => at,
    newId: () => `demo-${String(++ids).padStart(4, '0')}`,
    by: 'demo',
    patienceMs: 5_000,
  });
  const share = (at: number, ...events: readonly SharedEvent[]) =>
    void transact(
      layout.shared,
      sharedProjection,
      store(at),
      { expect: 'usually', durable: false },
      () => events,
    );
  const add = (id: string, at: number, ...events: readonly SessionEvent[]) =>
    void changeSession(layout, id, store(at), () => events);
  const begin = (number: number, at: number, facts: Partial<StartFacts> & { mode: SessionMode }) => {
    const id = sessionId(number);
    share(at, { type: 'session_registered', data: { session_id: id, number } });
    const data: StartFacts = {
      ...{ session_id: id, number, source: 'startup', orchestration_enabled: true, label: null, user: 'ada' },
      ...{ cwd: root, worktree: root, branch: 'main', model: 'claude-opus-4-8', transcript_path: null },
      ...{ process: client, predecessor: null },
      ...facts,
    };
    add(id, at, { type: 'session_started', data }, { type: 'session_activated', data: {} });
    return id;
  };
  const take = (id: string, at: number, task: string, assignee: string | null) => {
    share(at, { type: 'task_claimed', data: { task_id: task, session_id: id } });
    add(id, at, { type: 'task_started', data: { task_id: task, title: TITLES[task] ?? task, assignee } });
  };
  const finish = (id: string, at: number, task: string) => {
    share(at, { type: 'task_settled', data: { task_id: task, session_id: id, outcome: 'completed' } });
    const data: Extract<SessionEvent, { type: 'task_ended' }>['data'] = {
      ...{ task_id: task, outcome: 'completed', reason: null, actual_effort: null, artifacts: [] },
    };
    add(id, at, { type: 'task_ended', data });
  };
  const turn = (
    id: string,
    at: number,
    asked: string,
    work: Readonly<Record<string, number>>,
    cost: number,
  ) => {
    add(id, at, {
      type: 'prompt_submitted',
      data: { kind: 'human', excerpt: asked, characters: asked.length },
    });
    let done = at;
    for (const [tool, calls] of Object.entries(work)) {
      for (let call = 0; call < calls; call++) {
        done += 20_000;
        const outcome = tool === 'Bash' && call === 3 ? 'failed' : 'ok';
        const file = tool === 'Edit' ? FILES[call % FILES.length] : undefined;
        const data = {
          tool,
          outcome,
          duration_ms: 900 + 400 * call,
          agent_id: null,
          file: file ?? null,
        } as const;
        add(id, done, { type: 'tool_used', data });
      }
    }
    const tokens = {
      input: 9_000,
      output: Math.round(cost * 14_000),
      cache_read: Math.round(cost * 610_000),
      cache_write: 42_000,
    };
    add(id, done + 1, {
      type: 'usage_recorded',
      data: { tokens, cost_usd: cost, tools: work, read_to: done, last_message: null },
    });
    return done;
  };
  const endTurn = (id: string, at: number, answer: string) =>
    add(id, at, { type: 'turn_ended', data: { outcome: 'completed', error: null, answer, background: 0 } });

  const start = now - 4 * DAY - 2 * HOUR;
  const gone: ProcessIdentity = { ...client, started: '1' };
  const sprint: SessionEvent = {
    type: 'sprint_started',
    data: {
      sprint_id: 's1',
      epic_id: 'auth',
      days: 10,
      tasks: Object.entries(TITLES).map(([id, title]) => ({ id, title })),
    },
  };

  const first = begin(1, start, { mode: 'sprint', process: null });
  add(first, start, sprint);
  take(first, start + HOUR, 't1', 'coder');
  endTurn(
    first,
    turn(first, start + HOUR, 'design the token table and its migration', { Read: 9, Edit: 6, Bash: 5 }, 1.9),
    'done',
  );
  finish(first, start + 5 * HOUR, 't1');
  take(first, start + 6 * HOUR, 't2', 'coder');
  finish(first, start + DAY + HOUR, 't2');
  endTurn(
    first,
    turn(first, start + DAY, 'issue tokens at sign-in', { Read: 14, Edit: 11, Bash: 7, Grep: 6 }, 3.2),
    'done',
  );
  add(
    first,
    start + DAY + 2 * HOUR,
    { type: 'session_closing', data: { reason: 'exit' } },
    { type: 'session_closed', data: { reason: 'exit', clean: true, closed_by: null } },
  );

  const second = begin(2, start + 2 * DAY, { mode: 'development', process: gone, branch: 'feat/rotation' });
  add(second, start + 2 * DAY, sprint);
  take(second, start + 2 * DAY + HOUR, 't3', 'coder');
  finish(second, start + 2 * DAY + 6 * HOUR, 't3');
  turn(
    second,
    start + 2 * DAY + 6 * HOUR,
    'rotate refresh tokens',
    { Read: 8, Edit: 9, Bash: 6, Task: 2 },
    2.4,
  );
  take(second, start + 2 * DAY + 7 * HOUR, 't8', null);

  const third = begin(3, now - 3 * HOUR, { mode: 'development', branch: 'feat/reuse' });
  add(third, now - 3 * HOUR, sprint, { type: 'team_activated', data: { team_id: 'engineering' } });
  take(third, now - 2 * HOUR, 't4', 'coder');
  add(third, now - 40 * 60_000, {
    type: 'task_progressed',
    data: { task_id: 't4', percentage: 60, actual_effort: 2, artifacts: [] },
  });
  take(third, now - 95 * 60_000, 't6', 'database');
  add(third, now - 50 * 60_000, {
    type: 'task_blocked',
    data: { task_id: 't6', reason: 'no access to the staging database' },
  });
  endTurn(
    third,
    turn(
      third,
      now - 90 * 60_000,
      'detect reuse of a spent token',
      { Read: 22, Edit: 17, Bash: 12, Grep: 9, Task: 3 },
      4.6,
    ),
    'half done',
  );
  add(third, now - 6 * 60_000, {
    type: 'prompt_submitted',
    data: { kind: 'human', excerpt: 'now the tests for token families', characters: 33 },
  });
  add(
    third,
    now - 5 * 60_000,
    { type: 'agent_started', data: { agent_id: 'a1', agent_type: 'test-writer' } },
    { type: 'agent_linked', data: { agent_id: 'a1', task_id: 't4' } },
  );
  add(third, now - 4 * 60_000, { type: 'agent_started', data: { agent_id: 'a2', agent_type: 'reviewer' } });
  add(third, now - 12_000, {
    type: 'tool_used',
    data: {
      tool: 'Edit',
      outcome: 'ok',
      duration_ms: 120,
      agent_id: 'a1',
      file: 'test/token-family.test.ts',
    },
  });

  const fourth = begin(4, now - 70 * 60_000, { mode: 'leadership', label: 'release planning' });
  add(fourth, now - 70 * 60_000, sprint);
  endTurn(
    fourth,
    turn(fourth, now - 60 * 60_000, 'what is left before the release?', { Read: 6, Bash: 3 }, 0.7),
    'three things',
  );
  take(fourth, now - 30 * 60_000, 't5', 'reviewer');
  add(fourth, now - 20 * 60_000, {
    type: 'task_progressed',
    data: { task_id: 't5', percentage: 25, actual_effort: null, artifacts: [] },
  });

  const message = (
    number: number,
    at: number,
    data: Partial<Extract<MessageEvent, { type: 'message_sent' }>['data']>,
  ) =>
    share(at, {
      type: 'message_sent',
      data: {
        message_id: `m-${number}`,
        from_session: fourth,
        from_name: 'session #4',
        to: third,
        recipients: [third],
        priority: 'normal',
        text: '',
        ...data,
      },
    });
  message(1, now - 55 * 60_000, {
    text: 'The token table has a new column, family_id. Run the migration before the tests.',
  });
  share(now - 54 * 60_000, { type: 'message_delivered', data: { message_id: 'm-1', session_id: third } });
  message(2, now - 25 * 60_000, {
    priority: 'high',
    text: 'Sign-out has to work before Thursday: please take t7 next.',
  });
  message(3, now - 10 * 60_000, {
    from_session: null,
    from_name: 'ada',
    to: 'all',
    recipients: [third, fourth],
    text: 'main is frozen until the release is tagged.',
  });
  share(now - 15 * 60_000, {
    type: 'decision_proposed',
    data: {
      decision_id: 'd-1',
      by: fourth,
      by_name: 'session #4',
      title: 'Where do revoked tokens live?',
      options: ['redis', 'postgres'],
      rule: 'majority',
      deadline: null,
    },
  });
  share(now - 9 * 60_000, {
    type: 'decision_voted',
    data: {
      decision_id: 'd-1',
      by: third,
      by_name: 'session #3',
      leads: false,
      option: 'postgres',
      reason: null,
    },
  });
}

function sessionId(number: number): string {
  return `5e55${String(number).padStart(4, '0')}-0000-4000-8000-000000000000`;
}

const FILES = [
  'src/auth/token-family.ts',
  'src/auth/issue.ts',
  'test/token-family.test.ts',
  'migrations/014-tokens.sql',
];
const TITLES: Readonly<Record<string, string>> = {
  t1: 'Design the token table',
  t2: 'Issue access tokens at sign-in',
  t3: 'Rotate refresh tokens',
  t4: 'Detect reuse of a spent token and revoke its family',
  t5: 'Review the rotation against RFC 9700',
  t6: 'Migrate the sessions of existing users',
  t7: 'Sign out everywhere',
  t8: 'Rate-limit the token endpoint',
  t9: 'Document the endpoints 文書化',
};

function writePlan(root: string): void {
  const { planEntity } = layoutOf(root);
  const put = (kind: 'epics' | 'sprints' | 'teams', value: { readonly id: string }) =>
    writeFileSync(planEntity(kind, value.id), `${JSON.stringify(value, null, 2)}\n`);
  const task = (id: string, points: number, priority: string, dependencies: readonly string[] = []) => [
    id,
    { id, title: TITLES[id], estimated_effort: points, priority, dependencies },
  ];
  put('epics', { id: 'auth', ...{ title: 'Sign-in without passwords' } });
  put('sprints', {
    id: 's1',
    ...{
      epic_id: 'auth',
      name: 'Tokens',
      length_days: 10,
      goals: ['a stolen refresh token is worth nothing'],
    },
    ...{
      planned_tasks: Object.fromEntries([
        task('t1', 3, 'high'),
        task('t2', 5, 'high', ['t1']),
        task('t3', 5, 'high', ['t2']),
        task('t4', 8, 'critical', ['t3']),
        task('t5', 2, 'medium', ['t3']),
        task('t6', 5, 'high', ['t1']),
        task('t7', 3, 'high', ['t3']),
        task('t8', 3, 'medium'),
        task('t9', 2, 'low', ['t4']),
      ]),
    },
  });
  put('sprints', { id: 's2', ...{ epic_id: 'auth', name: 'Passkeys', planned_tasks: {} } });
  put('teams', {
    id: 'engineering',
    ...{
      name: 'Engineering',
      orchestrator: 'director',
      policies: { max_parallel_agents: 4, require_approval: false, auto_scaling: false },
    },
    ...{
      available_agents: [
        { agent_id: 'director', role: 'lead', skills: [], default_capacity: 1 },
        { agent_id: 'coder', role: 'worker', skills: ['api'], default_capacity: 2 },
        { agent_id: 'database', role: 'worker', skills: ['sql'], default_capacity: 1 },
      ],
    },
  });
  put('teams', {
    id: 'quality',
    ...{
      name: 'Quality',
      orchestrator: 'reviewer',
      policies: { max_parallel_agents: 2, require_approval: false, auto_scaling: false },
    },
    ...{
      available_agents: [
        { agent_id: 'reviewer', role: 'lead', skills: ['security'], default_capacity: 1 },
        { agent_id: 'tester', role: 'worker', skills: ['tests'], default_capacity: 2 },
      ],
    },
  });
  writeFileSync(
    join(layoutOf(root).plan, 'project.json'),
    `${JSON.stringify({ version: 1, name: 'shop' }, null, 2)}\n`,
  );
}
