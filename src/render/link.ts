import type { ColourLevel } from './colour.ts';

const MOST = 1_000;
const TARGET = /^(?:https?|file):\/\/[!-~]+$/;

/**
 * The text as a link (OSC 8) where the terminal shows more than plain text and the address is a plain http, https or
 * file one; else the text as it is. The text may be painted already.
 */
export function linked(text: string, address: string | undefined, level: ColourLevel): string {
  if (level === 'none' || text === '' || address === undefined) return text;
  if (address.length > MOST || !TARGET.test(address)) return text;
  return `\x1b]8;;${address}\x1b\\${text}\x1b]8;;\x1b\\`;
}

/** The address of a file or folder by its absolute path; undefined for any other path. */
export function fileAddress(path: string | undefined): string | undefined {
  if (path === undefined || !path.startsWith('/') || /[\ud800-\udfff]/.test(path)) return undefined;
  return `file://${path.split('/').map(encodeURIComponent).join('/')}`;
}
