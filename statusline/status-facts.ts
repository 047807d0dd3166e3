import { plainText } from '../src/render/terminal-text.ts';
import type { CheckResults } from '../src/runtime/check-results.ts';
import type { GitLook } from '../src/runtime/git-look.ts';
import type { SessionMode, SessionView } from '../src/session/view.ts';
import { SESSION_MODES } from '../src/session/words.ts';
import { compactionPoint } from './compaction-point.ts';
import type { CacheInput, LimitInput, StatusInput } from './status-input.ts';

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
  /** The productivity score, from 0 to 1. */
  readonly score: number | undefined;
}

/** The branch, and how its work tree stood when git was last asked. */
export interface BranchFacts {
  readonly name: string;
  readonly look: GitLook | undefined;
  readonly address: string | undefined;
}

/** The pull request of the branch. */
export interface PullRequestFacts {
  readonly number: number;
  readonly state: string | undefined;
  readonly isMergeRequest: boolean;
  readonly address: string | undefined;
}

/** How sound the project is by its own checks, from 0 to 1, which of them found fault, and when they ran. */
export interface HealthFacts {
  readonly consensus: number;
  readonly failing: readonly string[];
  readonly at: number | undefined;
}

/** Everything that a segment may say; each text is plain (one line, nothing that steers a terminal). */
export interface LineFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  /** The last part of the current directory's path. */
  readonly directory: string | undefined;
  /** The whole path as it was stated: not plain. */
  readonly directoryPath: string | undefined;
  readonly worktree: string | undefined;
  readonly branch: BranchFacts | undefined;
  readonly pullRequest: PullRequestFacts | undefined;
  readonly contextPercent: number | undefined;
  /** Tokens until the client compacts by itself, below zero when that is due, and how many there were to begin with. */
  readonly compaction: { readonly left: number; readonly of: number } | undefined;
  readonly costUsd: number | undefined;
  readonly fiveHours: LimitInput | undefined;
  readonly sevenDays: LimitInput | undefined;
  readonly cache: CacheInput | undefined;
  readonly health: HealthFacts | undefined;
  readonly session: SessionFacts | undefined;
  /** Whether something inside Baton failed in the last ten minutes. */
  readonly trouble: boolean;
}

/** What the facts are made from; times are milliseconds since 1970. */
export interface FactSources {
  readonly input: StatusInput;
  readonly session?: SessionFacts | undefined;
  readonly branch?: string | undefined;
  readonly look?: GitLook | undefined;
  readonly checks?: CheckResults | undefined;
  /** When something inside Baton last failed. */
  readonly troubleAt?: number | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
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

function scoreOf({ score }: SessionView): number | undefined {
  return typeof score === 'number' && score >= 0 && score <= 1 ? score : undefined;
}

/**
 * What a view says of its session, each value looked at; undefined for a mode that this version does not know.
 *
 * @throws TypeError for a view of another outline.
 */
export function sessionFacts(view: SessionView, now: number): SessionFacts | undefined {
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
    score: scoreOf(view),
  };
}

function branchFacts({ input, branch, look }: FactSources): BranchFacts | undefined {
  const name = plain(branch ?? input.worktreeBranch);
  if (name === undefined) return undefined;
  // What git said of another branch is not told of this one.
  const fits = look?.branch === branch || (look?.branch === '(detached)' && /^[0-9a-f]{7}$/.test(name));
  return { name, look: fits ? look : undefined, address: input.repository };
}

function pullRequestFacts({ pullRequest }: StatusInput): PullRequestFacts | undefined {
  const number = whole(pullRequest?.number);
  if (pullRequest === undefined || number === 0) return undefined;
  const { reviewState, kind, url } = pullRequest;
  const state = plain(reviewState?.replaceAll('_', ' ').toLowerCase());
  return { number, state, isMergeRequest: /^(?:mr|merge)/i.test(kind ?? ''), address: url };
}

function compactionFacts({ input, env = {} }: FactSources): LineFacts['compaction'] {
  const of = compactionPoint(input.contextSize, env);
  if (of === undefined || input.contextTokens === undefined || input.contextTokens <= 0) return undefined;
  return { left: of - input.contextTokens, of };
}

/**
 * The facts of one render. The branch is the one found in the repository, else the one that the client states for its
 * worktree.
 */
export function statusFacts(sources: FactSources): LineFacts {
  const { input, session, checks, troubleAt, now } = sources;
  return {
    now,
    model: plain(input.modelName),
    effort: plain(input.effort),
    directory: plain(lastPart(input.currentDir)),
    directoryPath: input.currentDir,
    worktree: plain(input.worktree),
    branch: branchFacts(sources),
    pullRequest: pullRequestFacts(input),
    contextPercent: input.contextPercent,
    compaction: compactionFacts(sources),
    costUsd: input.costUsd,
    fiveHours: input.fiveHours,
    sevenDays: input.sevenDays,
    cache: input.cache,
    health: checks && { ...checks, failing: checks.failing.map((name) => plain(name) ?? '?') },
    session,
    trouble: troubleAt !== undefined && Math.abs(now - troubleAt) <= RECENT,
  };
}
