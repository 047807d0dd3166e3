import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../errors.ts';
import type { EntityChange, PlanAuthor } from '../plan/plan-change.ts';
import { replaceFile } from '../store/atomic-file.ts';
import { formatDocument, readDocument } from '../store/document.ts';
import type { Layout } from '../store/layout.ts';
import { isSafeId, toPathSegment } from '../store/safe-id.ts';

/** A change of the plan that waits for an approver (PRODUCT P6). A document like the plan itself: in git. */
export interface Proposal {
  readonly id: string;
  readonly at: string;
  /** The command that was given. */
  readonly by: string;
  readonly author: PlanAuthor;
  readonly changes: readonly EntityChange[];
}

/** Keeps a proposal. */
export function writeProposal(layout: Layout, proposal: Proposal): void {
  replaceFile(pathOf(layout, proposal.id), formatDocument(proposal), { durable: true, mode: 0o644 });
}

/** The proposals that wait, oldest first; files that are none are left out. */
export function readProposals(layout: Layout): Proposal[] {
  let names: string[];
  try {
    names = readdirSync(join(layout.plan, 'proposals'));
  } catch {
    return [];
  }
  return names
    .map((name) => name.replace(/\.json$/, ''))
    .filter(isSafeId)
    .sort()
    .flatMap((id) => readable(layout, id) ?? []);
}

/** The proposal of that id. @throws E_NOT_FOUND listing those that wait. */
export function readProposal(layout: Layout, id: string): Proposal {
  const value = isSafeId(id) ? readable(layout, id) : undefined;
  if (value !== undefined) return value;
  const waiting = readProposals(layout).map((one) => one.id);
  throw new BatonError(
    'E_NOT_FOUND',
    `No proposal ${id} waits. ${waiting.length === 0 ? 'None does.' : `Waiting: ${waiting.join(', ')}.`}`,
    { id, known: waiting },
  );
}

/** Takes a proposal away: it was approved or rejected. */
export function removeProposal(layout: Layout, id: string): void {
  rmSync(pathOf(layout, id), { force: true });
}

function pathOf(layout: Layout, id: string): string {
  return join(layout.plan, 'proposals', `${toPathSegment(id, 'proposal')}.json`);
}

function readable(layout: Layout, id: string): Proposal | undefined {
  try {
    const value = readDocument(pathOf(layout, id));
    return isProposal(value) && value.id === id ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProposal(value: unknown): value is Proposal {
  return (
    isObject(value) &&
    ['id', 'at', 'by'].every((name) => typeof value[name] === 'string') &&
    isObject(value.author) &&
    Array.isArray(value.changes) &&
    value.changes.every((one) => isObject(one) && typeof one.entity === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
