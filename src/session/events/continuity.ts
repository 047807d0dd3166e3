import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { SessionState, TaskState } from '../state.ts';
import { executed, moved, observed } from '../steps.ts';
import { newTask, withTask } from '../task-steps.ts';

/** How many handoffs, notes and shown texts the state remembers; the log has them all. */
const REMEMBERED = { handoffs: 20, notes: 50, texts: 40 } as const;

/** Events by which work passes from one session to the next. */
export const continuityEvents: EventRules<
  | 'handoff_noted'
  | 'handoff_made'
  | 'handoff_taken'
  | 'work_restored'
  | 'work_handed_over'
  | 'constraints_answered'
  | 'texts_shown'
  | 'reality_checked'
> = {
  handoff_noted: (state, data, { timestamp }) => {
    const note = { ...data, at: timestamp };
    const notes = [...state.communication.notes, note].slice(-REMEMBERED.notes);
    return moved(communicated(state, { notes }), { last_activity: timestamp });
  },

  // Often made when the session is over, by another: it is no activity of this session.
  handoff_made: (state, data, { timestamp }) =>
    withHandoff(state, {
      direction: 'made',
      session_id: data.to_session,
      sequence: data.sequence,
      reason: data.reason,
      at: timestamp,
      git: data.git,
    }),

  handoff_taken: (state, data, { timestamp }) => {
    const known = new Set(state.communication.constraints.map(({ id }) => id));
    const fresh = data.constraints
      .filter(({ id }) => !known.has(id))
      .map((one) => ({ ...one, from_session: data.from_session, answer: null }));
    const next = communicated(state, { constraints: [...state.communication.constraints, ...fresh] });
    return withHandoff(next, {
      direction: 'taken',
      session_id: data.from_session,
      sequence: data.sequence,
      reason: null,
      at: timestamp,
      git: null,
    });
  },

  work_restored: (state, data, { timestamp }) => {
    const work = state.active_work;
    const isOnSprint = work.current_sprint !== null;
    const begun: SessionState = {
      ...state,
      active_work: {
        ...work,
        current_epic: work.current_epic ?? data.epic,
        current_sprint: work.current_sprint ?? data.sprint,
        sprint_started_at: isOnSprint ? work.sprint_started_at : data.sprint_started_at,
        sprint_days: isOnSprint ? work.sprint_days : data.sprint_days,
        untracked_tasks: isOnSprint ? work.untracked_tasks : data.untracked_tasks,
      },
    };
    const next = data.tasks.reduce((current, { id, title, ...task }) => {
      const mine = own(current.active_work.execution_state.tasks, id);
      if (mine !== undefined && mine.status !== 'pending') return current;
      const restored: TaskState = { ...newTask('plan', id, title, timestamp), ...task };
      return withTask(current, restored);
    }, begun);
    return moved(next, { last_activity: timestamp });
  },

  work_handed_over: (state, data, { timestamp }) => {
    const gone = new Set(data.task_ids);
    const kept = Object.entries(state.active_work.execution_state.tasks).filter(([id]) => !gone.has(id));
    const next = executed(state, { tasks: Object.fromEntries(kept) });
    const { current_task: current } = next.active_work;
    return moved(
      current !== null && gone.has(current)
        ? { ...next, active_work: { ...next.active_work, current_task: null } }
        : next,
      { last_activity: timestamp },
    );
  },

  constraints_answered: (state, data) => {
    const answered = new Set(data.ids);
    const constraints = state.communication.constraints.map((one) =>
      answered.has(one.id) ? { ...one, answer: data.answer } : one,
    );
    return communicated(state, { constraints });
  },

  texts_shown: (state, data) => {
    const { injected } = state.observability;
    const texts = [...new Set([...injected.texts, ...data.texts])].slice(-REMEMBERED.texts);
    return observed(state, { injected: { ...injected, texts } });
  },

  reality_checked: (state, data, { timestamp }) =>
    observed(state, { reality: { consensus: data.consensus, checks: data.checks, at: timestamp } }),
};

type Communication = SessionState['communication'];

function communicated(state: SessionState, change: Partial<Communication>): SessionState {
  return { ...state, communication: { ...state.communication, ...change } };
}

function withHandoff(state: SessionState, handoff: Communication['handoffs'][number]): SessionState {
  const handoffs = [...state.communication.handoffs, handoff].slice(-REMEMBERED.handoffs);
  return communicated(state, { handoffs });
}
