import { moneyText } from '../../src/render/number-text.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** What the session has cost so far, as the client states it: `$0.42`. Nothing while that is nothing. */
export const costSegment: SegmentRenderer = ({ costUsd }, look) => {
  if (costUsd === undefined || costUsd <= 0) return undefined;
  const text = moneyText(costUsd);
  return toned(PRIORITY.cost, 'muted', look, text, text);
};
