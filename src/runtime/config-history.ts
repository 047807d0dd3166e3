import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../errors.ts';
import type { StoreContext } from '../store/append.ts';
import type { DocumentSetChange } from '../store/document-set.ts';
import type { Layout } from '../store/layout.ts';

/** One version of the settings: the file before and after, null where there was none. */
export interface ConfigVersion {
  readonly n: number;
  readonly at: string;
  readonly by: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** How many versions are kept. */
const KEPT_VERSIONS = 100;

/** Who made a version that Baton came upon: a person's editor, git, another program. */
const ELSEWHERE = 'found';

/** The versions of the settings that this machine remembers, oldest first; lines that cannot be read are left out. */
export function readConfigHistory(layout: Layout): ConfigVersion[] {
  try {
    return readFileSync(fileOf(layout), 'utf8').split('\n').flatMap(parseVersion);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * The next version, as what is to be written together with it. A file that was changed outside of Baton since the
 * last version becomes one of its own first, so that every state has a number: the first that was found is 0.
 */
export function newConfigVersion(
  layout: Layout,
  store: StoreContext,
  before: unknown,
  after: unknown,
): DocumentSetChange & { readonly version: number } {
  const history = readConfigHistory(layout);
  const last = history.at(-1);
  const at = new Date(store.now()).toISOString();
  const [was, is] = [before ?? null, after ?? null];
  const found =
    last !== undefined && JSON.stringify(last.after) === JSON.stringify(was)
      ? []
      : [{ n: (last?.n ?? -1) + 1, at, by: ELSEWHERE, before: last?.after ?? null, after: was }];
  const kept = [...history, ...found];
  const version = (kept.at(-1)?.n ?? 0) + 1;
  const line = JSON.stringify({ n: version, at, by: store.by, before: was, after: is });
  const room = KEPT_VERSIONS - 1;
  const rewrite = found.length > 0 || kept.length > room;
  const text = kept.slice(-room).map((entry) => `${JSON.stringify(entry)}\n`);
  return {
    version,
    files: rewrite ? { [fileOf(layout)]: text.join('') } : {},
    audit: { path: fileOf(layout), line },
  };
}

function fileOf(layout: Layout): string {
  return join(layout.cache, 'config-history.jsonl');
}

function parseVersion(line: string): ConfigVersion[] {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return [];
    if (!('n' in value && 'at' in value && 'by' in value && 'before' in value && 'after' in value)) return [];
    const { n, at, by, before, after } = value;
    if (typeof n !== 'number' || typeof at !== 'string' || typeof by !== 'string') return [];
    return [{ n, at, by, before, after }];
  } catch {
    return [];
  }
}
