import type { Facts } from '../../../src/install/facts.ts';
import type { FileState } from '../../../src/install/file-state.ts';
import { LAUNCHER } from '../../../src/install/launcher.ts';
import type { Installation } from '../../../src/install/ledger.ts';
import { readLedger } from '../../../src/install/ledger.ts';
import { perUserFolderOf } from '../../../src/install/per-user-folder.ts';
import { ledgerChange, planInstall } from '../../../src/install/plan-install.ts';

/** When it is in these tests. */
export const NOW = '2026-05-04T03:02:01.000Z';
/** What is installed in them. */
export const PLUGIN = { root: '/plug', version: '1.0.0' };
/** The settings file in question. */
export const SETTINGS = '/p/.claude/settings.json';

/** A file with this text, or one that is not there. */
export const file = (path: string, text?: string): FileState => ({
  path,
  target: path,
  bytes: text === undefined ? undefined : Buffer.from(text),
});

/** A project with settings and no Baton, but for `changes`. */
export function facts(changes: Partial<Facts> = {}): Facts {
  const folder = perUserFolderOf('/h/.claude');
  return {
    scope: 'project',
    config: '/h/.claude',
    folder,
    project: '/p',
    stateFolder: '/p',
    hasProjectState: false,
    settings: file(SETTINGS, '{\n  "model": "opus"\n}\n'),
    missingFolders: [],
    recorded: undefined,
    backup: undefined,
    weaker: [file('/h/.claude/settings.json')],
    stronger: [file('/p/.claude/settings.local.json')],
    installs: [],
    ledger: file(folder.ledger),
    launcher: file(folder.launcher),
    root: file(folder.root),
    known: undefined,
    mcp: { file: file('/p/.mcp.json'), present: {} },
    ...changes,
  };
}

/** The facts after what `before` led to was done, and the text then in the settings file. */
export function installed(before: Facts, now = NOW): { after: Facts; record: Installation; text: string } {
  const plan = planInstall(before, PLUGIN, now, true);
  const written = (path: string) => plan.changes.find((change) => change.path === path)?.after;
  const settings = written(before.settings.path) ?? before.settings.bytes;
  const ledger = ledgerChange(before, { ...plan.record, marketplace_added: true }).after;
  const installs = readLedger('f', ledger);
  const recorded = installs.find((each) => each.settings_file === before.settings.path);
  if (recorded === undefined) throw new Error('nothing was recorded');
  const after: Facts = {
    ...before,
    hasProjectState: true,
    settings: { ...before.settings, bytes: settings },
    recorded,
    backup: recorded.backup === null ? undefined : (written(recorded.backup) ?? before.backup),
    installs,
    ledger: { ...before.ledger, bytes: ledger },
    launcher: { ...before.launcher, bytes: Buffer.from(LAUNCHER) },
    root: { ...before.root, bytes: Buffer.from('/plug\n') },
    known: { directory: '/plug', source: 'directory /plug' },
  };
  return { after, record: recorded, text: settings?.toString() ?? '' };
}

/** The text that a plan gives a file. */
export const textOf = (
  plan: { changes: readonly { path: string; after: Buffer | undefined }[] },
  path = SETTINGS,
) => plan.changes.find((change) => change.path === path)?.after?.toString();
