import { numberAt, objectAt, parseObject, textAt } from '../src/json-fields.ts';

/**
 * What the line takes from the client's JSON, as the client states it: nothing is recomputed. Every field may be
 * undefined, because the client leaves fields out, sends null before the first turn, and changes between versions.
 */
export interface StatusInput {
  readonly sessionId?: string | undefined;
  readonly modelName?: string | undefined;
  readonly currentDir?: string | undefined;
  readonly projectDir?: string | undefined;
  readonly worktreeBranch?: string | undefined;
  /** Percent of the context window in use. */
  readonly contextPercent?: number | undefined;
  /** US dollars of the whole session, helpers included. */
  readonly costUsd?: number | undefined;
}

/**
 * Reads the status line payload: `session_id`, `cwd`, `model {id, display_name}`, `workspace {current_dir,
 * project_dir}`, `worktree {branch}`, `context_window {used_percentage}`, `cost {total_cost_usd}`. A field of a wrong
 * type counts as absent; a text that is no JSON object gives an input without fields. Never throws.
 */
export function parseStatusInput(text: string): StatusInput {
  const payload = parseObject(text);
  const model = objectAt(payload, 'model');
  const workspace = objectAt(payload, 'workspace');
  return {
    sessionId: textAt(payload, 'session_id'),
    modelName: textAt(model, 'display_name') ?? textAt(model, 'id'),
    currentDir: textAt(workspace, 'current_dir') ?? textAt(payload, 'cwd'),
    projectDir: textAt(workspace, 'project_dir'),
    worktreeBranch: textAt(objectAt(payload, 'worktree'), 'branch'),
    contextPercent: numberAt(objectAt(payload, 'context_window'), 'used_percentage'),
    costUsd: numberAt(objectAt(payload, 'cost'), 'total_cost_usd'),
  };
}
