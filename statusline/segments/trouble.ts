import { withIcon } from '../../src/render/icons.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** Where to look when something inside Baton has just failed: `⚠ baton doctor`. Nothing when all went well. */
export const troubleSegment: SegmentRenderer = ({ trouble }, look) => {
  if (!trouble) return undefined;
  const text = withIcon(look.icons.warning, 'baton doctor');
  return toned(PRIORITY.trouble, 'warn', look, text, text);
};
