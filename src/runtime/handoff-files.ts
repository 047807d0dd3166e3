import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handoff } from '../continuity/handoff.ts';
import { handoffText } from '../continuity/handoff-text.ts';
import { numberAt, parseObject } from '../json-fields.ts';
import { createFile, replaceFile } from '../store/atomic-file.ts';
import { formatDocument } from '../store/document.ts';
import type { Layout } from '../store/layout.ts';
import { toPathSegment } from '../store/safe-id.ts';

const PUBLIC = { durable: true, mode: 0o644 } as const;

/** Where the newest handoff of a session lies, without `.json` or `.md`: `.baton/handoffs/<number>-<session-id>`. */
export function handoffBase(layout: Layout, number: number, sessionId: string): string {
  return join(layout.handoffs, `${number}-${toPathSegment(sessionId, 'session')}`);
}

/**
 * Writes a handoff as JSON and as a page for people; on disk when this returns. One of the same session that lies
 * there already is kept under its number first (`<base>.1.json`): handoffs are kept for ever.
 */
export function writeHandoff(layout: Layout, handoff: Handoff): void {
  const base = handoffBase(layout, handoff.number, handoff.from_session);
  keepFormer(base, handoff.sequence);
  replaceFile(`${base}.md`, handoffText(handoff), PUBLIC);
  replaceFile(`${base}.json`, formatDocument(handoff), PUBLIC);
}

/** The number of the newest handoff of a session that lies on disk; 0 where there is none. */
export function newestSequence(layout: Layout, number: number, sessionId: string): number {
  const text = textOf(`${handoffBase(layout, number, sessionId)}.json`);
  return text === undefined ? 0 : (numberAt(parseObject(text), 'sequence') ?? 0);
}

/** The names of all handoffs that are kept, without `.json`. */
export function handoffNames(layout: Layout): string[] {
  try {
    return readdirSync(layout.handoffs)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5));
  } catch {
    return [];
  }
}

function keepFormer(base: string, sequence: number): void {
  const text = textOf(`${base}.json`);
  if (text === undefined) return;
  const former = numberAt(parseObject(text), 'sequence');
  if (former === undefined || former >= sequence) return;
  createFile(`${base}.${former}.json`, text, PUBLIC);
  const page = textOf(`${base}.md`);
  if (page !== undefined) createFile(`${base}.${former}.md`, page, PUBLIC);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
