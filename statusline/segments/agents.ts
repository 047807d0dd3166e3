import { counted } from '../../src/counted.ts';
import type { SegmentRenderer } from '../segment.ts';
import { countSegment, ownIcon, PRIORITY } from '../segment.ts';

/** The agents at work now: `👥 2 agents`. Nothing when none runs. */
export const agentsSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.agentsRunning < 1) return undefined;
  const running = session.agentsRunning;
  const icon = ownIcon(look.icons.agents, session, look);
  return countSegment(PRIORITY.agents, 'accent', look, {
    icon,
    count: running,
    words: counted(running, 'agent'),
  });
};
