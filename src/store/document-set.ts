import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, replaceFile } from './atomic-file.ts';
import { frameJson, readFramedJson } from './framed-json.ts';
import { appendNoFollow } from './no-follow.ts';
import { readFrom, sizeOf } from './stream-files.ts';

const NEWLINE = 10;

/** The new text of some files, by path; undefined for one that goes. */
export type FileTexts = Readonly<Record<string, string | undefined>>;

/** What is to be done to several files as one step, and the line that records it. */
export interface DocumentSetChange {
  readonly files: FileTexts;
  /** The audit log and the line to add to it, without a newline. */
  readonly audit: { readonly path: string; readonly line: string };
}

/**
 * Replaces several documents in one step, under a lock that the caller holds. The whole change is first
 * written to `intent` and synced; from then on it happens, even if this process is killed: whoever takes the
 * lock next finishes it (`finishDocumentSet`). Before that, nothing has happened.
 */
export function replaceDocumentSet(intent: string, change: DocumentSetChange): void {
  const entries = Object.entries(change.files).map(([path, text]) => [path, text ?? null]);
  replaceFile(intent, frameJson({ files: Object.fromEntries(entries), audit: change.audit }), {
    durable: true,
  });
  finishDocumentSet(intent);
}

/**
 * Finishes a change that a killed process had begun; nothing when there is none. An intent that is not whole
 * was never a promise and is removed. Safe to repeat: each step comes to the same.
 */
export function finishDocumentSet(intent: string): void {
  if (!existsSync(intent)) return;
  const change = readFramedJson(intent);
  if (isIntent(change)) {
    for (const [path, text] of Object.entries(change.files)) {
      if (text === null) rmSync(path, { force: true });
      else replaceFile(path, text, { durable: true, mode: 0o644 });
    }
    addLineOnce(change.audit.path, change.audit.line);
  }
  rmSync(intent, { force: true });
}

/** The texts that a change which is under way, or was left half done, gives to its files; undefined when none is. */
export function pendingTexts(intent: string): FileTexts | undefined {
  const change = readFramedJson(intent);
  if (!isIntent(change)) return undefined;
  return Object.fromEntries(Object.entries(change.files).map(([path, text]) => [path, text ?? undefined]));
}

// A process killed after this and before the intent was removed has it done again: the line is then the last one
// already. What another kill left without its newline must not swallow this line.
function addLineOnce(path: string, line: string): void {
  const ending = Buffer.from(`${line}\n`);
  const tail = readFrom(path, Math.max(0, sizeOf(path) - ending.length));
  if (tail.equals(ending)) return;
  makeFolder(dirname(path));
  const start = tail.length === 0 || tail.at(-1) === NEWLINE ? '' : '\n';
  appendNoFollow(path, `${start}${line}\n`, 0o644);
}

interface Intent {
  readonly files: Readonly<Record<string, string | null>>;
  readonly audit: { readonly path: string; readonly line: string };
}

function isIntent(value: unknown): value is Intent {
  return typeof value === 'object' && value !== null && 'files' in value && 'audit' in value;
}
