import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Facts } from './facts.ts';
import type { FileChange } from './file-change.ts';
import { sha256 } from './file-state.ts';
import { LAUNCHER } from './launcher.ts';
import type { Installation } from './ledger.ts';
import { formatLedger, NO_SERVERS } from './ledger.ts';
import { isInside, marketplacePathFor, namesMarketplace } from './marketplace.ts';
import type { McpName } from './mcp-servers.ts';
import { planMcp } from './plan-mcp.ts';
import type { Plugin } from './plugin-root.ts';
import type { SettingsChange } from './settings-change.ts';
import { settingsWithBaton } from './settings-change.ts';

/** What an installation will do, decided before anything is done. */
export interface InstallPlan {
  /** The files to write, the ledger not among them: that one needs to know what came of the rest. */
  readonly changes: readonly FileChange[];
  readonly record: Installation;
  /** The MCP servers that the client is to add, and those of the same name that stay as they are. */
  readonly serversToAsk: readonly McpName[];
  readonly foreignServers: readonly McpName[];
  /** The folder to make known to the client; undefined when it knows it, or has the plugin from elsewhere. */
  readonly makeKnown: string | undefined;
  /** The folder that gets a `.baton/`; undefined when it has one or none is meant. */
  readonly initialise: string | undefined;
  /** True when everything is in place already. */
  readonly nothingToDo: boolean;
}

/**
 * Decides what installing `plugin` takes, given the facts. Pure: the same facts give the same plan.
 *
 * @throws E_INVALID when the settings file cannot be edited.
 */
export function planInstall(
  facts: Facts,
  plugin: Plugin,
  now: string,
  clientPresent: boolean,
  withMcp: readonly McpName[] = [],
): InstallPlan {
  const roots = facts.installs.map((each) => each.plugin_root);
  const named = namesMarketplace(plugin.root, facts.config, facts.known, roots);
  const marketplacePath = named ? marketplacePathFor(plugin.root, sharedProject(facts)) : undefined;
  const settings = settingsWithBaton(facts, marketplacePath);
  const mcp = planMcp(facts.mcp, facts.recorded?.mcp ?? NO_SERVERS, withMcp);
  const record = recordOf(facts, plugin, now, settings, marketplacePath, mcp.record);
  const changes = [
    ...fileChanges(facts, plugin, settings, record),
    ...(mcp.change ? [mcp.change] : []),
  ].filter(isChange);
  const serversToAsk = clientPresent ? mcp.toAsk : [];
  const makeKnown =
    clientPresent && named && facts.known?.directory !== plugin.root ? plugin.root : undefined;
  const initialise = facts.hasProjectState ? undefined : facts.stateFolder;
  const settled =
    changes.length === 0 && makeKnown === undefined && initialise === undefined && serversToAsk.length === 0;
  return {
    changes,
    record,
    serversToAsk,
    foreignServers: mcp.foreign,
    makeKnown,
    initialise,
    nothingToDo: settled && isDeepStrictEqual(record, facts.recorded),
  };
}

/** The change to the list of installations that records `record`, replacing what was known of its file. */
export function ledgerChange(facts: Facts, record: Installation): FileChange {
  const others = facts.installs.filter((each) => each.settings_file !== record.settings_file);
  return privateFile(facts.ledger.target, facts.ledger.bytes, formatLedger([...others, record]));
}

function fileChanges(
  facts: Facts,
  plugin: Plugin,
  settings: SettingsChange,
  record: Installation,
): FileChange[] {
  const { folder, launcher, root } = facts;
  const changes = [privateFile(folder.launcher, launcher.bytes, LAUNCHER)];
  // The client's own copy moves with every update: the launcher finds the newest, a fixed path would not.
  if (!isInside(plugin.root, join(facts.config, 'plugins'))) {
    changes.push(privateFile(folder.root, root.bytes, `${plugin.root}\n`));
  }
  if (record.backup !== null && record.backup !== facts.recorded?.backup) {
    changes.push({ path: record.backup, before: undefined, after: settings.without, mode: 0o600 });
  }
  const mode = facts.scope === 'user' ? 0o600 : 0o644;
  const { target, bytes } = facts.settings;
  return [...changes, { path: target, before: bytes, after: settings.after, mode }];
}

function recordOf(
  facts: Facts,
  plugin: Plugin,
  now: string,
  settings: SettingsChange,
  marketplacePath: string | undefined,
  mcp: Installation['mcp'],
): Installation {
  const { recorded } = facts;
  const rewritten = facts.settings.bytes === undefined || !settings.after.equals(facts.settings.bytes);
  const keepsBackup = recorded !== undefined && (!rewritten || sameBytes(settings.without, facts.backup));
  const existed = keepsBackup ? recorded.settings_existed : settings.without !== undefined;
  const record: Installation = {
    scope: facts.scope,
    project: facts.project ?? null,
    settings_file: facts.settings.path,
    settings_existed: existed,
    created_dirs: recorded?.created_dirs ?? [...facts.missingFolders],
    sha256_after: recorded !== undefined && !rewritten ? recorded.sha256_after : sha256(settings.after),
    backup: keepsBackup ? recorded.backup : existed ? backupPath(facts, now) : null,
    wrapped: settings.wrapped ?? null,
    marketplace_path: marketplacePath ?? null,
    marketplace_added: facts.installs.some((each) => each.marketplace_added),
    mcp,
    project_files: recorded?.project_files ?? [],
    plugin_root: plugin.root,
    version: plugin.version,
    installed_at: recorded?.installed_at ?? now,
  };
  return isDeepStrictEqual(record, recorded) ? record : { ...record, installed_at: now };
}

/** Only a file that a team shares gains from a path that is relative to the project. */
function sharedProject(facts: Facts): string | undefined {
  return facts.scope === 'user' ? undefined : facts.project;
}

function backupPath(facts: Facts, now: string): string {
  const stamp = now.replaceAll(/[-:.]/g, '');
  return join(
    facts.folder.backups,
    `${stamp}-${facts.scope}-${sha256(Buffer.from(facts.settings.path)).slice(0, 8)}`,
    basename(facts.settings.path),
  );
}

function privateFile(path: string, before: Buffer | undefined, text: string): FileChange {
  return { path, before, after: Buffer.from(text), mode: 0o600 };
}

function isChange(change: FileChange): boolean {
  return !sameBytes(change.before, change.after);
}

function sameBytes(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.equals(b));
}
