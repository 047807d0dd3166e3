import { join } from 'node:path';
import { BatonError, isBatonError } from '../errors.ts';
import type { StoreContext } from '../store/append.ts';
import { formatDocument, readDocument } from '../store/document.ts';
import { finishDocumentSet, replaceDocumentSet } from '../store/document-set.ts';
import type { Layout } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import type { ConfigProblem } from './config-check.ts';
import { checkConfig } from './config-check.ts';
import { newConfigVersion, readConfigHistory } from './config-history.ts';
import type { Config } from './config-schema.ts';
import { DEFAULT_CONFIG } from './config-schema.ts';
import { keepGoodConfig, readGoodConfigs } from './last-good-config.ts';
import { readSmallFile } from './small-file.ts';

/** The settings that hold now, what is wrong with the file, and where they come from. */
export interface ConfigReading {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  readonly from: 'file' | 'last-good' | 'defaults';
}

/**
 * The project's settings as they hold at this moment: a change of the file counts at the next reading. While the
 * file is broken the last good one holds, and before there was one, the defaults. Writes nothing.
 *
 * @throws the system's error when the file is there and cannot be read.
 */
export function readConfig(layout: Layout): ConfigReading {
  return readBoth(layout).reading;
}

/** `readConfig`, and a good file is kept for the time when it is broken. */
export function loadConfig(layout: Layout): ConfigReading {
  const { reading, file } = readBoth(layout);
  if (reading.from === 'file') keepGoodConfig(layout, 'checked', file);
  return reading;
}

function readBoth(layout: Layout): { readonly reading: ConfigReading; readonly file?: unknown } {
  let file: unknown;
  try {
    file = readDocument(layout.config);
  } catch (error) {
    if (!isBatonError(error, 'E_CORRUPT')) throw error;
    return { reading: standIn(layout, [{ level: 'error', path: '', message: error.message }]) };
  }
  if (file === undefined) return { reading: { config: DEFAULT_CONFIG, problems: [], from: 'defaults' } };
  const { config, problems } = checkConfig(file);
  if (config === undefined) return { reading: standIn(layout, problems) };
  return { reading: { config, problems, from: 'file' }, file };
}

function standIn(layout: Layout, problems: readonly ConfigProblem[]): ConfigReading {
  for (const value of readGoodConfigs(layout)) {
    const { config } = checkConfig(value);
    if (config !== undefined) return { config, problems, from: 'last-good' };
  }
  return { config: DEFAULT_CONFIG, problems, from: 'defaults' };
}

/** What a change did: the number of the version that it made, or null when it changed nothing. */
export interface ConfigChange {
  readonly version: number | null;
  readonly config: Config;
}

/** Looks at a change of the settings before it is written, and throws where it must not be. */
export type ConfigReview = (before: unknown, after: unknown) => void;

/**
 * Changes the settings to what `change` makes of the file as it is (undefined where there is none), under a lock, and
 * keeps both in the history. A killed change is finished by the next one.
 *
 * @throws E_INVALID naming the setting when the outcome does not fit; E_CORRUPT when the file is no JSON; E_LOCKED;
 *   what `change` throws. Nothing is then changed.
 */
export function changeConfig(
  layout: Layout,
  store: StoreContext,
  change: (current: unknown) => unknown,
  review: ConfigReview = () => {},
): ConfigChange {
  return inConfigLock(layout, store, () => {
    const current = readDocument(layout.config);
    const next = change(current);
    review(current, next);
    return write(layout, store, current, next);
  });
}

/**
 * Puts version `n` of the history back, as a new version: so it can be undone in its turn. A file that is no JSON is
 * kept in the history as its text.
 *
 * @throws E_NOT_FOUND, naming the versions there are; E_INVALID when that version does not fit any more; E_LOCKED.
 */
export function rollBackConfig(
  layout: Layout,
  store: StoreContext,
  n: number,
  review: ConfigReview = () => {},
): ConfigChange {
  return inConfigLock(layout, store, () => {
    const history = readConfigHistory(layout);
    const wanted = history.find((entry) => entry.n === n);
    if (wanted !== undefined) {
      const current = currentOrText(layout);
      review(current, wanted.after ?? undefined);
      return write(layout, store, current, wanted.after ?? undefined);
    }
    const [first, last] = [history[0], history.at(-1)];
    throw new BatonError(
      'E_NOT_FOUND',
      first === undefined || last === undefined
        ? 'The settings have no history yet: nothing was changed by `baton config`.'
        : `There is no version ${n} of the settings. Kept are ${first.n} to ${last.n}: baton config history`,
    );
  });
}

function inConfigLock<Result>(layout: Layout, store: StoreContext, work: () => Result): Result {
  return withLock(layout.lock('config'), store, () => {
    finishDocumentSet(intentOf(layout));
    return work();
  });
}

function write(layout: Layout, store: StoreContext, current: unknown, next: unknown): ConfigChange {
  const { config, problems } =
    next === undefined ? { config: DEFAULT_CONFIG, problems: [] } : checkConfig(next);
  if (config === undefined) {
    const [first] = problems.filter(({ level }) => level === 'error');
    throw new BatonError('E_INVALID', `${first?.message ?? 'These are no settings.'} Nothing was written.`, {
      path: first?.path,
    });
  }
  if (JSON.stringify(next) === JSON.stringify(current)) return { version: null, config };
  const { version, files, audit } = newConfigVersion(layout, store, current, next);
  const text = next === undefined ? undefined : formatDocument(next);
  replaceDocumentSet(intentOf(layout), { files: { ...files, [layout.config]: text }, audit });
  if (next !== undefined) keepGoodConfig(layout, 'checked', next);
  return { version, config };
}

function currentOrText(layout: Layout): unknown {
  try {
    return readDocument(layout.config);
  } catch (error) {
    if (!isBatonError(error, 'E_CORRUPT')) throw error;
    return readSmallFile(layout.config, Number.MAX_SAFE_INTEGER) ?? '';
  }
}

function intentOf(layout: Layout): string {
  return join(layout.cache, 'config-change.json');
}
