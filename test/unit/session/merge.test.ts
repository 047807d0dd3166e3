import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBatonError } from '../../../src/errors.ts';
import { mergeSession } from '../../../src/session/commands/merge.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import { mergeWork } from '../../../src/session/merge-sessions.ts';
import { MERGE_PREFERENCES } from '../../../src/session/merge-tasks.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { SessionStateSchema } from '../../../src/session/state-schema.ts';
import { minute, READY, refusalOf, startFacts, stateAfter } from '../../helpers/given.ts';
import { anyCommand } from './commands-arbitrary.ts';

const OTHER: readonly SessionEvent[] = [
  { type: 'session_started', data: startFacts({ session_id: 's-2', number: 2, process: null }) },
  { type: 'session_activated', data: {} },
];
const started = (id: string): SessionEvent => ({
  type: 'task_started',
  data: { task_id: id, title: id, assignee: null },
});
const progressed = (id: string, percentage: number, hours: number, ...artifacts: string[]): SessionEvent => ({
  type: 'task_progressed',
  data: { task_id: id, percentage, actual_effort: hours, artifacts },
});
const blocked = (id: string, reason: string): SessionEvent => ({
  type: 'task_blocked',
  data: { task_id: id, reason },
});
const setting = (key: string, value: unknown): SessionEvent => ({
  type: 'state_patched',
  data: { operations: [{ op: 'set', at: ['runtime_config', 'values', key], value }] },
});
const sprint = (id: string): SessionEvent => ({
  type: 'sprint_started',
  data: { sprint_id: id, epic_id: 'E-1', days: 5, tasks: [] },
});

const into = (...events: readonly SessionEvent[]) => stateAfter([...READY, ...events]);
const from = (...events: readonly SessionEvent[]) => stateAfter([...OTHER, ...events]);
const tasks = (state: SessionState) => state.active_work.execution_state.tasks;

describe('a merge', () => {
  it('brings tasks, blockers, artifacts, teams, the sprint and settings', () => {
    const giving = from(
      sprint('S-1'),
      started('T-1'),
      progressed('T-1', 40, 2, 'a.ts'),
      blocked('T-1', 'no key'),
      { type: 'team_activated', data: { team_id: 'qa' } },
      setting('theme', 'dark'),
    );
    const { state, conflicts } = mergeWork(giving, into(started('T-2')), 'into');
    expect(conflicts).toEqual([]);
    expect(tasks(state)['T-1']).toEqual(tasks(giving)['T-1']);
    expect(tasks(state)['T-2']?.status).toBe('in_progress');
    expect(state.active_work).toMatchObject({ current_sprint: 'S-1', sprint_days: 5, current_task: 'T-2' });
    expect(state.session_info).toMatchObject({ id: 's-1', teams: ['qa'], mode: 'development' });
    expect(state.runtime_config.values).toEqual({ theme: 'dark' });
  });

  it('adds up the hours and joins the blockers of a task that both have begun', () => {
    const { state, conflicts } = mergeWork(
      from(started('T-1'), progressed('T-1', 40, 2, 'a.ts'), blocked('T-1', 'no key')),
      into(started('T-1'), progressed('T-1', 40, 3, 'b.ts', 'a.ts'), blocked('T-1', 'no answer')),
      'into',
    );
    expect(conflicts).toEqual([]);
    expect(tasks(state)['T-1']).toMatchObject({
      status: 'blocked',
      actual_effort: 5,
      artifacts: ['b.ts', 'a.ts'],
      blockers: [{ reason: 'no answer' }, { reason: 'no key' }],
      started_at: minute(2),
    });
  });

  it('takes a task as it stands where it was begun', () => {
    const planned: SessionEvent = {
      type: 'sprint_started',
      data: { sprint_id: 'S', epic_id: 'E', days: null, tasks: [{ id: 'T-1', title: 'T-1' }] },
    };
    const { state, conflicts } = mergeWork(from(planned, started('T-1')), into(planned), 'into');
    expect(conflicts).toEqual([]);
    expect(tasks(state)['T-1']?.status).toBe('in_progress');
  });

  it('brings what is known of the tasks’ documents', () => {
    const logged = (did: string): SessionEvent => ({
      type: 'progress_logged',
      data: { task_id: 'T-1', did: [did], issues: [], state: [], next: [] },
    });
    const verified = (feature_id: string): SessionEvent => ({
      type: 'feature_verified',
      data: {
        task_id: 'T-1',
        feature_id,
        by: 'check',
        command: null,
        checked_at: null,
        tree: null,
        reason: null,
      },
    });
    const taking = into(started('T-1'), logged('ours'), verified('F-1'));
    const { into: events } = mergeSession(
      from(started('T-1'), verified('F-2'), logged('theirs')),
      5,
      taking,
      null,
    );
    expect(stateAfter(events, taking).active_work.task_documents['T-1']).toMatchObject({
      entries: 2,
      last_progress: { did: ['theirs'] },
      verified: { 'F-1': {}, 'F-2': {} },
    });
  });

  it('keeps tasks of the client’s own lists apart: both count from 1', () => {
    const mirrored = (title: string): SessionEvent => ({
      type: 'task_mirrored',
      data: { task_id: 'client-1', title, status: 'in_progress', assignee: null },
    });
    const { state } = mergeWork(from(mirrored('theirs')), into(mirrored('ours')), 'from');
    expect(Object.entries(tasks(state)).map(([id, task]) => [id, task.title])).toEqual([
      ['client-1', 'ours'],
      ['client-1-of-2', 'theirs'],
    ]);
  });

  const CONFLICTING = [
    from(sprint('S-2'), started('T-1'), progressed('T-1', 80, 1), setting('theme', 'dark')),
    into(sprint('S-1'), started('T-1'), progressed('T-1', 20, 1), setting('theme', 'light'), started('T-9')),
  ] as const;

  it('is refused where the two say different things, naming each', () => {
    const refusal = refusalOf(() => mergeSession(CONFLICTING[0], 6, CONFLICTING[1], null));
    expect(refusal.code).toBe('E_RULE');
    expect(refusal.message).toContain('tasks.T-1 (#2: in_progress, 80%; #1: in_progress, 20%)');
    expect(refusal.message).toContain('sprint (#2: E-1/S-2; #1: E-1/S-1)');
    expect(refusal.message).toContain('settings.theme (#2: dark; #1: light)');
    expect(refusal.message).toContain('--prefer newest');
  });

  it.each([
    ['from', 80, 'S-2', 'dark'],
    ['into', 20, 'S-1', 'light'],
    // All of it was written in the same minutes, and `into` was active last.
    ['newest', 20, 'S-1', 'light'],
  ] as const)('does as --prefer %s says', (prefer, percentage, current, theme) => {
    const { state } = mergeSession(CONFLICTING[0], 6, CONFLICTING[1], prefer);
    expect(tasks(state)['T-1']?.progress_percentage).toBe(percentage);
    expect(state.active_work.current_sprint).toBe(current);
    expect(state.runtime_config.values.theme).toBe(theme);
  });

  it('ends the one that gave, whose work is no longer shown there', () => {
    const merge = mergeSession(from(started('T-1'), sprint('S-1')), 4, into(), null);
    expect(merge.from.map(({ type }) => type)).toEqual([
      'session_merged_away',
      'session_closing',
      'session_closed',
    ]);
    const gone = stateAfter(merge.from, from(started('T-1'), sprint('S-1')));
    expect(tasks(gone)).toEqual({});
    expect(gone.active_work.current_sprint).toBeNull();
    expect(gone.lifecycle).toMatchObject({ status: 'dormant', end_reason: 'merged', clean: true });
  });

  it('that was cut off is finished without joining anything twice', () => {
    const giving = from(started('T-1'), progressed('T-1', 10, 4));
    const first = mergeSession(giving, 4, into(), null);
    const joined = stateAfter(first.into, into());
    const again = mergeSession(giving, 4, joined, null);
    expect(again.into).toEqual([]);
    expect(again.from).toEqual(first.from);
    expect(tasks(joined)['T-1']?.actual_effort).toBe(4);
  });

  it('of a session and itself is refused', () => {
    expect(refusalOf(() => mergeSession(into(), 2, into(), null)).message).toContain('into itself');
  });
});

