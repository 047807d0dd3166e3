import { BatonError, isBatonError } from '../errors.ts';
import type { Facts } from './facts.ts';
import type { FileState } from './file-state.ts';
import { sha256 } from './file-state.ts';
import { isBatonStyle, OUTPUT_STYLE } from './output-style.ts';
import { addBaton, hasBaton, removeBaton, wishesFor } from './settings-edit.ts';
import { isRecord, readSettings } from './settings-text.ts';
import type { CommandLine, StatusLineLayer } from './wrapped-line.ts';
import { lineInEffect } from './wrapped-line.ts';

/** What becomes of the settings file: what it was without Baton, what it will be, what Baton wraps. */
export interface SettingsChange {
  readonly without: Buffer | undefined;
  readonly after: Buffer;
  readonly wrapped: CommandLine | undefined;
}

/**
 * The settings file with Baton in it. A file that already says all of it stays byte for byte, whatever
 * else was edited there.
 *
 * @throws E_INVALID, naming the file, when it cannot be edited.
 */
export function settingsWithBaton(facts: Facts, marketplacePath: string | undefined): SettingsChange {
  const { settings } = facts;
  const current = readSettings(settings.path, settings.bytes);
  const without = settingsWithoutBaton(facts);
  const base = readSettings(settings.path, without);
  const weaker = facts.weaker.map((file) => layerOf(file, facts));
  const own = { ...layerOf(settings, facts), statusLine: base.value.statusLine };
  const wrapped = lineInEffect([own, ...weaker]);
  if (settings.bytes !== undefined && hasBaton(current.value, marketplacePath)) {
    return { without, after: settings.bytes, wrapped };
  }
  const wishes = wishesFor(base.value, lineInEffect(weaker), marketplacePath);
  // Chosen since the installation, and still the person's choice after another one.
  const style = current.value.outputStyle;
  if (isBatonStyle(style)) wishes.push({ path: OUTPUT_STYLE, value: style });
  return { without, after: Buffer.from(base.mark + edited(settings.path, base.text, wishes)), wrapped };
}

/**
 * The settings file as it is to be after an uninstall; undefined when it is not to be there. Untouched since
 * the installation it is what it was, byte for byte; edited since, it loses exactly what Baton wrote.
 */
export function settingsWithoutBaton(facts: Facts): Buffer | undefined {
  const { settings, recorded, backup } = facts;
  if (settings.bytes === undefined || recorded === undefined) return settings.bytes;
  const original = recorded.settings_existed ? backup : undefined;
  if (
    sha256(settings.bytes) === recorded.sha256_after &&
    (original !== undefined || !recorded.settings_existed)
  ) {
    return original;
  }
  return strip(settings, readSettings(settings.path, original).text, recorded);
}

/** The settings file without Baton's entries, where no installation is on record. */
export function settingsStripped(settings: FileState): Buffer | undefined {
  if (settings.bytes === undefined) return undefined;
  const { value } = readSettings(settings.path, settings.bytes);
  const known = isRecord(value.extraKnownMarketplaces) ? value.extraKnownMarketplaces.baton : undefined;
  const source = isRecord(known) && isRecord(known.source) ? known.source.path : undefined;
  return strip(settings, '', {
    settings_existed: true,
    marketplace_path: typeof source === 'string' ? source : null,
  });
}

function strip(
  settings: FileState,
  original: string,
  recorded: { readonly settings_existed: boolean; readonly marketplace_path: string | null },
): Buffer | undefined {
  const { mark, text } = readSettings(settings.path, settings.bytes);
  const stripped = removeBaton(text, original, recorded.marketplace_path ?? undefined);
  if (!recorded.settings_existed && /^\s*(\{\s*\}\s*)?$/.test(stripped)) return undefined;
  return Buffer.from(mark + stripped);
}

function layerOf(file: FileState, facts: Facts): StatusLineLayer {
  const wrapped = facts.installs.find((each) => each.settings_file === file.path)?.wrapped;
  return { file: file.path, statusLine: readable(file)?.statusLine, wrapped: wrapped ?? undefined };
}

/** What a neighbouring settings file says; one that the client cannot read either says nothing. */
export function readable(file: FileState): Readonly<Record<string, unknown>> | undefined {
  try {
    return readSettings(file.path, file.bytes).value;
  } catch (error) {
    if (isBatonError(error)) return undefined;
    throw error;
  }
}

function edited(file: string, text: string, wishes: Parameters<typeof addBaton>[1]): string {
  try {
    return addBaton(text, wishes);
  } catch (error) {
    if (!isBatonError(error, 'E_INVALID')) throw error;
    throw new BatonError(
      'E_INVALID',
      `${file} cannot be edited. ${error.message} Nothing was written. Mend that entry and run the command again.`,
      { file },
      error,
    );
  }
}
