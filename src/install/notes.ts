import type { Facts } from './facts.ts';
import type { FileState } from './file-state.ts';
import type { InstallPlan } from './plan-install.ts';
import type { Plugin } from './plugin-root.ts';
import { isShortLived } from './plugin-root.ts';
import { readable } from './settings-change.ts';
import { isBatonLine } from './settings-edit.ts';
import { isRecord, readSettings } from './settings-text.ts';

/** What the user has to know about an installation that will work differently than it looks. Pure. */
export function notesOn(facts: Facts, plugin: Plugin, plan: InstallPlan, clientPresent: boolean): string[] {
  return [
    commentsNote(facts),
    ...facts.stronger.flatMap((file) => skippedNote(file) ?? overrideNotes(file.path, readable(file))),
    ...disabledNote(facts.settings.path, readable(facts.settings)),
    ...facts.weaker.flatMap((file) => skippedNote(file) ?? disabledNote(file.path, readable(file))),
    sharedNote(facts, plan),
    foreignNote(facts, plan),
    clientPresent || plan.record.marketplace_path === null ? undefined : NO_CLIENT,
    isShortLived(plugin.root) ? shortLived(plugin.root) : undefined,
  ].filter((note) => note !== undefined);
}

const NO_CLIENT =
  'No `claude` on the PATH. The settings are enough: an interactive session has Baton within seconds, ' +
  'a headless one (claude -p) from its second run on, in a project that you trust.';

function commentsNote({ settings }: Facts): string | undefined {
  if (readSettings(settings.path, settings.bytes).strict) return undefined;
  return (
    `${settings.path} has comments or trailing commas. They are kept, but Claude Code (seen on 2.1.197) ignores ` +
    'such a file as a whole: Baton takes no effect from it, nor do your own settings there. ' +
    'Take them out, or use another --scope.'
  );
}

// A neighbouring file: Baton works beside it, but what it says holds for nobody. One that is damaged says so itself.
function skippedNote(file: FileState): string[] | undefined {
  if (readable(file) === undefined || readSettings(file.path, file.bytes).strict) return undefined;
  return [
    `${file.path} has comments or trailing commas: Claude Code (seen on 2.1.197) skips such a file as a whole, and ` +
      'asks about it at each start in a terminal. Baton leaves it as it is.',
  ];
}

function overrideNotes(file: string, value: Readonly<Record<string, unknown>> | undefined): string[] {
  const plugins = value?.enabledPlugins;
  const line = value?.statusLine !== undefined && !isBatonLine(value.statusLine);
  const off = isRecord(plugins) && plugins['baton@baton'] === false;
  return [
    ...(line
      ? [`${file} sets a status line of its own and wins over this one. Install with that scope to wrap it.`]
      : []),
    ...(off ? [`${file} switches baton@baton off and wins. Remove that entry.`] : []),
    ...disabledNote(file, value),
  ];
}

function disabledNote(file: string, value: Readonly<Record<string, unknown>> | undefined): string[] {
  return value?.disableAllHooks === true
    ? [`${file} has "disableAllHooks": true, so no hook of Baton's will run.`]
    : [];
}

function sharedNote(facts: Facts, { record }: InstallPlan): string | undefined {
  if (facts.scope !== 'project' || !record.marketplace_path?.startsWith('/')) return undefined;
  return (
    `${facts.settings.path} is usually shared through git, and now names a folder of this machine. ` +
    'Others get Baton when they install it too. To keep it to yourself: --scope local.'
  );
}

function foreignNote(facts: Facts, { record }: InstallPlan): string | undefined {
  if (record.marketplace_path !== null || facts.known === undefined) return undefined;
  return `The client has a marketplace "baton" already (${facts.known.source}); the plugin comes from there.`;
}

function shortLived(root: string): string {
  return (
    `${root} lies in the cache of npx, which npm may empty at any time; the status line is then blank and the ` +
    'plugin gone. For good: npm i -g claude-baton, then baton install.'
  );
}