describe('whatever two sessions went through', () => {
  const commands = fc.array(anyCommand, { maxLength: 30, size: 'max' });
  const lived = (
    begun: readonly SessionEvent[],
    list: readonly { decide: (s: SessionState) => readonly SessionEvent[] }[],
  ) =>
    list.reduce((state, { decide }, index) => {
      try {
        return decide(state).reduce(
          (one, event) => evolve(one, { ...event, timestamp: minute(index) }),
          state,
        );
      } catch (error) {
        if (!isBatonError(error)) throw error;
        return state;
      }
    }, stateAfter(begun));

  it('a merge loses no task, no artifact, no blocker and no hour', () => {
    fc.assert(
      fc.property(commands, commands, fc.constantFrom(...MERGE_PREFERENCES), (one, other, prefer) => {
        const [giving, taking] = [lived(OTHER, one), lived(READY, other)];
        const fromState = { ...giving, session_info: { ...giving.session_info, id: 's-2', number: 2 } };
        const { into: events } = mergeSession(fromState, 9, taking, prefer);
        const merged = stateAfter(JSON.parse(JSON.stringify(events)), taking);
        expect(SessionStateSchema.safeParse(merged).success).toBe(true);
        const sum = (state: SessionState) =>
          Object.values(tasks(state)).reduce((hours, task) => hours + task.actual_effort, 0);
        expect(sum(merged)).toBeCloseTo(sum(giving) + sum(taking), 3);
        for (const [state, ids] of [
          [taking, Object.keys(tasks(taking))],
          [giving, Object.keys(tasks(giving))],
        ] as const)
          for (const id of ids) {
            const there = tasks(merged)[id] ?? tasks(merged)[`${id}-of-2`];
            const was = tasks(state)[id];
            if (was?.source === 'client' && state === giving) continue;
            expect(there?.artifacts).toEqual(expect.arrayContaining(was?.artifacts ?? []));
            expect(there?.blockers.map(({ reason }) => reason)).toEqual(
              expect.arrayContaining(was?.blockers.map(({ reason }) => reason) ?? []),
            );
          }
        expect(merged.observability.usage).toEqual(taking.observability.usage);
      }),
    );
  });
});
