import { leftOutDocuments } from '../plan/plan-problem.ts';
import type { PlanBoard } from '../runtime/plan-board.ts';
import { loadBoard, loadPlan } from '../runtime/plan-loader.ts';
import type { LoadedPlan } from '../runtime/plan-reader.ts';
import type { CommandContext } from './command-context.ts';

/** The plan, after telling a person on standard error which of its documents are left out of the answer. */
export function planWithNotice(context: CommandContext): LoadedPlan {
  const loaded = loadPlan(context.layout);
  tellLeftOut(context, loaded);
  return loaded;
}

/** The board, likewise. */
export function boardWithNotice(context: CommandContext): PlanBoard {
  const board = loadBoard(context.layout);
  if (!board.whole) tellLeftOut(context, loadPlan(context.layout));
  return board;
}

function tellLeftOut({ host, options }: CommandContext, { plan, problems }: LoadedPlan): void {
  const files = leftOutDocuments(plan, problems);
  if (files.length === 0 || options.json) return;
  const what = files.length === 1 ? 'A document' : `${files.length} documents`;
  host.err(`${what} of the plan cannot be used: ${files.join(', ')} (\`baton plan validate\` says why).\n`);
}
