import { BatonError } from '../errors.ts';
import type { AuditRecord } from '../plan/plan-change.ts';
import { currentOf } from '../plan/plan-change.ts';
import { plainText } from '../render/terminal-text.ts';
import { readAudit } from '../runtime/plan-audit.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { suggestion } from './nearest.ts';

/** The change of that id, or the only one whose id begins so. @throws E_NOT_FOUND; E_USAGE where several fit. */
export function recordedChange(context: CommandContext, wanted: string): AuditRecord {
  const { records } = readAudit(context.layout);
  const fitting = records.filter(({ id }) => wanted !== '' && id.startsWith(wanted));
  const [record, second] = fitting.some(({ id }) => id === wanted)
    ? fitting.filter(({ id }) => id === wanted)
    : fitting;
  if (second !== undefined) {
    throw new BatonError(
      'E_USAGE',
      `${wanted} fits ${fitting.length} changes: ${fitting
        .slice(-8)
        .map(({ id }) => id)
        .join(', ')}. Give more of the id.`,
    );
  }
  if (record === undefined) {
    throw new BatonError(
      'E_NOT_FOUND',
      `There is no change ${wanted}.${suggestion(
        wanted,
        records.map(({ id }) => id),
      )} \`baton plan history\` lists them.`,
    );
  }
  return record;
}

/** `plan history`. */
export function history(context: CommandContext, given: Given): void {
  const { records, damaged } = readAudit(context.layout);
  const entity = given.args[0];
  const limit = Number(textOption(given, 'limit'));
  if (!Number.isInteger(limit) || limit < 1)
    throw new BatonError(
      'E_USAGE',
      `--limit needs a whole number from 1; received ${JSON.stringify(given.options.limit)}.`,
    );
  const wanted = records.filter(
    ({ changes }) => entity === undefined || changes.some((change) => change.entity === entity),
  );
  const { plan } = loadPlan(context.layout);
  if (entity !== undefined && wanted.length === 0 && currentOf(plan, entity) === null) {
    const known = [
      ...PLAN_FOLDERS.flatMap((kind) => Object.keys(plan[kind]).map((id) => `${kind}/${id}`)),
      ...records.flatMap(({ changes }) => changes.map((change) => change.entity)),
    ];
    throw new BatonError(
      'E_NOT_FOUND',
      `There is no document ${JSON.stringify(entity)}, and none is recorded.${suggestion(entity, known)} Documents are named epics/ID, sprints/ID, teams/ID and project.`,
    );
  }
  const shown = wanted.slice(-limit);
  context.answer(shown, () => [
    ...shown.map(({ id, at, by, user, session, approval, changes }) =>
      [
        id,
        at.slice(0, 19).replace('T', ' '),
        `${user ?? 'unknown'}${session === null ? '' : ` in ${session.slice(0, 8)}`}${approval === undefined ? '' : ` (account ${approval.account ?? 'unknown'}, proposed by ${approval.proposed_by?.slice(0, 8) ?? 'unknown'})`}`,
        `${by}: ${changes.map((change) => change.entity).join(', ')}`,
      ]
        .map((part) => plainText(part, 300))
        .join('  '),
    ),
    ...(shown.length === 0 ? ['No change is recorded.'] : []),
    ...(damaged === 0 ? [] : [`${damaged} lines of the audit log could not be read.`]),
  ]);
}
