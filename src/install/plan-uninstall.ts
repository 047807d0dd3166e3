import { dirname, join } from 'node:path';
import type { Facts } from './facts.ts';
import type { FileChange } from './file-change.ts';
import { sha256 } from './file-state.ts';
import type { Installation } from './ledger.ts';
import { formatLedger, NO_SERVERS } from './ledger.ts';
import { isInside } from './marketplace.ts';
import type { McpName } from './mcp-servers.ts';
import { planMcpRemoval } from './plan-mcp.ts';
import { settingsStripped, settingsWithoutBaton } from './settings-change.ts';

/** What an uninstallation will do, decided before anything is done. */
export interface UninstallPlan {
  readonly changes: readonly FileChange[];
  /** How the settings file comes back: as it was, without Baton's entries only, or not touched at all. */
  readonly settings: 'restored' | 'stripped' | 'unchanged';
  /** The folder that the client is to forget; undefined when another installation needs it, or it is not ours. */
  readonly makeUnknown: string | undefined;
  /** Folders to remove where they are empty, the innermost first. */
  readonly emptyFolders: readonly string[];
  /** Baton's own folder, when this was the last installation. */
  readonly lastFolder: string | undefined;
  /** The files of `.baton/` that may go with `--purge` if they are as the installation made them. */
  readonly projectFiles: readonly { readonly path: string; readonly sha256: string | null }[];
  /** The MCP servers that the client is to remove. */
  readonly serversToAsk: readonly McpName[];
  readonly nothingToDo: boolean;
}

/**
 * Decides what taking Baton out of one settings file takes, given the facts. Pure.
 *
 * @throws E_INVALID when the file was edited since and cannot be read now.
 */
export function planUninstall(facts: Facts): UninstallPlan {
  const { recorded, settings, folder } = facts;
  const rest = facts.installs.filter((each) => each !== recorded);
  const last = recorded !== undefined && rest.length === 0;
  const after = recorded === undefined ? settingsStripped(settings) : settingsWithoutBaton(facts);
  const mcp = planMcpRemoval(facts.mcp, recorded?.mcp ?? NO_SERVERS);
  const changes: FileChange[] = [{ path: settings.target, before: settings.bytes, after, mode: 0o600 }];
  if (recorded !== undefined) {
    changes.push(gone(facts.ledger.target, facts.ledger.bytes, last ? undefined : formatLedger(rest)));
    changes.push(gone(folder.root, facts.root.bytes, rootFor(rest, facts)));
    if (last) changes.push(gone(folder.launcher, facts.launcher.bytes, undefined));
    if (recorded.backup !== null) changes.push(gone(recorded.backup, facts.backup, undefined));
    if (mcp.change !== undefined) changes.push(mcp.change);
  }
  const effective = changes.filter(
    ({ before, after }) => !(before === after || (before && after?.equals(before))),
  );
  const ours = facts.installs.some(
    (each) => each.marketplace_added && each.plugin_root === facts.known?.directory,
  );
  return {
    changes: effective,
    settings: kindOf(facts, after),
    makeUnknown: last && ours ? facts.known?.directory : undefined,
    emptyFolders: [
      ...(recorded?.backup ? [dirname(recorded.backup)] : []),
      ...(recorded?.created_dirs ?? []).toReversed(),
    ],
    lastFolder: last ? folder.folder : undefined,
    serversToAsk: mcp.toAsk,
    projectFiles: recorded?.project_files ?? [],
    nothingToDo: recorded === undefined && effective.length === 0,
  };
}

/** What the launcher's `root` is to say for the installations that stay. */
function rootFor(rest: readonly Installation[], facts: Facts): string | undefined {
  const fixed = rest.filter((each) => !isInside(each.plugin_root, join(facts.config, 'plugins')));
  const lines = fixed.map((each) => `${each.plugin_root}\n`);
  return lines.find((line) => line === facts.root.bytes?.toString()) ?? lines.at(-1);
}

function kindOf(facts: Facts, after: Buffer | undefined): UninstallPlan['settings'] {
  const { bytes } = facts.settings;
  if (bytes === after || (bytes !== undefined && after?.equals(bytes))) return 'unchanged';
  return bytes !== undefined && sha256(bytes) === facts.recorded?.sha256_after ? 'restored' : 'stripped';
}

function gone(path: string, before: Buffer | undefined, text: string | undefined): FileChange {
  return { path, before, after: text === undefined ? undefined : Buffer.from(text), mode: 0o600 };
}
