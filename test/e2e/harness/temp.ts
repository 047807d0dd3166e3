import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENT_VERSION } from '../../../scripts/fetch-client.ts';

/** The repository that these tests belong to. */
export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Looks like a key and opens nothing; the fake API does not read it. */
const DUMMY_KEY = 'sk-ant-offline-test-baton-0000000000000000000000';

/** A new folder under the system's temp folder, with a short real path (tmux sockets need it short). */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(realpathSync(tmpdir()), 'bt-')));
}

function folderOf(program: string): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.find((folder) => existsSync(join(folder, program)));
  if (found === undefined) throw new Error(`the end-to-end tests need ${program} on PATH`);
  return found;
}

function searchPath(clientFolder: string): string {
  const folders = [
    clientFolder,
    dirname(process.execPath),
    join(REPOSITORY, 'node_modules', '.bin'),
    folderOf('git'),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ];
  return [...new Set(folders)].join(delimiter);
}

/** The client's whole environment in a world: nothing of this process's own passes on but the tools' path. */
export function environment(dir: string, home: string, api: string): Record<string, string> {
  return {
    HOME: home,
    PATH: searchPath(join(dir, 'bin')),
    TMPDIR: join(dir, 'tmp'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    IS_SANDBOX: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    ANTHROPIC_BASE_URL: api,
    ANTHROPIC_API_KEY: DUMMY_KEY,
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  };
}

const stateFile = (home: string): string => join(home, '.claude.json');

/** What the client itself would have stored once someone had answered its first-start questions. */
export function seedHome(home: string): void {
  mkdirSync(join(home, '.claude'), { recursive: true });
  const seed = {
    hasCompletedOnboarding: true,
    lastOnboardingVersion: CLIENT_VERSION,
    theme: 'dark',
    customApiKeyResponses: { approved: [DUMMY_KEY.slice(-20)], rejected: [] },
    projects: {},
  };
  writeFileSync(stateFile(home), JSON.stringify(seed));
  // Asked of the settings, not of `.claude.json`: from there the client would move it and rewrite the file.
  const settings = { skipDangerousModePermissionPrompt: true };
  writeFileSync(join(home, '.claude', 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  const git = '[user]\n  name = Baton Tests\n  email = tests@baton.invalid\n[init]\n  defaultBranch = main\n';
  writeFileSync(join(home, '.gitconfig'), `${git}[commit]\n  gpgsign = false\n`);
}

/** Records the folder as trusted, as the client's trust dialog would. Call it while no client runs. */
export function trustFolder(home: string, folder: string): void {
  const known = JSON.parse(readFileSync(stateFile(home), 'utf8')) as { projects?: Record<string, object> };
  const entry = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true, allowedTools: [] };
  const projects = { ...known.projects, [folder]: { ...known.projects?.[folder], ...entry } };
  writeFileSync(stateFile(home), JSON.stringify({ ...known, projects }));
}

/** Makes a git repository with one commit whose hash is always the same. */
export function newRepository(folder: string, env: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'README.md'), '# A project\n');
  const when = '2025-01-01T00:00:00Z';
  const dated = { ...env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const git = (...args: string[]): void => {
    execFileSync('git', args, { cwd: folder, env: dated, stdio: 'pipe' });
  };
  git('init', '--quiet');
  git('add', 'README.md');
  git('commit', '--quiet', '--message', 'first commit');
}

/** All files below a folder as `relative path -> contents`, for comparing before and after. */
export function filesBelow(folder: string, skip: readonly string[] = ['.git']): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (!entry.isFile() || skip.some((name) => path.split('/').includes(name))) continue;
    found[path] = readFileSync(join(folder, path), 'utf8');
  }
  return found;
}
