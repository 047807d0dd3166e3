import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planProblems } from '../../../../src/plan/plan-problems.ts';
import { PlanSchema } from '../../../../src/plan/plan-schema.ts';
import { migrateV1 } from '../../../../src/plan/v1/migrate-v1.ts';
import { SESSION_EVENT_SCHEMAS } from '../../../../src/session/event-schemas.ts';
import type { SessionState } from '../../../../src/session/state.ts';
import { SessionStateSchema } from '../../../../src/session/state-schema.ts';
import { isSafeId } from '../../../../src/store/safe-id.ts';
import { largeV1State } from '../../../fixtures/v1/large-state.ts';
import { READY, refusalOf, stateAfter } from '../../../helpers/given.ts';

const AT = '2026-03-02T09:00:00.000Z';
const convert = (state: unknown) => migrateV1(state, { at: AT, isSafe: isSafeId });
const fixture = (name: string) =>
  convert(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/v1', `${name}.json`), 'utf8')),
  );

type Migration = ReturnType<typeof convert>;

const folded = ({ session }: Migration): SessionState => stateAfter([...READY, ...session.events.flat()]);
const statuses = (migration: Migration) =>
  Object.fromEntries(
    Object.values(folded(migration).active_work.execution_state.tasks).map((task) => [task.id, task.status]),
  );
const planOf = ({ plan }: Migration) => PlanSchema.parse({ project: { version: 1, name: 'p' }, ...plan });
const left = ({ report }: Migration, where: string) =>
  report.unplaced.filter((one) => one.where === where).map(({ value, reason }) => [value, reason]);

describe('a small version 1 state', () => {
  const small = fixture('small');

  it('becomes documents that say what is planned and nothing of its progress', () => {
    expect(small.plan.epics.ledger).toEqual({
      id: 'ledger',
      title: 'A ledger that balances',
      description: 'Every entry has two sides.',
      features: ['entries', 'balances'],
      requirements: { functional: ['No entry without a counter entry'], non_functional: [] },
      success_criteria: ['The sum is nought'],
    });
    expect(small.plan.sprints['ledger-1']).toMatchObject({
      epic_id: 'ledger',
      planned_tasks: {
        'double-entry': {
          id: 'double-entry',
          title: 'Check both sides',
          type: 'feature',
          estimated_effort: 5,
        },
        closing: {
          id: 'closing',
          title: 'Close the year',
          dependencies: ['double-entry'],
          assigned_team: 'books',
        },
      },
      team_allocations: { books: { capacity: 10, members: ['books-worker'] } },
    });
    expect(planProblems(planOf(small))).toEqual([]);
  });

  it('becomes one session on its sprint, with the tasks as far as they were', () => {
    const state = folded(small);
    expect(small.session).toMatchObject({ mode: 'sprint', old_id: '7c1f0a52-3f0e-4c55-9d0a-2f6f6f1f9b11' });
    expect(state.active_work).toMatchObject({
      current_epic: 'ledger',
      current_sprint: 'ledger-1',
      current_task: 'double-entry',
    });
    expect(statuses(small)).toEqual({
      'double-entry': 'in_progress',
      'opening-balance': 'completed',
      closing: 'pending',
    });
    expect(state.active_work.execution_state.tasks['double-entry']).toMatchObject({
      assignee: 'books-worker-1',
      started_at: '2025-03-03T08:06:00Z',
      progress_percentage: 60,
      artifacts: ['src/entry.ts'],
      last_update: '2025-03-03T11:20:00Z',
    });
    expect(state.active_work.execution_state.agents).toMatchObject({
      'books-worker-1': {
        agent_type: 'books-worker',
        status: 'stopped',
        current_task: 'double-entry',
        cost_usd: null,
      },
    });
  });

  it('says for all sessions who has which task and which are done', () => {
    expect(small.claims).toEqual([
      { task_id: 'double-entry', status: 'held' },
      { task_id: 'opening-balance', status: 'completed' },
    ]);
  });
});

