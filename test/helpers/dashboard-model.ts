import type { DashboardModel, SessionRow } from '../../src/insight/dashboard/dashboard-model.ts';
import type { TaskRow } from '../../src/plan/task-board.ts';

/** When the dashboards of tests are looked at. */
export const LOOKED_AT = '2026-03-05T15:00:00.000Z';

/** A moment so many minutes before that. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.parse(LOOKED_AT) - minutes * 60_000).toISOString();
}

/** A planned task as a row, with what differs from an untouched one. */
export function taskRow(id: string, changes: Partial<TaskRow> = {}): TaskRow {
  return {
    ...{ id, title: `Do ${id}`, status: 'pending', assignee: null, progress_percentage: 0, blockers: [] },
    ...{
      session_id: null,
      orphaned: false,
      sprint: 's1',
      priority: 'medium',
      estimated_effort: 3,
      team: null,
    },
    ...{ dependencies: [], dependencies_met: true },
    ...changes,
  };
}

/** A live session as a row. */
export function sessionRow(number: number, changes: Partial<SessionRow> = {}): SessionRow {
  return {
    ...{ id: `s-${number}`, number, label: null, mode: 'development', status: 'live', turn: 'working' },
    ...{ orchestration_enabled: true, branch: 'main', worktree: '/work', sprint: 's1', current_task: null },
    ...{ tasks: { total: 0, completed: 0, in_progress: 0, blocked: 0 }, agents: 0, unread: 0, tokens: 0 },
    ...{ cost_usd: 0, created_at: minutesAgo(90), last_activity: minutesAgo(1), last_prompt: null },
    ...changes,
  };
}

/** The dashboard of a project in which nothing has happened and nothing is planned. */
export const EMPTY_DASHBOARD: DashboardModel = {
  at: LOOKED_AT,
  project: 'shop',
  counts: { epics: 0, sprints: 0, teams: 0, tasks: 0, tasks_completed: 0, sessions: 0, live: 0 },
  sprint: null,
  health: null,
  ...{
    sessions: [],
    teams: [],
    agents: [],
    messages: [],
    decisions: [],
    attention: [],
    next: [],
    activity: [],
  },
  metrics: {
    ...{ sessions: 0, prompts: 0, turns: { completed: 0, failed: 0, interrupted: 0 }, tool_calls: 0 },
    ...{ tool_failures: 0, agents_started: 0, tasks_completed: 0, compactions: 0, injected_bytes: 0 },
    tokens: { input: 0, output: 0, cache_read: 0, cache_write: 0 },
    ...{ cost_usd: null, tools: [], files: [], score: null },
  },
};

const ROWS = [
  taskRow('t1', { title: 'Design the token table', status: 'completed', assignee: 'coder' }),
  taskRow('t2', {
    title: 'Detect reuse of a spent token and revoke its family',
    status: 'in_progress',
    ...{ assignee: 'coder', progress_percentage: 60, priority: 'critical', estimated_effort: 8 },
  }),
  taskRow('t3', {
    title: 'Migrate the sessions of existing users',
    status: 'blocked',
    ...{ blockers: ['no access to the staging database'], priority: 'high' },
  }),
  taskRow('t4', { title: 'Sign out everywhere 全部登出 🚪', priority: 'high' }),
  taskRow('t5', {
    title: 'Document the endpoints',
    ...{ priority: 'low', dependencies: ['t2'], dependencies_met: false },
  }),
  taskRow('t6', { title: 'Try the old keys', status: 'failed' }),
  taskRow('t7', { title: 'Review the rotation', status: 'assigned', assignee: 'reviewer' }),
  taskRow('t8', { title: 'Given up', status: 'cancelled' }),
];

