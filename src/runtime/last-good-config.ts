import { join } from 'node:path';
import type { JsonObject } from '../json-fields.ts';
import { objectAt } from '../json-fields.ts';
import { replaceFile } from '../store/atomic-file.ts';
import { frameJson, readFramedJson } from '../store/framed-json.ts';
import type { Layout } from '../store/layout.ts';

/**
 * How a file was found good: `checked` by the whole schema (the command line), or `seen`, that is, read by a hook, which
 * cannot afford the schema and looks only at the fields that it uses.
 */
export type Goodness = 'checked' | 'seen';

/** The settings that were good before, newest first; none when none was kept or the file is damaged. */
export function readGoodConfigs(layout: Layout): JsonObject[] {
  const kept = read(layout);
  return [kept.seen, kept.checked].flatMap((one) => (one === undefined ? [] : [one]));
}

/** Keeps settings that were found good, unless they are kept already. Never throws: the next reader tries again. */
export function keepGoodConfig(layout: Layout, how: Goodness, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const kept = read(layout);
  const text = JSON.stringify(value);
  if (JSON.stringify(kept.seen ?? kept.checked) === text && (how === 'seen' || isSame(kept.checked, text)))
    return;
  const next = how === 'checked' ? { checked: value } : { ...kept, seen: value };
  try {
    replaceFile(fileOf(layout), frameJson(next), { durable: false });
  } catch {
    // A disk that refuses: the defaults hold if the file breaks now.
  }
}

function read(layout: Layout): { readonly checked?: JsonObject; readonly seen?: JsonObject } {
  const file = readFramedJson(fileOf(layout));
  if (typeof file !== 'object' || file === null) return {};
  const fields: JsonObject = { ...file };
  return {
    ...('checked' in fields ? { checked: objectAt(fields, 'checked') } : {}),
    ...('seen' in fields ? { seen: objectAt(fields, 'seen') } : {}),
  };
}

function isSame(value: unknown, text: string): boolean {
  return JSON.stringify(value) === text;
}

function fileOf(layout: Layout): string {
  return join(layout.cache, 'config.last-good.json');
}
