import { existsSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { isRecord } from './settings-text.ts';

/** What the client knows as the marketplace `baton`: its directory, or a word for any other source. */
export interface KnownMarketplace {
  readonly directory: string | undefined;
  readonly source: string;
}

/** The marketplace `baton` in the client's `known_marketplaces.json`, if it stands there. */
export function readKnownMarketplace(bytes: Buffer | undefined): KnownMarketplace | undefined {
  const entry = parsedJson(bytes)?.baton;
  const source = isRecord(entry) ? entry.source : undefined;
  if (!isRecord(source)) return undefined;
  const directory =
    source.source === 'directory' && typeof source.path === 'string' ? source.path : undefined;
  const place = [source.path, source.repo, source.url, source.package].find(
    (each) => typeof each === 'string',
  );
  return { directory, source: `${String(source.source)} ${String(place ?? '')}`.trim() };
}

/**
 * Whether this installation names the marketplace itself. It does not when the client already has one of
 * that name from elsewhere (that one wins, whatever the settings say), or when Baton runs from the client's
 * own copy: then the client looks after where it comes from.
 */
export function namesMarketplace(
  pluginRoot: string,
  config: string,
  known: KnownMarketplace | undefined,
  earlierRoots: readonly string[],
): boolean {
  if (isInside(pluginRoot, `${config}/plugins`)) return false;
  if (known === undefined || known.directory === pluginRoot) return true;
  if (known.directory === undefined) return false;
  return earlierRoots.includes(known.directory) || !existsSync(known.directory);
}

/** The path to write: relative to the project where the plugin lies in it, so that the file can be shared. */
export function marketplacePathFor(pluginRoot: string, project: string | undefined): string {
  if (project === undefined || !isInside(pluginRoot, project)) return pluginRoot;
  return `./${relative(project, pluginRoot)}`;
}

/** True when `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

function parsedJson(bytes: Buffer | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes?.toString('utf8') ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
