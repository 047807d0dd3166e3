import type { SegmentRenderer } from '../segment.ts';
import { countSegment, PRIORITY } from '../segment.ts';

/** Messages from other sessions that wait to be read: `📨 2 unread`. Nothing when there is none. */
export const unreadSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.unread < 1) return undefined;
  const count = session.unread;
  return countSegment(PRIORITY.unread, 'accent', look, {
    icon: look.icons.message,
    count,
    words: `${count} unread`,
  });
};
