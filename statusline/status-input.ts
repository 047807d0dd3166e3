import type { JsonObject } from '../src/json-fields.ts';
import { numberAt, objectAt, parseObject, textAt } from '../src/json-fields.ts';

/** One of the subscription's limits: percent used, and when it begins anew (milliseconds since 1970). */
export interface LimitInput {
  readonly usedPercent: number;
  readonly resetsAt: number | undefined;
}

/** What the client says of the prompt cache (since 2.1.251). */
export interface CacheInput {
  readonly warm: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** From 0 to 1. */
  readonly hitRatio: number | undefined;
  /** What the next request writes again when the cache is cold. */
  readonly tokensIfCold: number | undefined;
}

/** The pull request of the branch. */
export interface PullRequestInput {
  readonly number: number;
  readonly url: string | undefined;
  readonly reviewState: string | undefined;
  readonly kind: string | undefined;
}

/**
 * What the line takes from the client's JSON, as the client states it: nothing is recomputed. Every field may be
 * undefined, because the client leaves fields out, sends null before the first turn, and changes between versions.
 */
export interface StatusInput {
  readonly sessionId?: string | undefined;
  readonly modelName?: string | undefined;
  readonly effort?: string | undefined;
  readonly currentDir?: string | undefined;
  readonly projectDir?: string | undefined;
  readonly worktree?: string | undefined;
  readonly worktreeBranch?: string | undefined;
  /** The repository's page, made from its host, owner and name. */
  readonly repository?: string | undefined;
  /** Percent of the context window in use. */
  readonly contextPercent?: number | undefined;
  /** Tokens in the context, and how many there is room for. */
  readonly contextTokens?: number | undefined;
  readonly contextSize?: number | undefined;
  /** US dollars of the whole session, helpers included. */
  readonly costUsd?: number | undefined;
  readonly fiveHours?: LimitInput | undefined;
  readonly sevenDays?: LimitInput | undefined;
  readonly cache?: CacheInput | undefined;
  readonly pullRequest?: PullRequestInput | undefined;
}

/** A moment that the client states in seconds since 1970; other sources have it as ISO 8601. */
function momentAt(from: JsonObject, field: string): number | undefined {
  const seconds = numberAt(from, field);
  const moment = seconds === undefined ? Date.parse(textAt(from, field) ?? '') : seconds * 1000;
  return Math.abs(moment) < 8.64e15 ? moment : undefined;
}

function limitAt(from: JsonObject, field: string): LimitInput | undefined {
  const limit = objectAt(from, field);
  const usedPercent = numberAt(limit, 'used_percentage');
  return usedPercent === undefined ? undefined : { usedPercent, resetsAt: momentAt(limit, 'resets_at') };
}

function cacheAt(payload: JsonObject): CacheInput | undefined {
  const cache = objectAt(payload, 'prompt_cache');
  if (typeof cache.warm !== 'boolean' || cache.caching_observed === false) return undefined;
  return {
    warm: cache.warm,
    expiresAt: momentAt(cache, 'expires_at'),
    hitRatio: numberAt(cache, 'hit_ratio'),
    tokensIfCold: numberAt(cache, 'recache_tokens_if_cold'),
  };
}

function pullRequestAt(payload: JsonObject): PullRequestInput | undefined {
  const request = objectAt(payload, 'pr');
  const number = numberAt(request, 'number');
  if (number === undefined) return undefined;
  return {
    number,
    url: textAt(request, 'url'),
    reviewState: textAt(request, 'review_state'),
    kind: textAt(request, 'kind'),
  };
}

/** `{host, owner, name}` as the client reads them from the remote's address. */
function repositoryAt(workspace: JsonObject): string | undefined {
  const repo = objectAt(workspace, 'repo');
  const [host, owner, name] = [textAt(repo, 'host'), textAt(repo, 'owner'), textAt(repo, 'name')];
  if (host === undefined || owner === undefined || name === undefined) return undefined;
  return `https://${host}/${owner}/${name}`;
}

/**
 * Reads the status line payload: `session_id`, `cwd`, `model {id, display_name}`, `effort {level}`, `workspace
 * {current_dir, project_dir, git_worktree, repo}`, `worktree {name, branch}`, `context_window {used_percentage,
 * total_input_tokens, context_window_size}`, `cost {total_cost_usd}`, `rate_limits {five_hour, seven_day}`,
 * `prompt_cache`, `pr`. A field of a wrong type counts as absent; a text that is no JSON object gives an input without
 * fields. Never throws.
 */
export function parseStatusInput(text: string): StatusInput {
  const payload = parseObject(text);
  const model = objectAt(payload, 'model');
  const workspace = objectAt(payload, 'workspace');
  const worktree = objectAt(payload, 'worktree');
  const context = objectAt(payload, 'context_window');
  const limits = objectAt(payload, 'rate_limits');
  return {
    sessionId: textAt(payload, 'session_id'),
    modelName: textAt(model, 'display_name') ?? textAt(model, 'id'),
    effort: textAt(objectAt(payload, 'effort'), 'level'),
    currentDir: textAt(workspace, 'current_dir') ?? textAt(payload, 'cwd'),
    projectDir: textAt(workspace, 'project_dir'),
    worktree: textAt(worktree, 'name') ?? textAt(workspace, 'git_worktree'),
    worktreeBranch: textAt(worktree, 'branch'),
    repository: repositoryAt(workspace),
    contextPercent: numberAt(context, 'used_percentage'),
    contextTokens: numberAt(context, 'total_input_tokens'),
    contextSize: numberAt(context, 'context_window_size'),
    costUsd: numberAt(objectAt(payload, 'cost'), 'total_cost_usd'),
    fiveHours: limitAt(limits, 'five_hour'),
    sevenDays: limitAt(limits, 'seven_day'),
    cache: cacheAt(payload),
    pullRequest: pullRequestAt(payload),
  };
}
