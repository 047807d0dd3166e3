import { BatonError } from '../../errors.ts';
import type { EventData, SessionEvent } from '../event.ts';
import { excerptOf } from '../excerpt.ts';
import type { HandoffMark, SessionState, TaskState } from '../state.ts';

/** How long a note for the next handoff may be, in characters. */
const NOTE_CHARACTERS = 400;

type Note = EventData<'handoff_noted'>;

/** Leaves something for the next handoff, without secrets. @throws E_INVALID for an empty text. */
export function noteForHandoff(kind: Note['kind'], text: string): SessionEvent[] {
  const kept = excerptOf(text, NOTE_CHARACTERS);
  if (kept === '') throw new BatonError('E_INVALID', 'The note is empty. Give its text.');
  return [{ type: 'handoff_noted', data: { kind, text: kept } }];
}

/** The handoffs that were made of the session, oldest first. */
export function handoffsMade(state: SessionState): HandoffMark[] {
  return state.communication.handoffs.filter(({ direction }) => direction === 'made');
}

/** The number of the session's next handoff. */
export function nextHandoff(state: SessionState): number {
  return (handoffsMade(state).at(-1)?.sequence ?? 0) + 1;
}

/**
 * True when there is something to hand over that no handoff tells yet: work was done in the session, and none was
 * made since it ended, or since its last sign of life.
 */
export function lacksHandoff(state: SessionState): boolean {
  if (!hasWorked(state)) return false;
  const last = handoffsMade(state).at(-1);
  const { ended_at, last_activity } = state.lifecycle;
  return last === undefined || last.at < (ended_at ?? last_activity);
}

/** True when anybody asked the session for anything, or it did planned work beyond what it had taken over. */
export function hasWorked({ observability, active_work, communication }: SessionState): boolean {
  const tasks = Object.values(active_work.execution_state.tasks);
  const taken = communication.handoffs.findLast(({ direction }) => direction === 'taken');
  return (
    observability.metrics.human_prompts > 0 ||
    communication.notes.length > 0 ||
    tasks.some(({ status, last_update }) => status !== 'pending' && last_update > (taken?.at ?? ''))
  );
}

/**
 * Says that a handoff was made. Nothing when another has made the one with this number: of two successors of a
 * crashed session, only the first makes it. Numbers may be left out, after a rollback, and never come again.
 */
export function markHandoff(state: SessionState, made: EventData<'handoff_made'>): SessionEvent[] {
  return made.sequence >= nextHandoff(state) ? [{ type: 'handoff_made', data: made }] : [];
}

/**
 * What a successor takes over of the work of the session with `former`: its sprint, the tasks named, and those of the
 * sprint that nobody has begun.
 */
export function restoreWork(former: SessionState, taskIds: readonly string[]): SessionEvent[] {
  const { current_epic, current_sprint, sprint_started_at, sprint_days, untracked_tasks, execution_state } =
    former.active_work;
  const wanted = new Set(taskIds);
  const isWaiting = ({ source, status }: TaskState) =>
    current_sprint !== null && source === 'plan' && status === 'pending';
  const tasks = Object.values(execution_state.tasks)
    .filter((task) => wanted.has(task.id) || isWaiting(task))
    .map(restored);
  if (tasks.length === 0 && current_sprint === null) return [];
  return [
    {
      type: 'work_restored',
      data: {
        from_session: former.session_info.id,
        epic: current_epic,
        sprint: current_sprint,
        sprint_started_at,
        sprint_days,
        untracked_tasks,
        tasks,
      },
    },
  ];
}

/** The planned tasks that a session has begun and not finished. */
export function begunTasks(state: SessionState): TaskState[] {
  return Object.values(state.active_work.execution_state.tasks).filter(
    ({ source, status }) =>
      source === 'plan' && (status === 'in_progress' || status === 'blocked' || status === 'assigned'),
  );
}

/** Gives begun tasks away to another session. Nothing for none. */
export function handOverWork(toSession: string, taskIds: readonly string[]): SessionEvent[] {
  return taskIds.length === 0
    ? []
    : [{ type: 'work_handed_over', data: { to_session: toSession, task_ids: [...taskIds] } }];
}

/**
 * Answers constraints that came with a handoff; all that are open when none is named.
 *
 * @throws E_NOT_FOUND for an id that the session has no constraint of.
 */
export function answerConstraints(
  state: SessionState,
  ids: readonly string[],
  answer: EventData<'constraints_answered'>['answer'],
): SessionEvent[] {
  const { constraints } = state.communication;
  const unknown = ids.find((id) => !constraints.some((one) => one.id === id));
  if (unknown !== undefined) {
    throw new BatonError(
      'E_NOT_FOUND',
      `This session has no constraint ${unknown}.${constraints.length === 0 ? '' : ` It has: ${constraints.map(({ id }) => id).join(', ')}.`}`,
    );
  }
  const wanted = constraints.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const changing = wanted.filter((one) => one.answer !== answer && one.answer !== 'lifted');
  return changing.length === 0
    ? []
    : [{ type: 'constraints_answered', data: { ids: changing.map(({ id }) => id), answer } }];
}

/** Notes standing texts as shown: those that the context does not hold already. */
export function showTexts(state: SessionState, texts: readonly string[]): SessionEvent[] {
  const fresh = texts.filter((text) => !state.observability.injected.texts.includes(text));
  return fresh.length === 0 ? [] : [{ type: 'texts_shown', data: { texts: fresh } }];
}

function restored(task: TaskState): EventData<'work_restored'>['tasks'][number] {
  const { id, title, status, assignee, started_at, actual_effort } = task;
  const { progress_percentage, blockers, artifacts } = task;
  return { id, title, status, assignee, started_at, actual_effort, progress_percentage, blockers, artifacts };
}
