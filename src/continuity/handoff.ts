import type * as z from 'zod/mini';
import type { EventData } from '../session/event.ts';
import { placeFrom } from '../session/file-place.ts';
import type { SessionState, TaskState } from '../session/state.ts';
import { adviceFor } from './handoff-advice.ts';
import type { HandoffSchema, HandoffTaskSchema } from './handoff-schema.ts';
import type { TaskGlance } from './task-glance.ts';

/** What one session leaves to the next. */
export type Handoff = z.infer<typeof HandoffSchema>;
export type HandoffTask = z.infer<typeof HandoffTaskSchema>;
export type HandoffReason = Handoff['reason'];

/** All that a handoff is made of: the session's log, folded, and what is not in it. */
export interface HandoffFacts {
  readonly state: SessionState;
  readonly sequence: number;
  readonly reason: HandoffReason;
  readonly to_session: string | null;
  /** ISO-8601. */
  readonly timestamp: string;
  /** Null where git gave no answer. */
  readonly git: EventData<'handoff_made'>['git'];
  /** What was decided by vote while the session lived: the question and the outcome. */
  readonly decided: readonly { readonly title: string; readonly option: string }[];
  /** What the document of its current task says; null where there is none. */
  readonly glance: TaskGlance | null;
  /** The project's folder: paths below it are told without it. */
  readonly root: string;
}

/** How much of each list a handoff holds. The log has the rest. */
const MOST = { tasks: 200, files: 50, commits: 50, checks: 10, decisions: 20 } as const;

/** The handoff of a session as its log, git and the documents tell it. */
export function buildHandoff(facts: HandoffFacts): Handoff {
  const { state, git } = facts;
  const { session_info: info, lifecycle, active_work: work, observability, communication } = state;
  const tasks = Object.values(work.execution_state.tasks);
  const having = (...statuses: TaskState['status'][]) =>
    tasks
      .filter(({ status }) => statuses.includes(status))
      .slice(0, MOST.tasks)
      .map(asHandoffTask);
  const turnOpen = lifecycle.turn !== 'idle' || lifecycle.last_turn === 'interrupted';
  const checks = lastChecks(state);
  const noted = (kind: string) => communication.notes.filter((one) => one.kind === kind);
  return {
    version: 1,
    from_session: info.id,
    number: info.number,
    sequence: facts.sequence,
    reason: facts.reason,
    to_session: facts.to_session,
    timestamp: facts.timestamp,
    end_reason: lifecycle.end_reason,
    last_activity: lifecycle.last_activity,
    mode: info.mode,
    worktree: info.worktree,
    branch: git?.branch ?? info.branch,
    current_epic: work.current_epic,
    current_sprint: work.current_sprint,
    current_task: currentTask(state),
    work_completed: having('completed'),
    work_in_progress: having('in_progress', 'blocked', 'assigned'),
    work_pending: having('pending', 'failed'),
    ...adviceFor({
      notes: communication.notes,
      checks,
      uncommitted: git?.uncommitted ?? [],
      turn_open: turnOpen,
      glance: facts.glance,
    }),
    blockers: tasks.flatMap(({ id, title, blockers }) =>
      blockers
        .filter(({ resolved_at }) => resolved_at === null)
        .map(({ reason, raised_at }) => ({ task_id: id, title, reason, raised_at })),
    ),
    decisions: [
      ...noted('decision').map(({ text }) => text),
      ...facts.decided.map(({ title, option }) => `${title}: ${option}`),
    ].slice(-MOST.decisions),
    constraints: [
      ...communication.constraints
        .filter(({ answer }) => answer !== 'lifted')
        .map(({ id, text }) => ({ id, text })),
      // Numbered over all notes: the number stays when others are added.
      ...communication.notes.flatMap(({ kind, text }, index) =>
        kind === 'constraint' ? [{ id: `c${info.number}-${index + 1}`, text }] : [],
      ),
    ],
    artifacts: [...new Set(tasks.flatMap(({ artifacts }) => artifacts))].slice(0, MOST.files),
    commits: observability.commits.slice(0, MOST.commits).map(({ hash, subject }) => ({ hash, subject })),
    checks,
    files: editedFiles(state, facts.root).slice(0, MOST.files),
    git,
    last_prompt: work.last_prompt,
    last_answer: work.last_answer,
    turn_open: turnOpen,
    compactions: observability.metrics.compactions,
  };
}

/** The planned task that the session is on: the one in progress, else one that it has begun otherwise. */
export function currentTask(state: SessionState): string | null {
  const { current_task: current, execution_state } = state.active_work;
  const tasks = Object.values(execution_state.tasks).filter(({ source }) => source === 'plan');
  const [first] = [
    ...tasks.filter(({ id }) => id === current),
    ...(['in_progress', 'blocked', 'assigned'] as const).flatMap((status) =>
      tasks.filter((task) => task.status === status),
    ),
  ];
  return first?.id ?? null;
}

/** The files a session edited last, newest first, relative to `root` where they lie below it. */
export function editedFiles(state: SessionState, root: string): string[] {
  return state.observability.files.map(({ path }) => placeFrom(root, path));
}

function lastChecks(state: SessionState): Handoff['checks'] {
  const seen = new Set<string>();
  return state.observability.checks
    .filter(({ command }) => !seen.has(command) && seen.add(command))
    .slice(0, MOST.checks)
    .map(({ command, kind, outcome, at }) => ({ command, kind, outcome, at }));
}

function asHandoffTask(task: TaskState): HandoffTask {
  return {
    task_id: task.id,
    title: task.title,
    status: task.status,
    progress: task.progress_percentage,
    assignee: task.assignee,
    artifacts: task.artifacts,
  };
}
