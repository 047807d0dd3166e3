import { BatonError } from '../errors.ts';
import { areaOf } from '../plan/permissions.ts';
import { plainText } from '../render/terminal-text.ts';
import type { BrokenDocument } from '../runtime/recover-plan.ts';
import { brokenDocuments, recoverPlan } from '../runtime/recover-plan.ts';
import type { Given } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { authorOf, requireArea } from './plan-edit.ts';

/** `plan recover`. */
export function recover(context: CommandContext, given: Given): void {
  const { layout, store } = context;
  const broken = brokenDocuments(layout);
  if (given.options.dryRun === true) {
    if (broken.length > 0)
      throw new BatonError('E_CORRUPT', `${broken.map(plan).join(' ')} Nothing was written.`, {
        documents: broken.map(row),
      });
    context.answer({ documents: [], aside: null }, () => ['Every document of the plan can be used.']);
    return;
  }
  for (const { entity } of broken) requireArea(context, areaOf(entity));
  const { found, aside } = recoverPlan(layout, store, authorOf(context));
  context.answer({ documents: found.map(row), aside }, () => [
    ...(found.length === 0 ? ['Every document of the plan can be used.'] : found.map(outcome)),
    ...(aside === null ? [] : [`The broken ones are kept in ${plainText(aside, 300)}`]),
  ]);
}

function row({ entity, good }: BrokenDocument) {
  return { entity, change: good?.change ?? null, at: good?.at ?? null };
}

function plan({ entity, path, good }: BrokenDocument): string {
  return good === undefined
    ? `${entity} is broken and the audit log has no good version: take it from git (git checkout -- ${path}).`
    : `${entity} is broken; \`baton plan recover\` puts the version of ${good.at} back and keeps the broken one aside.`;
}

function outcome({ entity, path, good }: BrokenDocument): string {
  return plainText(
    good === undefined
      ? `${entity} stays broken: the audit log has no good version. Take it from git: git checkout -- ${path}`
      : `${entity} is as it was at ${good.at} (change ${good.change}).`,
    400,
  );
}
