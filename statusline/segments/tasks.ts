import { withIcon } from '../../src/render/icons.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, tint } from '../segment.ts';

/** Tasks done of all: `📝 3/10 tasks`, in short without the word. Nothing while there is no task; green when all are done. */
export const tasksSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.tasksTotal < 1) return undefined;
  const { tasksDone: done, tasksTotal: total } = session;
  const { icons } = look;
  const tone = done >= total ? 'good' : 'strong';
  const say = (word: string): string => withIcon(icons.tasks, tint(`${done}/${total}${word}`, tone, look));
  const full = say(total === 1 ? ' task' : ' tasks');
  return { priority: PRIORITY.tasks, full, short: icons.tasks === '' ? full : say('') };
};
