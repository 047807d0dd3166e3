import { withIcon } from '../../src/render/icons.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY } from '../segment.ts';

/** How many columns the title may take, from much room to little. */
const TITLE_COLUMNS = [60, 40, 28, 16];

/** The task in hand: `▸ Parse the dates`, its title cut when room is short. Nothing when none is. */
export const taskSegment: SegmentRenderer = ({ session }, { icons }) => {
  const title = session?.currentTask;
  if (title === undefined) return undefined;
  const [full = title, ...shorter] = TITLE_COLUMNS.map((columns) =>
    withIcon(icons.task, truncateToWidth(title, columns, icons.ellipsis)),
  );
  return { priority: PRIORITY.task, full, between: shorter.slice(0, -1), short: shorter.at(-1) ?? full };
};
