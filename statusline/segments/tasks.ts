import { paint } from '../../src/render/colour.ts';
import { withIcon } from '../../src/render/icons.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY } from '../segment.ts';

/** How many columns the title may take, from much room to little. */
const TITLE_COLUMNS = [60, 40, 28, 16];

/**
 * Tasks done of all and the one in hand: `📝 3/10 tasks · Parse the dates`; the title is cut, then left out, then the
 * word, when room is short. Nothing while there is no task; green when all are done.
 */
export const tasksSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.tasksTotal < 1) return undefined;
  const { tasksDone: done, tasksTotal: total, currentTask: title } = session;
  const { icons, level } = look;
  const tone = done >= total ? 'good' : 'strong';
  const say = (word: string): string => withIcon(icons.tasks, paint(`${done}/${total}${word}`, tone, level));
  const counted = say(total === 1 ? ' task' : ' tasks');
  const short = icons.tasks === '' ? counted : say('');
  if (title === undefined) return { priority: PRIORITY.tasks, full: counted, short };
  const titled = TITLE_COLUMNS.map(
    (columns) => `${counted} ${icons.dot} ${truncateToWidth(title, columns, icons.ellipsis)}`,
  );
  const [full = counted, ...between] = [...titled, counted];
  return { priority: PRIORITY.tasks, full, between, short };
};
