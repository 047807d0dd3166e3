import { own } from '../../own-field.ts';
import { excerptOf } from '../../session/excerpt.ts';
import type { SessionState, TaskState } from '../../session/state.ts';
import type { ProtocolSettings, Violation } from './protocol-rules.ts';
import { levelOf } from './protocol-rules.ts';

/** What is known at the end of a turn beside the session's own state. */
export interface StopFacts {
  /** Of the files that the session edited, those that git calls changed; undefined where git was not asked. */
  readonly uncommitted: readonly string[] | undefined;
}

/** How many files a message names, and how much of a task's title. */
const NAMED_FILES = 3;
const TITLE_CHARACTERS = 80;

/** The rules for the end of a turn that are broken, on the session's own account of its tasks and edits. */
export function stopViolations(
  state: SessionState,
  settings: ProtocolSettings,
  facts: StopFacts,
): Violation[] {
  const { overrides } = state.observability.protocol;
  const [commits, statuses, entries] = (['uncommitted', 'task_status', 'progress_entry'] as const).map(
    (rule) => levelOf(rule, settings, overrides),
  );
  const tasks = Object.values(state.active_work.execution_state.tasks).filter(
    ({ source, status }) => source === 'plan' && status === 'in_progress',
  );
  const files = editedFiles(state);
  return [
    ...(commits === undefined ? [] : uncommitted(commits, facts.uncommitted ?? [])),
    ...(statuses === undefined
      ? []
      : tasks.flatMap((task) => staleTask(statuses, task, files, lastEntry(state, task.id)))),
    ...(entries === undefined
      ? []
      : tasks.flatMap((task) => missingEntry(entries, task, files, lastEntry(state, task.id)))),
  ];
}

/** True when git has to be asked: the rule is on, and the session has edited something. */
export function needsGit(state: SessionState, settings: ProtocolSettings): boolean {
  const level = levelOf('uncommitted', settings, state.observability.protocol.overrides);
  const { told } = state.observability.protocol;
  if (level === undefined || (level === 'warn' && told.includes('uncommitted'))) return false;
  return editedFiles(state).length > 0;
}

/** The files that the session edited, without Baton's own. */
export function editedFiles(state: SessionState): SessionState['observability']['files'] {
  return state.observability.files.filter(({ path }) => !`/${path}`.includes('/.baton/'));
}

function uncommitted(level: Violation['level'], paths: readonly string[]): Violation[] {
  if (paths.length === 0) return [];
  const [named, rest] = [paths.slice(0, NAMED_FILES).join(', '), paths.length - NAMED_FILES];
  return [
    {
      rule: 'uncommitted',
      level,
      subject: null,
      message: `${paths.length} edited file${paths.length === 1 ? ' is' : 's are'} not committed: ${named}${rest > 0 ? ` and ${rest} more` : ''}.`,
      remedy: 'Commit the work (`git commit`), or stash it if it is not to be kept.',
    },
  ];
}

type Files = SessionState['observability']['files'];

function staleTask(
  level: Violation['level'],
  task: TaskState,
  files: Files,
  logged: string | undefined,
): Violation[] {
  const last = logged !== undefined && logged > task.last_update ? logged : task.last_update;
  const since = files.filter(({ edited_at }) => edited_at > last).length;
  if (since === 0) return [];
  return [
    {
      rule: 'task_status',
      level,
      subject: task.id,
      message: `Task ${named(task)} is in progress at ${task.progress_percentage}%, and ${counted(since)} since it was last updated.`,
      remedy: `Update it: \`baton task progress ${task.id} PERCENT\`, \`baton task complete ${task.id}\`, or \`baton task block ${task.id} --reason WHY\`.`,
    },
  ];
}

function missingEntry(
  level: Violation['level'],
  task: TaskState,
  files: Files,
  logged: string | undefined,
): Violation[] {
  const last = logged ?? task.started_at ?? '';
  const since = files.filter(({ edited_at }) => edited_at > last).length;
  if (since === 0) return [];
  return [
    {
      rule: 'progress_entry',
      level,
      subject: task.id,
      message: `The progress log of task ${named(task)} has no entry since ${counted(since)}.`,
      remedy: `Write one: \`baton task log ${task.id} --did WHAT --state WHERE_IT_STANDS --next WHAT\`.`,
    },
  ];
}

function lastEntry(state: SessionState, taskId: string): string | undefined {
  return own(state.active_work.task_documents, taskId)?.last_progress?.at;
}

function counted(files: number): string {
  return `${files} file${files === 1 ? ' was' : 's were'} edited`;
}

function named(task: TaskState): string {
  return `${task.id} (${JSON.stringify(excerptOf(task.title, TITLE_CHARACTERS))})`;
}
