import { countText } from '../../src/render/number-text.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** What a token takes on average in English text. */
const BYTES_PER_TOKEN = 4;

/** How much of the context is text from Baton's hooks, estimated from its bytes: `~794 tokens injected`. */
export const injectedSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined || session.injectedBytes < 1) return undefined;
  const tokens = `~${countText(Math.ceil(session.injectedBytes / BYTES_PER_TOKEN))}`;
  return toned(PRIORITY.injected, 'muted', look, `${tokens} tokens injected`, `${tokens} injected`);
};
