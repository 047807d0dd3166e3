import { readFileSync } from 'node:fs';
import { systemCode } from '../errors.ts';
import type { Approval } from '../plan/approval.ts';
import type { AuditRecord, EntityChange } from '../plan/plan-change.ts';
import type { Layout } from '../store/layout.ts';

/**
 * The audit log, oldest first. Lines that cannot be read (a merge gone wrong) are left out and counted; a
 * line that two branches both brought counts once.
 */
export function readAudit(layout: Layout): {
  readonly records: readonly AuditRecord[];
  readonly damaged: number;
} {
  let text: string;
  try {
    text = readFileSync(layout.audit, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { records: [], damaged: 0 };
    throw error;
  }
  const records = new Map<string, AuditRecord>();
  let damaged = 0;
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const record = parse(line);
    if (record === undefined) damaged++;
    else records.set(record.id, record);
  }
  const sorted = [...records.values()].sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : 0,
  );
  return { records: sorted, damaged };
}

function parse(line: string): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const fields: Readonly<Record<string, unknown>> = { ...value };
    const { id, at, by, changes } = fields;
    if (typeof id !== 'string' || typeof at !== 'string' || typeof by !== 'string' || !Array.isArray(changes))
      return undefined;
    const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null);
    return {
      id,
      at,
      by,
      user: text('user'),
      session: text('session'),
      mode: text('mode'),
      ...(isApproval(fields.approval) ? { approval: fields.approval } : {}),
      changes: changes.flatMap(change),
    };
  } catch {
    return undefined;
  }
}

function change(value: unknown): EntityChange[] {
  if (typeof value !== 'object' || value === null || !('entity' in value) || typeof value.entity !== 'string')
    return [];
  return [
    {
      entity: value.entity,
      before: 'before' in value ? value.before : null,
      after: 'after' in value ? value.after : null,
    },
  ];
}

function isApproval(value: unknown): value is Approval {
  return typeof value === 'object' && value !== null && 'proposal' in value && 'account' in value;
}