/** The dashboard of a project in the middle of a sprint, with something in every list. */
export const BUSY_DASHBOARD: DashboardModel = {
  at: LOOKED_AT,
  project: 'shop',
  counts: { epics: 1, sprints: 2, teams: 2, tasks: 8, tasks_completed: 1, sessions: 4, live: 2 },
  sprint: {
    ...{ sprint_id: 's1', name: 'Tokens', status: 'in_progress', tasks: 7, tasks_completed: 1 },
    ...{
      points: 26,
      points_completed: 3,
      progress: 12,
      epic_id: 'auth',
      goals: ['a stolen token is worth nothing'],
    },
    ...{ day: 3, days: 10, velocity: 1.25, estimated_completion: '2026-03-24T00:36:00.000Z', unit: 'points' },
    forecast: {
      ...{ unit: 'points', remaining: 23, open_tasks: 6, trials: 1_000, seed: 1, missing: [] },
      observed: { days: 3, completions: 1, mean_a_day: 1, from: '2026-03-03T09:00:00.000Z' },
      bands: [
        { band: 50, days: 18.4, at: '2026-03-24T00:36:00.000Z' },
        { band: 85, days: 25, at: '2026-03-30T15:00:00.000Z' },
        { band: 95, days: null, at: null },
      ],
      ...{ planned_end: '2026-03-13T09:00:00.000Z', chance_by_planned_end: 0.04 },
    },
    burndown: [
      { date: '2026-03-03', remaining: 26, ideal: 23.4 },
      { date: '2026-03-04', remaining: 23, ideal: 20.8 },
      { date: '2026-03-05', remaining: 23, ideal: 18.2 },
    ],
    rows: ROWS,
  },
  sessions: [
    sessionRow(4, {
      mode: 'leadership',
      label: 'release planning',
      turn: 'idle',
      unread: 1,
      tokens: 487_800,
      cost_usd: 0.7,
      last_activity: minutesAgo(20),
      last_prompt: 'what is left before the release?',
    }),
    sessionRow(3, {
      branch: 'feat/reuse',
      current_task: 'Detect reuse of a spent token and revoke its family',
      agents: 2,
      tasks: { total: 9, completed: 2, in_progress: 1, blocked: 1 },
      tokens: 2_900_000,
      cost_usd: 4.6,
      last_prompt: 'now the tests',
    }),
    sessionRow(2, {
      status: 'crashed',
      branch: 'feat/rotation',
      last_activity: minutesAgo(300),
      cost_usd: null,
      last_prompt: 'rotate refresh tokens',
    }),
    sessionRow(1, { status: 'closed', last_activity: minutesAgo(2_000), cost_usd: 5.1, label: '準備' }),
  ],
  teams: [
    {
      ...{ id: 'engineering', name: 'Engineering', lead: 'director', at_once: 4, busy: 1, active_in: [3] },
      members: [
        { agent: 'director', role: 'lead', skills: [], capacity: 1, doing: [], blocked: [], done: 0 },
        {
          agent: 'coder',
          role: 'worker',
          skills: ['api'],
          capacity: 2,
          doing: [{ id: 't2', title: 'Detect reuse', progress: 60 }],
          blocked: [{ id: 't3', reason: 'no access' }],
          done: 1,
        },
      ],
    },
    {
      id: 'quality',
      name: 'Quality 品質',
      lead: 'reviewer',
      at_once: 0,
      busy: 0,
      active_in: [],
      members: [],
    },
  ],
  agents: [
    {
      instance_id: 'a1',
      agent_type: 'test-writer',
      session_number: 3,
      doing: 't2',
      spawned_at: minutesAgo(5),
      tool_calls: 4,
      tokens: 12_000,
      cost_usd: 0.2,
    },
    {
      instance_id: 'a2',
      agent_type: 'reviewer',
      session_number: 3,
      doing: null,
      spawned_at: minutesAgo(4),
      tool_calls: 0,
      tokens: 0,
      cost_usd: null,
    },
  ],
  messages: [
    {
      id: 'm-3',
      from: 'ada',
      to: 'all',
      priority: 'urgent',
      text: 'main is frozen until the release is tagged.',
      sent_at: minutesAgo(10),
      status: 'waiting',
    },
    {
      id: 'm-2',
      from: 'session #4',
      to: '#3',
      priority: 'low',
      text: 'The token table has a new column, family_id. Run the migration before the tests, please, and tell me when it is done: the dashboard waits for it.',
      sent_at: minutesAgo(25),
      status: 'delivered',
    },
    {
      id: 'm-1',
      from: 'session #1',
      to: '#2',
      priority: 'normal',
      text: 'gone',
      sent_at: minutesAgo(900),
      status: 'dropped',
    },
  ],
  decisions: [
    {
      id: 'd-1',
      title: 'Where do revoked tokens live?',
      by: 'session #4',
      rule: 'majority',
      deadline: null,
      votes: [
        { option: 'postgres', votes: 2 },
        { option: 'redis', votes: 1 },
      ],
      stands: 'majority: postgres 2, redis 1',
    },
    {
      id: 'd-2',
      title: 'Who reviews?',
      by: 'ada',
      rule: 'lead',
      deadline: null,
      votes: [{ option: 'bo', votes: 0 }],
      stands: 'no vote has been given',
    },
  ],
  health: { consensus: 0.92, failing: [] },
  attention: [
    {
      kind: 'blocked',
      severity: 'bad',
      text: 't3 is blocked (#3): no access to the staging database',
      remedy: 'baton task unblock t3',
    },
    {
      kind: 'decision',
      severity: 'warn',
      text: 'to be decided: Where do revoked tokens live?',
      remedy: 'baton decision show d-1',
    },
  ],
  next: [ROWS[3] ?? taskRow('t4'), taskRow('k1', { sprint: 's2', estimated_effort: 0 })],
  activity: [
    { at: minutesAgo(4), session: 3, kind: 'accent', text: 'reviewer began' },
    {
      at: minutesAgo(10),
      session: null,
      kind: 'muted',
      text: 'to all: main is frozen until the release is tagged.',
    },
    { at: minutesAgo(50), session: 3, kind: 'bad', text: 'blocked: Migrate the sessions of existing users' },
    { at: minutesAgo(400), session: 1, kind: 'good', text: 'completed: Design the token table' },
  ],
  metrics: {
    ...{ sessions: 4, prompts: 6, turns: { completed: 4, failed: 1, interrupted: 2 }, tool_calls: 155 },
    ...{ tool_failures: 4, agents_started: 2, tasks_completed: 3, compactions: 0, injected_bytes: 4_210 },
    tokens: { input: 45_000, output: 179_200, cache_read: 7_800_000, cache_write: 210_000 },
    cost_usd: 12.8,
    tools: [
      { name: 'Read', calls: 59, failures: 0, duration_ms: 180_000 },
      { name: 'Bash', calls: 33, failures: 4, duration_ms: 65_000 },
    ],
    files: [
      { path: 'src/auth/token-family.ts', edits: 13 },
      { path: 'migrations/014.sql', edits: 1 },
    ],
    score: {
      ...{
        session: 3,
        score: 0.724,
        efficiency: 0.81,
        output: 0.75,
        quality: null,
        flow: 0.5,
        known_weight: 0.8,
      },
      insights: ['Half of the tool calls failed: smaller steps between runs find the cause sooner.'],
    },
  },
};
