import { withIcon } from '../../src/render/icons.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** The git branch, or the short commit when none is checked out: `main`. At most 32 columns, 16 when room is short. */
export const branchSegment: SegmentRenderer = ({ branch }, look) => {
  if (branch === undefined) return undefined;
  const say = (columns: number): string =>
    withIcon(look.icons.branch, truncateToWidth(branch, columns, look.icons.ellipsis));
  return toned(PRIORITY.branch, 'muted', look, say(32), say(16));
};
