import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Who the installation is for: everyone in the project, one person in it, or one person everywhere. */
export const SCOPES = ['project', 'user', 'local'] as const;
export type Scope = (typeof SCOPES)[number];

/** Environment variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the client keeps its configuration: `CLAUDE_CONFIG_DIR`, else `.claude` in the home folder. */
export function configFolderOf(env: Environment): string {
  return resolve(env.CLAUDE_CONFIG_DIR || join(env.HOME || '/', '.claude'));
}

/** The settings file of each scope, the strongest first; without a project there is only the user's. */
export function settingsFilesOf(
  config: string,
  project: string | undefined,
): { readonly scope: Scope; readonly file: string }[] {
  const user = { scope: 'user' as const, file: join(config, 'settings.json') };
  if (project === undefined) return [user];
  const folder = join(project, '.claude');
  return [
    { scope: 'local', file: join(folder, 'settings.local.json') },
    { scope: 'project', file: join(folder, 'settings.json') },
    user,
  ];
}

/** The project that `from` lies in: the nearest folder upward with a `.git`, else `from` itself. */
export function projectFolderOf(from: string): string {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}
