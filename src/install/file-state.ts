import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BatonError, systemCode } from '../errors.ts';

/** A file as it is now: `target` is where it really lies, `bytes` undefined when it is not there. */
export interface FileState {
  readonly path: string;
  readonly target: string;
  readonly bytes: Buffer | undefined;
}

/**
 * Reads the file at `path`, through symbolic links, also through one that leads nowhere yet.
 *
 * @throws E_INVALID when something other than a file is there; the system's error when it cannot be read.
 */
export function readFileState(path: string): FileState {
  const target = targetOf(path, 0);
  try {
    if (!statSync(target).isFile()) throw notAFile(path);
    return { path, target, bytes: readFileSync(target) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { path, target, bytes: undefined };
    throw error;
  }
}

/** The SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function targetOf(path: string, depth: number): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || depth > 40) throw error;
  }
  try {
    if (lstatSync(path).isSymbolicLink())
      return targetOf(resolve(dirname(path), readlinkSync(path)), depth + 1);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  return resolve(path);
}

function notAFile(path: string): BatonError {
  return new BatonError(
    'E_INVALID',
    `${path} cannot be edited. Expected a file, got a folder or a device. Move it away and run the command again.`,
    { path },
  );
}
