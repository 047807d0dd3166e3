import { colourLevel } from '../src/render/colour.ts';
import type { Environment } from '../src/runtime/client-folder.ts';
import { troubleFile } from '../src/runtime/client-folder.ts';
import { headBranch } from '../src/runtime/git-head.ts';
import { loadSessionView } from '../src/runtime/session-view.ts';
import { readStatusLineSettings } from '../src/runtime/status-settings.ts';
import { layoutOf } from '../src/store/layout.ts';
import { findProjectRoot } from '../src/store/project-root.ts';
import { lastTroubleAt } from '../src/store/trouble-log.ts';
import { readJsonInput } from './read-json-stdin.ts';
import { renderStatusLine } from './render-status-line.ts';
import { subagentRows } from './subagent-statusline.ts';
import { WRAPPING } from './wrapped/wrapped-command.ts';
import { wrappedRows } from './wrapped/wrapped-rows.ts';
import { writeRows } from './write-rows.ts';

/** Milliseconds: for the whole run from here on, for the input, for the user's own line. */
const OVERALL_MS = 150;
const INPUT_MS = 100;
const WRAPPED_MS = 100;

const MAX_INPUT_BYTES = 1_048_576;
const { env } = process;

/** One look at the first place where a failure would be noted; the places after it are for full disks. */
function lastTrouble(projectRoot: string | undefined, from: Environment): number | undefined {
  return lastTroubleAt(troubleFile(projectRoot === undefined ? undefined : layoutOf(projectRoot), from));
}

async function printStatusLine(text: string, deadline: number): Promise<void> {
  const line = renderStatusLine(text, {
    env,
    now: Date.now(),
    workingDirectory: () => process.cwd(),
    findProjectRoot,
    loadSessionView,
    headBranch,
    lastTroubleAt: lastTrouble,
    readSettings: readStatusLineSettings,
  });
  let own = '';
  if (line.wrapped !== undefined && env[WRAPPING] === undefined) {
    const deadlineMs = Math.max(1, Math.min(WRAPPED_MS, deadline - Date.now()));
    // Only here is all that is loaded which starts processes and keeps what they wrote.
    const { wrappedOutput } = await import('./wrapped/wrapped-output.ts');
    const { wrapped: command, projectDir, sessionId } = line;
    own = await wrappedOutput({ command, input: text, env, projectDir, sessionId }, deadlineMs);
  }
  writeRows(own === '' ? line.rows : [...line.rows, ...wrappedRows(own, line.columns)]);
}

async function main(): Promise<void> {
  const deadline = Date.now() + OVERALL_MS;
  const text = await readJsonInput({ fd: 0, maxBytes: MAX_INPUT_BYTES, deadlineMs: INPUT_MS });
  if (process.argv.includes('--subagents')) writeRows(subagentRows(text, Date.now(), colourLevel(env)));
  else await printStatusLine(text, deadline);
}

// The client hides a line whose command fails, so it never does. Leaving at once drops an input that stays open.
main().then(
  () => process.exit(0),
  () => process.exit(0),
);
