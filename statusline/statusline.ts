import { colourLevel } from '../src/render/colour.ts';
import { readCheckResults } from '../src/runtime/check-results.ts';
import type { Environment } from '../src/runtime/client-folder.ts';
import { troubleFile } from '../src/runtime/client-folder.ts';
import { currentSessionView } from '../src/runtime/current-views.ts';
import { headBranch } from '../src/runtime/git-head.ts';
import type { GitLook, GitLookPlace } from '../src/runtime/git-look.ts';
import { gitLookPlace, isLookDue, readGitLook } from '../src/runtime/git-look.ts';
import { readStatusLineSettings } from '../src/runtime/status-settings.ts';
import type { SessionView } from '../src/session/view.ts';
import { layoutOf } from '../src/store/layout.ts';
import { findProjectRoot } from '../src/store/project-root.ts';
import { lastTroubleAt } from '../src/store/trouble-log.ts';
import { pause } from './pause.ts';
import { readJsonInput } from './read-json-stdin.ts';
import type { RenderedLine, StatusLineSources } from './render-status-line.ts';
import { renderStatusLine } from './render-status-line.ts';
import { subagentRows } from './subagent-statusline.ts';
import { WRAPPING } from './wrapped/wrapped-command.ts';
import { wrappedRows } from './wrapped/wrapped-rows.ts';
import { writeRows } from './write-rows.ts';

/** Milliseconds: for the whole run from here on, for the input, for the user's own line. */
const OVERALL_MS = 150;
const INPUT_MS = 100;
const WRAPPED_MS = 100;

/** Milliseconds: how long a session that has only just started is awaited, and between two looks. */
const AWAITED_MS = 1_500;
const LOOK_AGAIN_MS = 25;

const MAX_INPUT_BYTES = 1_048_576;
const { env } = process;

/** Where git may be asked again once the line is printed. */
let dueLook: GitLookPlace | undefined;

/** Whether only the logs can tell how the session is. */
let isStale = false;

function quickView(projectRoot: string, sessionId: string): SessionView | undefined {
  const view = currentSessionView(layoutOf(projectRoot), sessionId);
  isStale = view === 'stale';
  return view === 'stale' ? undefined : view;
}

/** One look at the first place where a failure would be noted; the places after it are for full disks. */
function lastTrouble(projectRoot: string | undefined, from: Environment): number | undefined {
  return lastTroubleAt(troubleFile(projectRoot === undefined ? undefined : layoutOf(projectRoot), from));
}

function lastGitLook(from: string, projectRoot: string | undefined): GitLook | undefined {
  const layout = projectRoot === undefined ? undefined : layoutOf(projectRoot);
  const place = gitLookPlace(from, layout, env);
  if (place === undefined) return undefined;
  if (isLookDue(place, Date.now())) dueLook = place;
  return readGitLook(place);
}

function sourcesNow(): StatusLineSources {
  return {
    env,
    now: Date.now(),
    workingDirectory: () => process.cwd(),
    findProjectRoot,
    loadSessionView: quickView,
    headBranch,
    gitLook: lastGitLook,
    checkResults: (projectRoot) => readCheckResults(layoutOf(projectRoot)),
    lastTroubleAt: lastTrouble,
    readSettings: readStatusLineSettings,
  };
}

/** What the user's own line says; empty where there is none, or where this run is inside of one. */
async function ownLine(line: RenderedLine, text: string, deadline: number): Promise<string> {
  const { wrapped: command, projectDir, sessionId } = line;
  if (command === undefined || env[WRAPPING] !== undefined) return '';
  const deadlineMs = Math.max(1, Math.min(WRAPPED_MS, deadline - Date.now()));
  // Only here is all that is loaded which starts processes and keeps what they wrote.
  const { wrappedOutput } = await import('./wrapped/wrapped-output.ts');
  return wrappedOutput({ command, input: text, env, projectDir, sessionId }, deadlineMs);
}

/**
 * Whether Baton has come to know the session: the client starts its first hook and this line together, and asks for no
 * other line before the first answer. Meanwhile it shows none.
 */
function hasAppeared(projectRoot: string, sessionId: string): boolean {
  const until = Date.now() + AWAITED_MS;
  while (Date.now() < until) {
    pause(LOOK_AGAIN_MS);
    if (currentSessionView(layoutOf(projectRoot), sessionId) !== undefined) return true;
  }
  return false;
}

async function printStatusLine(text: string, deadline: number): Promise<void> {
  const withTimes = process.argv.includes('--timings') ? await import('./timed-sources.ts') : undefined;
  const sources = sourcesNow();
  let line = renderStatusLine(text, withTimes?.timedSources(sources) ?? sources);
  withTimes?.mark('render');
  const { awaitedBy, sessionId } = line;
  let until = deadline;
  if (awaitedBy !== undefined && sessionId !== undefined && !isStale) {
    if (hasAppeared(awaitedBy, sessionId)) line = renderStatusLine(text, sourcesNow());
    // The user's own line has as much time as ever.
    until = Date.now() + WRAPPED_MS;
    withTimes?.mark('wait for the session, render again');
  }
  if (isStale) {
    // A hook was killed, or wrote with another version: the fold, which is seldom needed, is loaded for it.
    const { loadSessionView } = await import('../src/runtime/session-view.ts');
    line = renderStatusLine(text, { ...sources, loadSessionView });
    withTimes?.mark('read the log, render again');
  }
  const own = await ownLine(line, text, until);
  if (own !== '') withTimes?.mark('your own line');
  const rows = own === '' ? line.rows : [...line.rows, ...wrappedRows(own, line.columns)];
  if (withTimes === undefined) writeRows(rows);
  if (dueLook !== undefined) {
    (await import('./start-git-look.ts')).startGitLook(dueLook);
    withTimes?.mark('ask git, for the next line');
  }
  withTimes?.report(rows);
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
