import { plainText } from '../src/render/terminal-text.ts';
import type { SessionMode, SessionView } from '../src/session/view.ts';
import { SESSION_MODES } from '../src/session/words.ts';
import type { StatusInput } from './status-input.ts';

const DAY = 86_400_000;
const MAX_NAME = 120;

/** How long a failure is worth a mark. */
const RECENT = 600_000;

/** Where a sprint stands: its day, counted from 1, and how many it has, when that is known. */
export interface SprintFacts {
  readonly day: number;
  readonly days: number | undefined;
}

/** What a Baton session adds to the line. */
export interface SessionFacts {
  readonly mode: SessionMode;
  readonly orchestrated: boolean;
  readonly dormant: boolean;
  readonly agentsRunning: number;
  readonly tasksDone: number;
  readonly tasksTotal: number;
  readonly currentTask: string | undefined;
  readonly sprint: SprintFacts | undefined;
  readonly blockers: number;
  readonly unread: number;
  readonly injectedBytes: number;
}

/** Everything that a segment may say; each text is plain (one line, nothing that steers a terminal). */
export interface LineFacts {
  readonly model: string | undefined;
  /** The last part of the current directory's path. */
  readonly directory: string | undefined;
  readonly branch: string | undefined;
  readonly contextPercent: number | undefined;
  readonly costUsd: number | undefined;
  readonly session: SessionFacts | undefined;
  /** Whether something inside Baton failed in the last ten minutes. */
  readonly trouble: boolean;
}

/** What the facts are made from; times are milliseconds since 1970. */
export interface FactSources {
  readonly input: StatusInput;
  readonly view: SessionView | undefined;
  readonly branch: string | undefined;
  /** When something inside Baton last failed. */
  readonly troubleAt: number | undefined;
  readonly now: number;
}

// The view comes from a file. Its reader checks the outline only, so each value is looked at before it is shown.
function plain(text: unknown): string | undefined {
  return (typeof text === 'string' && plainText(text, MAX_NAME)) || undefined;
}

function whole(count: unknown): number {
  return typeof count === 'number' && count > 0 && count < 1e9 ? Math.floor(count) : 0;
}

function lastPart(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Days are periods of 24 hours since the start, so that no time zone is needed; before the start there is none. */
function sprintFacts(sprint: SessionView['sprint'], now: number): SprintFacts | undefined {
  const since = now - Date.parse(sprint?.started_at ?? '');
  if (sprint === null || !(since >= 0)) return undefined;
  return { day: Math.floor(since / DAY) + 1, days: whole(sprint.days) || undefined };
}

function sessionFacts(view: SessionView, now: number): SessionFacts | undefined {
  const mode = SESSION_MODES.find((known) => known === view.mode);
  if (mode === undefined) return undefined;
  return {
    mode,
    orchestrated: view.orchestration_enabled === true,
    dormant: view.status === 'dormant',
    agentsRunning: whole(view.agents?.running),
    tasksDone: whole(view.tasks?.completed),
    tasksTotal: whole(view.tasks?.total),
    currentTask: plain(view.current_task),
    sprint: sprintFacts(view.sprint ?? null, now),
    blockers: whole(view.blockers),
    unread: whole(view.unread),
    injectedBytes: whole(view.injected_bytes),
  };
}

/**
 * The facts of one render. The branch is the one found in the repository, else the one that the client states for its
 * worktree; without a view, or with one of a mode that this version does not know, there are no session facts.
 */
export function statusFacts({ input, view, branch, troubleAt, now }: FactSources): LineFacts {
  return {
    model: plain(input.modelName),
    directory: plain(lastPart(input.currentDir)),
    branch: plain(branch ?? input.worktreeBranch),
    contextPercent: input.contextPercent,
    costUsd: input.costUsd,
    session: view === undefined ? undefined : sessionFacts(view, now),
    trouble: troubleAt !== undefined && Math.abs(now - troubleAt) <= RECENT,
  };
}
