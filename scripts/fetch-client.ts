import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The one client version that Baton's end-to-end tests are written against. */
export const CLIENT_VERSION = '2.1.197';

const PACKAGE = '@anthropic-ai/claude-code';
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Before its install step has run, the package holds a stub far smaller than this. */
const SMALLEST_REAL_BINARY = 1_000_000;

function cacheFolder(): string {
  return resolve(process.env.BATON_CLIENT_CACHE ?? join(ROOT, '.cache', 'claude-code', CLIENT_VERSION));
}

function packageFolder(): string {
  return join(cacheFolder(), 'node_modules', PACKAGE);
}

function cachedClient(): string | undefined {
  const binary = join(cacheFolder(), 'node_modules', '.bin', 'claude');
  const manifest = join(packageFolder(), 'package.json');
  if (!existsSync(binary) || !existsSync(manifest)) return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: unknown };
  if (version !== CLIENT_VERSION) return undefined;
  return statSync(binary).size >= SMALLEST_REAL_BINARY ? binary : undefined;
}

/**
 * The path of a ready client, or undefined. Looks only: no network, no process. `BATON_CLIENT` names a
 * binary outright (and must then exist); otherwise the cache folder is asked (`BATON_CLIENT_CACHE`).
 */
export function findClient(): string | undefined {
  const named = process.env.BATON_CLIENT;
  if (named === undefined || named === '') return cachedClient();
  if (!existsSync(named)) throw new Error(`BATON_CLIENT names ${named}, which does not exist`);
  return realpathSync(named);
}

/** Asks the binary its version under a home that holds nothing, so that no one's settings are read. */
function askVersion(binary: string): string {
  const home = mkdtempSync(join(tmpdir(), 'baton-client-'));
  const env = { HOME: home, PATH: '/usr/bin:/bin', DISABLE_AUTOUPDATER: '1', DISABLE_TELEMETRY: '1' };
  try {
    return execFileSync(binary, ['--version'], { env, cwd: home, encoding: 'utf8', timeout: 60_000 }).trim();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function install(): void {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own chatter goes to stderr: stdout carries the path alone.
  const stdio: ['ignore', 2, 2] = ['ignore', 2, 2];
  const spec = `${PACKAGE}@${CLIENT_VERSION}`;
  execFileSync('npm', ['install', '--prefix', cache, spec, ...quiet], { cwd: cache, stdio });
  // npm 11 leaves install scripts unapproved and unrun; this one only puts the native binary in its place.
  execFileSync(process.execPath, [join(packageFolder(), 'install.cjs')], { cwd: packageFolder(), stdio });
}

/**
 * The path of a client that has answered `--version` with the pinned number, installing it from the npm
 * registry first when the cache has none. Safe to call again: then it only asks the version.
 */
export function fetchClient(): string {
  if (findClient() === undefined) install();
  const binary = findClient();
  if (binary === undefined) throw new Error(`npm finished, but ${cacheFolder()} holds no usable client`);
  const answer = askVersion(binary);
  if (!answer.startsWith(`${CLIENT_VERSION} `)) {
    throw new Error(`${binary} is "${answer}", but the tests are pinned to ${CLIENT_VERSION}`);
  }
  return binary;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${fetchClient()}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `fetch-client: no Claude Code ${CLIENT_VERSION} for the end-to-end tests.\n  ${reason}\n` +
        '  Needs the npm registry once; or set BATON_CLIENT to a ready `claude` binary.\n',
    );
    process.exitCode = 1;
  }
}
