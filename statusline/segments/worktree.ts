import { withIcon } from '../../src/render/icons.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** The linked worktree that the client works in: `🌳 parser`. Nothing in the main one, or where the branch says it. */
export const worktreeSegment: SegmentRenderer = ({ worktree, branch }, look) => {
  if (worktree === undefined || worktree === branch?.name) return undefined;
  const { icons } = look;
  const say = (columns: number): string => {
    const name = truncateToWidth(worktree, columns, icons.ellipsis);
    return icons.worktree === '' ? `worktree ${name}` : withIcon(icons.worktree, name);
  };
  return toned(PRIORITY.worktree, 'muted', look, say(24), say(12));
};
