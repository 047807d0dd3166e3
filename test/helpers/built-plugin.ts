import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository that these tests belong to. */
export const REPOSITORY = resolve(import.meta.dirname, '../..');

const CACHE = join(REPOSITORY, 'node_modules', '.cache', 'baton-tests');
/** What the bundles are made of, and what lies beside them in a plugin. */
const SOURCES = ['src', 'hooks', 'statusline', 'scripts/build.ts', 'package.json', 'package-lock.json'];
const BESIDE = ['hooks/guard.sh', 'hooks/hooks.json', '.claude-plugin', 'bin', 'settings.json'];
const KEPT_MS = 24 * 3_600_000;

let plugin: string | undefined;

/**
 * The folder of a plugin as the client would find it, built from the sources as they stand now. Built once for
 * each state of the sources, whichever test file asks first: the others, in their own processes, find it.
 */
export function builtPlugin(): string {
  plugin ??= build();
  return plugin;
}

function build(): string {
  const folder = join(CACHE, `plugin-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  removeOld();
  const making = mkdtempSync(join(CACHE, 'making-'));
  chmodSync(making, 0o755);
  const tsx = join(REPOSITORY, 'node_modules', '.bin', 'tsx');
  const { NODE_EXTRA_CA_CERTS: _slow, ...env } = process.env;
  execFileSync(tsx, [join(REPOSITORY, 'scripts', 'build.ts'), join(making, 'dist')], { stdio: 'pipe', env });
  for (const path of BESIDE) cpSync(join(REPOSITORY, path), join(making, path), { recursive: true });
  try {
    renameSync(making, folder);
  } catch (error) {
    // Another process was quicker; its plugin is the same.
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** A plugin folder at `folder` that shares the built one's files: for odd places and missing parts. */
export function pluginAt(folder: string, without: readonly string[] = []): string {
  const built = builtPlugin();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(built)) {
    if (!without.includes(name)) symlinkSync(join(built, name), join(folder, name));
  }
  return folder;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of [...SOURCES, ...BESIDE].flatMap(filesAt).sort()) {
    hash.update(`${path}\0`).update(readFileSync(join(REPOSITORY, path)));
  }
  return hash.digest('hex').slice(0, 20);
}

function filesAt(path: string): string[] {
  if (statSync(join(REPOSITORY, path)).isFile()) return [path];
  const entries = readdirSync(join(REPOSITORY, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(REPOSITORY.length + 1));
}

function removeOld(): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
