import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../errors.ts';
import { isRecord } from './settings-text.ts';

/** The folder of the plugin that is being installed, and the version it says it is. */
export interface Plugin {
  readonly root: string;
  readonly version: string;
}

const PARTS = ['.claude-plugin/plugin.json', '.claude-plugin/marketplace.json', 'hooks/hooks.json'];

/**
 * Checks that a folder holds Baton before anything points to it.
 *
 * @throws E_INVALID, naming the missing part.
 */
export function readPlugin(folder: string): Plugin {
  const missing = PARTS.find((part) => !existsSync(join(folder, part)));
  if (missing !== undefined) throw notBaton(folder, `${missing} is missing`);
  const root = realpathSync(folder);
  if (root.includes('\n')) throw notBaton(folder, 'its path contains a line break');
  const manifest = parsed(readFileSync(join(root, '.claude-plugin/plugin.json'), 'utf8'));
  if (manifest?.name !== 'baton') throw notBaton(folder, `plugin.json names "${String(manifest?.name)}"`);
  return { root, version: typeof manifest.version === 'string' ? manifest.version : 'unknown' };
}

/** True for a folder of npx's cache, which npm may empty at any time. */
export function isShortLived(root: string): boolean {
  return root.split('/').includes('_npx');
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function notBaton(folder: string, found: string): BatonError {
  return new BatonError(
    'E_INVALID',
    `${folder} is not a complete Baton. Expected ${PARTS.join(', ')} of the plugin "baton"; ${found}. ` +
      'Nothing was written. Install Baton again (npm i -g claude-baton) and run the command from there.',
    { folder },
  );
}
