import { isDeepStrictEqual } from 'node:util';
import type { JsonPath } from './json-value.ts';
import { putSource, readValue, removeValue, setValue, sourceOf } from './json-value.ts';
import { isBatonCommand, STATUS_LINE_COMMAND } from './launcher.ts';
import { isBatonStyle, OUTPUT_STYLE } from './output-style.ts';
import { isRecord } from './settings-text.ts';

/** One value that has to stand in a settings file. */
export interface Wish {
  readonly path: JsonPath;
  readonly value: unknown;
}

const MARKETPLACE: JsonPath = ['extraKnownMarketplaces', 'baton'];
const PLUGIN: JsonPath = ['enabledPlugins', 'baton@baton'];
const STATUS_LINE: JsonPath = ['statusLine'];

/**
 * What Baton wants in a settings file: the marketplace at `marketplacePath` (none when the client has one),
 * the plugin switched on, and the status line. An own status line keeps its other fields; where none is,
 * the display fields of the `inherited` one are carried over, since this file now overrides that one.
 */
export function wishesFor(
  own: Readonly<Record<string, unknown>>,
  inherited: Readonly<Record<string, unknown>> | undefined,
  marketplacePath: string | undefined,
): Wish[] {
  const wishes: Wish[] = [{ path: PLUGIN, value: true }];
  if (marketplacePath !== undefined) wishes.unshift(marketplaceWish(marketplacePath));
  if (isRecord(own.statusLine)) {
    wishes.push({ path: [...STATUS_LINE, 'type'], value: 'command' });
    wishes.push({ path: [...STATUS_LINE, 'command'], value: STATUS_LINE_COMMAND });
  } else {
    const { type: _type, command: _command, ...display } = inherited ?? {};
    const line = { type: 'command', command: STATUS_LINE_COMMAND, ...display };
    wishes.push({ path: STATUS_LINE, value: line });
  }
  return wishes;
}

/** The settings text with every wish in it; what was asked for already costs no byte. */
export function addBaton(text: string, wishes: readonly Wish[]): string {
  if (text.trim() === '') return addBaton('{}\n', wishes);
  return wishes
    .filter((wish) => !isDeepStrictEqual(readValue(text, wish.path), wish.value))
    .reduce((edited, wish) => setValue(edited, wish.path, wish.value), text);
}

/** True when the settings already say all that Baton wants, whatever else they say. */
export function hasBaton(
  value: Readonly<Record<string, unknown>>,
  marketplacePath: string | undefined,
): boolean {
  const marketplace = marketplacePath === undefined ? undefined : marketplaceWish(marketplacePath).value;
  return (
    (marketplace === undefined || isDeepStrictEqual(at(value, MARKETPLACE), marketplace)) &&
    at(value, PLUGIN) === true &&
    isBatonLine(value.statusLine)
  );
}

/** True for a status line object, as in the settings, that is Baton's. */
export function isBatonLine(statusLine: unknown): boolean {
  return isRecord(statusLine) && isBatonCommand(statusLine.command);
}

/**
 * The settings text without what Baton wrote. What `original` (the text before the first edit) had in its
 * place comes back character by character; a marketplace or status line that is no longer Baton's stays.
 */
export function removeBaton(text: string, original: string, marketplacePath: string | undefined): string {
  if (text.trim() === '') return text;
  const before = original.trim() === '' ? '{}' : original;
  const ours = marketplacePath === undefined ? undefined : marketplaceWish(marketplacePath).value;
  const paths: JsonPath[] = [PLUGIN];
  if (ours !== undefined && isDeepStrictEqual(readValue(text, MARKETPLACE), ours)) paths.unshift(MARKETPLACE);
  if (isBatonLine(readValue(text, STATUS_LINE))) paths.push(...statusLinePaths(before));
  if (isBatonStyle(readValue(text, OUTPUT_STYLE))) paths.push(OUTPUT_STYLE);
  return paths.reduce((edited, path) => restore(edited, before, path), text);
}

function statusLinePaths(original: string): JsonPath[] {
  if (!isRecord(readValue(original, STATUS_LINE))) return [STATUS_LINE];
  return [
    [...STATUS_LINE, 'command'],
    [...STATUS_LINE, 'type'],
  ];
}

function restore(text: string, original: string, path: JsonPath): string {
  const source = sourceOf(original, path);
  if (source !== undefined) return putSource(text, path, source);
  const removed = removeValue(text, path);
  const container = path.slice(0, -1);
  if (container.length === 0 || sourceOf(original, container) !== undefined) return removed;
  return sourceOf(removed, container) === '{}' ? restore(removed, original, container) : removed;
}

function marketplaceWish(path: string): Wish {
  return { path: MARKETPLACE, value: { source: { source: 'directory', path } } };
}

function at(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}
