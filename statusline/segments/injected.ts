import { bytesText } from '../../src/render/number-text.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** How much text Baton's hooks have put into the session: `3.1 KB injected`. Only shown when asked for by name. */
export const injectedSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.injectedBytes < 1) return undefined;
  const size = bytesText(session.injectedBytes);
  return toned(PRIORITY.injected, 'muted', look, `${size} injected`, size);
};
