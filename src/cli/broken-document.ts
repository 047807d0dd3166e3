import { existsSync } from 'node:fs';
import { BatonError, isBatonError } from '../errors.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';
import type { CommandContext } from './command-context.ts';

/**
 * The error to be told: where an epic, a sprint or a team was not found and yet has a document, it is that document
 * which cannot be used, and not the name that is wrong.
 */
export function withBrokenDocument(error: unknown, context: CommandContext): unknown {
  if (!isBatonError(error, 'E_NOT_FOUND')) return error;
  const { kind, id } = error.details;
  const folder = PLAN_FOLDERS.find((one) => one === `${String(kind)}s`);
  if (folder === undefined || typeof id !== 'string' || !isSafeId(id)) return error;
  const path = context.layout.planEntity(folder, id);
  if (!existsSync(path)) return error;
  return new BatonError(
    'E_CORRUPT',
    `${path} is there but cannot be used: \`baton plan validate\` says why. The rest of the plan can.`,
    { kind, id, path },
  );
}
