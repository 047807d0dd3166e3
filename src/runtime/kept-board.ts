import { BatonError } from '../errors.ts';
import type { Layout } from '../store/layout.ts';
import type { PlanBoard } from './plan-board.ts';
import { readBoardIndex } from './plan-board.ts';
import { isSettled, stampOf } from './plan-files.ts';

/**
 * What the board needs of the plan, from the index alone: what `loadBoard` gives where no document was touched since.
 * Apart from it, because whoever reads documents needs their schemas, and loading those takes longer than the answer.
 *
 * @throws E_NOT_FOUND when the index is missing, damaged or older than a document, or a document cannot be used:
 * `loadBoard` has to read them, and somebody to tell of it.
 */
export function keptBoard(layout: Layout, now: number): PlanBoard {
  const stamp = stampOf(layout);
  const kept = isSettled(stamp, now) ? readBoardIndex(layout, stamp, refuse) : undefined;
  return kept?.whole ? kept : refuse();
}

function refuse(): never {
  throw new BatonError('E_NOT_FOUND', 'The plan has been touched since its index was kept.');
}