describe('a full version 1 state', () => {
  const full = fixture('full');

  it('keeps every status', () => {
    expect(statuses(full)).toEqual({
      'card-form': 'completed',
      refunds: 'blocked',
      'refund-tests': 'assigned',
      chargebacks: 'failed',
      'old-gateway': 'cancelled',
      receipts: 'pending',
      'hotfix-rounding': 'completed',
    });
  });

  it('finds the epic of a sprint in the epic that lists it', () => {
    expect(full.plan.sprints['sprint-pay-2']).toMatchObject({ epic_id: 'epic-pay', length_days: 10 });
  });

  it('keeps mode, teams, switches and blockers of the session', () => {
    const state = folded(full);
    expect(full.session).toMatchObject({
      mode: 'leadership',
      label: 'payments push',
      orchestration_enabled: false,
    });
    expect(state.session_info.teams).toEqual(['payments', 'quality']);
    expect(state.runtime_config).toMatchObject({ output_style: 'all-team_dashboard' });
    expect(state.active_work.execution_state.tasks.refunds?.blockers).toEqual(
      expect.arrayContaining([
        { reason: 'No sandbox key for refunds', raised_at: '2025-05-05T10:00:00Z', resolved_at: null },
        { reason: 'Waiting for the answer of the bank', raised_at: AT, resolved_at: null },
      ]),
    );
  });

  it('reports what has no place, whole', () => {
    expect(left(full, 'observability')).toEqual([
      [{ metrics: { velocity: 12 }, events: expect.any(Array) }, 'Version 2 counts anew, from what happens.'],
    ]);
    expect(left(full, 'execution.tasks.*.description')).toEqual([
      ['Found by support.', expect.stringContaining('No sprint plans this task')],
    ]);
    expect(left(full, 'execution.agents.*.resource_usage')).toEqual([
      [{ tokens: 48211, memory_mb: 310 }, expect.any(String)],
    ]);
  });
});

describe('an odd version 1 state', () => {
  const odd = fixture('odd');

  it('has ids that are safe file names afterwards, and says which were changed', () => {
    for (const { to } of odd.report.renamed) expect(isSafeId(to)).toBe(true);
    expect(odd.report.renamed.map(({ from, to }) => [from, to])).toEqual(
      expect.arrayContaining([
        ['../escape', 'escape'],
        ['e:1', 'e-1'],
        ['Überweisung prüfen', 'Uberweisung-prufen'],
        ['T-1', 'T-1-2'],
        ['constructor', 'constructor-2'],
        ['__proto__', '__proto__-2'],
        ['client-3', 'client-3-2'],
        ['', 'task'],
      ]),
    );
  });

  it('leaves out references that lead nowhere, except the epic of a sprint, and reports them', () => {
    expect(left(odd, 'execution.tasks.*.dependencies').map(([value]) => value)).toEqual([
      '../escape',
      'nobody',
    ]);
    expect(left(odd, 'session.current_sprint')).toEqual([['nowhere', 'There is no such sprint.']]);
    expect(planProblems(planOf(odd)).map(({ field, value }) => [field, value])).toEqual([
      ['epic_id', 'e-missing'],
    ]);
  });

  it('has no team without an orchestrator and no sprint without an epic', () => {
    expect(Object.keys(odd.plan.teams)).toEqual([]);
    expect(Object.keys(odd.plan.sprints)).toEqual(['s-1', 's-dangling']);
    expect(statuses(odd)).toMatchObject({ lost: 'completed' });
  });
});

describe('a version 1 state of several projects', () => {
  const projects = fixture('projects');

  it('becomes one session, in which tasks of one name stay apart', () => {
    expect(statuses(projects)).toEqual({
      login: 'completed',
      basket: 'pending',
      'blog-login': 'in_progress',
    });
    expect(projects.report.renamed).toEqual([
      { kind: 'task', project: 'blog', from: 'login', to: 'blog-login' },
    ]);
    expect(left(projects, 'projects.*.name').map(([value]) => value)).toEqual(['Shop', 'Blog']);
  });
});

describe('a large version 1 state', () => {
  const large = convert(largeV1State(5_000));

  it('is told in records that a log takes', () => {
    for (const events of large.session.events) expect(JSON.stringify(events).length).toBeLessThan(1_000_000);
    expect(large.counts).toMatchObject({ sprints: 50, planned_tasks: 5_000 });
  });

  it('keeps a task that is far too long to what a log takes, and reports the rest', () => {
    const artifacts = Array.from({ length: 3_000 }, (_, index) => `${'\u0001'.repeat(250)}${index}`);
    const migration = convert({
      execution: { tasks: { t: { title: 'x'.repeat(90_000), status: 'done', artifacts } } },
    });
    for (const events of migration.session.events)
      expect(JSON.stringify(events).length).toBeLessThan(1_000_000);
    expect(left(migration, 'execution.tasks.*.artifacts')).toHaveLength(1);
  });
});

it.each(['small', 'full', 'odd', 'projects'])(
  'the events of %s have their shapes and fold to a state',
  (name) => {
    const migration = fixture(name);
    for (const { type, data } of migration.session.events.flat())
      expect(SESSION_EVENT_SCHEMAS[type].safeParse(data).success).toBe(true);
    expect(SessionStateSchema.safeParse(folded(migration)).success).toBe(true);
  },
);

it.each([[null], [[]], ['text'], [{}], [{ shared: {}, sessions: {} }]])(
  '%j is no version 1 state',
  (value) => {
    expect(refusalOf(() => convert(value)).code).toBe('E_INVALID');
  },
);
