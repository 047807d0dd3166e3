import { counted } from '../../src/counted.ts';
import type { SegmentRenderer } from '../segment.ts';
import { countSegment, PRIORITY } from '../segment.ts';

/** The open blockers, in red: `⛔ 1 blocker`. Nothing when there is none. */
export const blockersSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.blockers < 1) return undefined;
  const count = session.blockers;
  const words = counted(count, 'blocker');
  return countSegment(PRIORITY.blockers, 'bad', look, { icon: look.icons.blocker, count, words });
};
