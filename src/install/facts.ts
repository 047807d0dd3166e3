import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BatonError } from '../errors.ts';
import { BATON_FOLDER, mainWorktreeOf } from '../store/project-root.ts';
import type { InstallRequest } from './arguments.ts';
import { missingFoldersAbove } from './file-change.ts';
import type { FileState } from './file-state.ts';
import { readFileState } from './file-state.ts';
import type { Installation } from './ledger.ts';
import { readLedger } from './ledger.ts';
import type { KnownMarketplace } from './marketplace.ts';
import { readKnownMarketplace } from './marketplace.ts';
import type { McpFacts } from './mcp-facts.ts';
import { gatherMcpFacts } from './mcp-facts.ts';
import type { PerUserFolder } from './per-user-folder.ts';
import { perUserFolderOf } from './per-user-folder.ts';
import type { Environment, Scope } from './scope.ts';
import { configFolderOf, projectFolderOf, settingsFilesOf } from './scope.ts';

/** All that a plan is made from: read once, before anything is decided. */
export interface Facts {
  readonly scope: Scope;
  readonly config: string;
  readonly folder: PerUserFolder;
  /** The project whose settings or `.baton/` are meant; none for the user scope without `--project`. */
  readonly project: string | undefined;
  /** The folder that has or gets `.baton/`: the project's main worktree. */
  readonly stateFolder: string | undefined;
  readonly hasProjectState: boolean;
  readonly settings: FileState;
  /** The folders that have to be made for the settings file and for Baton's own, the outermost first. */
  readonly missingFolders: readonly string[];
  /** What is recorded about `settings`, and the bytes it had before the first edit. */
  readonly recorded: Installation | undefined;
  readonly backup: Buffer | undefined;
  /** The settings files that yield to `settings`, and those that override it; the strongest first. */
  readonly weaker: readonly FileState[];
  readonly stronger: readonly FileState[];
  readonly installs: readonly Installation[];
  readonly ledger: FileState;
  readonly launcher: FileState;
  readonly root: FileState;
  readonly known: KnownMarketplace | undefined;
  readonly mcp: McpFacts;
}

/**
 * Reads what matters for one request: settings, Baton's own folder, what the client knows. Starts nothing.
 *
 * @throws E_CORRUPT when the list of installations is damaged; the system's error for an unreadable file.
 */
export function gatherFacts(request: InstallRequest, cwd: string, env: Environment): Facts {
  const config = configFolderOf(env);
  const project = projectOf(request, cwd);
  const stateFolder = project === undefined ? undefined : (mainWorktreeOf(project) ?? project);
  const folder = perUserFolderOf(config);
  const layers = settingsFilesOf(config, project).map(({ scope, file }) => ({
    scope,
    state: readFileState(file),
  }));
  const own = layers.findIndex((layer) => layer.scope === request.scope);
  const settings = layers[own]?.state ?? readFileState(join(config, 'settings.json'));
  const ledger = readFileState(folder.ledger);
  const installs = readLedger(folder.ledger, ledger.bytes);
  const recorded = installs.find((each) => each.settings_file === settings.path);
  return {
    scope: request.scope,
    config,
    folder,
    project,
    stateFolder,
    hasProjectState: stateFolder !== undefined && existsSync(join(stateFolder, BATON_FOLDER)),
    settings,
    missingFolders: [
      ...new Set([...missingFoldersAbove(folder.folder), ...missingFoldersAbove(settings.target)]),
    ],
    recorded,
    backup: recorded?.backup ? readFileState(recorded.backup).bytes : undefined,
    weaker: layers.slice(own + 1).map((layer) => layer.state),
    stronger: layers.slice(0, own).map((layer) => layer.state),
    installs,
    ledger,
    launcher: readFileState(folder.launcher),
    root: readFileState(folder.root),
    known: readKnownMarketplace(readFileState(join(config, 'plugins', 'known_marketplaces.json')).bytes),
    mcp: gatherMcpFacts(request.scope, project, env),
  };
}

function projectOf(request: InstallRequest, cwd: string): string | undefined {
  if (request.project === undefined) return request.scope === 'user' ? undefined : projectFolderOf(cwd);
  const named = resolve(cwd, request.project);
  if (statSync(named, { throwIfNoEntry: false })?.isDirectory()) return named;
  throw new BatonError(
    'E_USAGE',
    `Expected --project to name a folder, got "${request.project}": there is none.`,
  );
}
