import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { checkConfig } from '../runtime/config-check.ts';
import type { Config } from '../runtime/config-schema.ts';
import { DEFAULT_CONFIG, OPEN_SETTINGS } from '../runtime/config-schema.ts';
import type { PatchOperation } from '../session/patch.ts';
import { applyPatch, isSafeLocation } from '../session/patch.ts';
import { isThere, locate, lookUp } from './json-place.ts';

/** One row of `config list`. */
export interface SettingRow {
  readonly path: string;
  readonly value: unknown;
  /** What holds when nobody chooses; null for settings that a project names itself. */
  readonly default: unknown;
  /** True when the value is not the default. */
  readonly changed: boolean;
}

/** Every setting with its value, in the order of the schema; then what this Baton does not know. */
export function settingRows(config: Config): SettingRow[] {
  return rowsBelow(config, DEFAULT_CONFIG, []).filter(({ path }) => path !== 'version');
}

function rowsBelow(value: unknown, standard: unknown, at: readonly string[]): SettingRow[] {
  if (isRecord(value) && Object.keys(value).length > 0 && (at.length < 2 || isRecord(standard))) {
    const known = isRecord(standard) ? standard : {};
    return Object.entries(value).flatMap(([key, part]) => rowsBelow(part, own(known, key), [...at, key]));
  }
  const changed = JSON.stringify(value) !== JSON.stringify(standard);
  return [{ path: at.join('.'), value, default: standard ?? null, changed }];
}

/**
 * The settings `file` with `text` put in at `place`: read as JSON, or as a plain word where the setting wants one.
 *
 * @throws E_NOT_FOUND for a setting that is not there, naming the nearest; E_INVALID for a value that does not fit.
 */
export function withSetting(file: unknown, place: string, text: string): unknown {
  const places = settingPlaces(file, place);
  const outcomes = readings(text).map((value) =>
    applyPatch(
      file ?? { version: 1 },
      places.map((at): PatchOperation => ({ op: 'set', at, value })),
    ),
  );
  const fitting = outcomes.find(
    (one) => checkConfig(one).config !== undefined && places.every((at) => isThere(one, at)),
  );
  if (fitting !== undefined) return fitting;
  const messages = outcomes
    .flatMap((one) => checkConfig(one).problems)
    .filter(({ level }) => level === 'error');
  const ofPlace = messages.find(({ path }) => path !== '' && path.startsWith(String(places[0]?.[0])));
  throw new BatonError(
    'E_INVALID',
    `${(ofPlace ?? messages[0])?.message ?? `${place} cannot hold that.`} Nothing was written.`,
    { path: place },
  );
}

/** The settings `file` without what it says at `place`: the default holds. @throws E_NOT_FOUND for no setting. */
export function withoutSetting(file: unknown, place: string): unknown {
  const places = settingPlaces(file, place);
  return applyPatch(
    file ?? { version: 1 },
    places.map((at): PatchOperation => ({ op: 'delete', at })),
  );
}

/** The settings that differ between two versions of the file, dotted, each with what it became. */
export function changedSettings(before: unknown, after: unknown, at: readonly string[] = []): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(after) || (at.length > 0 && !isRecord(before)))
    return [`${at.join('.') || 'everything'} = ${after === undefined ? '(default)' : JSON.stringify(after)}`];
  const was = isRecord(before) ? before : {};
  const keys = [...new Set([...Object.keys(was), ...Object.keys(after)])];
  return keys.flatMap((key) => changedSettings(own(was, key), own(after, key), [...at, key]));
}

function settingPlaces(file: unknown, place: string): readonly PatchOperation['at'][] {
  const shown = checkConfig(file ?? {}).config ?? DEFAULT_CONFIG;
  const places = locate(shown, place);
  if (places.length === 0 || !places.every((at) => at.length > 0 && isSafeLocation(at)))
    throw new BatonError(
      'E_NOT_FOUND',
      `${place || 'The root'} is no setting. See them all: baton config list`,
    );
  if (!places.every((at) => OPEN_SETTINGS.has(String(at[0])) || isThere(file, at))) lookUp(shown, place);
  return places;
}

function readings(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? [value] : [value, text];
  } catch {
    return [text];
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
