import { mayCommit, readCheck } from '../../src/continuity/check-command.ts';
import { coverageIn } from '../../src/continuity/coverage.ts';
import { textAt } from '../../src/json-fields.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { endObserving } from '../../src/runtime/observing.ts';
import { keepWatchedWords } from '../../src/runtime/watched-words.ts';
import { readTree } from '../../src/runtime/work-tree.ts';
import { doubtCheck, observeCheck } from '../../src/session/commands/evidence.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';
import { newCommits } from './new-commits.ts';
import { listCommits } from './task-history.ts';

/** How long git may take where nobody waits for it. */
const GIT_TIMEOUT_MS = 10_000;
/** And how long others may keep the task documents. */
const LOCK_PATIENCE_MS = 5_000;

/**
 * PostToolUse and PostToolUseFailure of Bash: a check that ran, and commits that were made. Runs in the background.
 * A command that went to the background, or was interrupted, has shown nothing yet.
 */
export async function observeBash(call: HookCall, endedAt: number): Promise<HookReply> {
  const command = textAt(call.input.tool_input, 'command');
  try {
    if (command === undefined) return SILENCE;
    const checks = await checkEvents(call, command, endedAt);
    const commits = mayCommit(command) ? await newCommits(call, GIT_TIMEOUT_MS) : undefined;
    record(call, (state) => [...checks(state), ...(commits?.(state) ?? [])]);
    if (commits !== undefined) await listCommits(call, LOCK_PATIENCE_MS);
    return SILENCE;
  } finally {
    endObserving(call.layout, call.env.BATON_OBSERVING);
  }
}

type Decide = (state: SessionState) => SessionEvent[];

const NOTHING: Decide = () => [];

async function checkEvents(call: HookCall, command: string, endedAt: number): Promise<Decide> {
  const { input } = call;
  const patterns = readHookSettings(call.layout).checks;
  keepWatchedWords(call.layout, patterns);
  const check = hasEnded(call) ? readCheck(command, patterns) : undefined;
  if (check === undefined) return NOTHING;
  const { kind, doubt } = check;
  const tool_use_id = input.tool_use_id ?? null;
  if (doubt !== null) return () => doubtCheck({ command, kind, reason: doubt, tool_use_id });
  const isOk = call.event === 'PostToolUse';
  const tree = await readTree(directoryOf(call), GIT_TIMEOUT_MS);
  const output = isOk ? (textAt(input.tool_response, 'stdout') ?? '') : (input.error ?? '');
  return (state) => {
    const isSettled =
      tree !== undefined &&
      tree.newest <= endedAt &&
      !state.observability.files.some(({ edited_at }) => Date.parse(edited_at) > endedAt);
    return observeCheck(state, {
      command,
      kind,
      outcome: isOk ? 'ok' : 'failed',
      exit_code: isOk ? 0 : exitCodeIn(output),
      duration_ms: input.duration_ms ?? null,
      // What was edited while git looked was not what the check saw.
      tree: isSettled ? tree.tree : null,
      coverage: coverageIn(output),
      agent_id: input.agent_id ?? null,
      tool_use_id,
      ended_at: new Date(endedAt).toISOString(),
    });
  };
}

function directoryOf(call: HookCall): string {
  return call.input.cwd ?? call.layout.root;
}

function hasEnded({ input }: HookCall): boolean {
  const isBackground =
    input.tool_input.run_in_background === true ||
    textAt(input.tool_response, 'backgroundTaskId') !== undefined;
  return !isBackground && !input.is_interrupt && input.tool_response.interrupted !== true;
}

// The client begins the error of a failed command with its exit code.
function exitCodeIn(error: string): number | null {
  const code = /^Exit code (\d+)/.exec(error)?.[1];
  return code === undefined ? null : Number(code);
}
