import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../counted.ts';
import type { Environment } from '../../runtime/client-folder.ts';
import { userFolder } from '../../runtime/client-folder.ts';
import type { RosterEntry } from '../../runtime/roster.ts';
import { runProgram } from '../../runtime/run-program.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';

/** The oldest client that Baton was verified with. */
const VERIFIED_CLIENT = '2.1.197';

/** Node itself: hooks are bundled for 20.19. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? ok('node', version)
    : fail(
        'node',
        `${version} is too old`,
        'Install Node 20.19 or later; set BATON_NODE to its path if it is not the first on PATH.',
      );
}

/** The client: there, and not older than the one that was verified. */
export async function checkClient(env: Environment): Promise<Finding> {
  const printed = await runProgram('claude', ['--version'], { timeoutMs: 10_000, env });
  const version = /\d+\.\d+\.\d+/.exec(printed ?? '')?.[0];
  if (version === undefined) {
    return warn(
      'client',
      '`claude` did not answer with its version',
      'Install Claude Code, or put it on PATH.',
    );
  }
  return isOlder(version, VERIFIED_CLIENT)
    ? warn(
        'client',
        `${version} is older than ${VERIFIED_CLIENT}, which Baton was verified with`,
        'Update Claude Code: claude update',
      )
    : ok('client', version);
}

/** The installation: the launcher and the plugin folder that it leads to. */
export function checkInstall(env: Environment): Finding {
  const folder = userFolder(env);
  const remedy = 'Run `baton install`.';
  if (!existsSync(join(folder, 'launch.sh')))
    return warn('install', `no launcher in ${folder}: not installed for this user`, remedy);
  const root = readText(join(folder, 'root'))?.trim();
  if (!root || !existsSync(join(root, 'dist', 'hook.cjs'))) {
    return fail('install', `the plugin folder ${root || '(none named)'} is gone or not built`, remedy);
  }
  return ok('install', realpathSync(root));
}

/** Whether hooks arrive: the newest sign of life of any session. */
export function checkHooks(roster: readonly RosterEntry[], now: number): Finding {
  const newest = roster
    .map(({ view }) => Date.parse(view.last_activity))
    .sort((left, right) => right - left)[0];
  if (newest === undefined) {
    return warn(
      'hooks',
      'no hook has ever been recorded in this project',
      "Start `claude` in this project's folder (the client reads project settings only from where it is started) and send a prompt.",
    );
  }
  const minutes = Math.max(0, Math.round((now - newest) / 60_000));
  return ok(
    'hooks',
    `the last one was recorded ${counted(minutes, 'minute')} ago; ${counted(roster.length, 'session')} known`,
  );
}

/** What a start of Node costs here, and a hook on top of it. Medians of a few runs, in milliseconds. */
export async function checkSpeed(env: Environment): Promise<Finding> {
  const root = readText(join(userFolder(env), 'root'))?.trim();
  const hook = join(root || '/nonexistent', 'dist', 'hook.cjs');
  if (!existsSync(hook)) return warn('speed', 'not measured: no installed hook', 'Run `baton install`.');
  const timeoutMs = 10_000;
  const bare = await median(() => runProgram('node', ['-e', '0'], { timeoutMs, env }));
  const input = '{"session_id":"doctor"}';
  const loaded = await median(() =>
    runProgram('node', [hook, 'Doctor'], { timeoutMs, input, env: { ...env, BATON_DIR: '/nonexistent' } }),
  );
  const ratio = loaded / bare;
  const message = `a hook takes ${loaded.toFixed(0)} ms, bare Node ${bare.toFixed(0)} ms (× ${ratio.toFixed(2)})`;
  return ratio < 1.6
    ? ok('speed', message)
    : warn(
        'speed',
        message,
        'NODE_OPTIONS or a slow disk can do this; hooks that only record do not make anybody wait.',
      );
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((left, right) => left - right)[2] ?? 0;
}

function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((one) => one.split('.').map(Number));
  for (const [index, part] of (right ?? []).entries()) {
    const own = left?.[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
