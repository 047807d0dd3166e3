import { withIcon } from '../../src/render/icons.ts';
import type { SegmentRenderer } from '../segment.ts';
import { ownIcon, PRIORITY, toned } from '../segment.ts';

/**
 * The day of the sprint: `🏃 sprint day 3 of 10`, without `of 10` when its length is not known; yellow from the day
 * after its last. Nothing without a sprint or before its start.
 */
export const sprintSegment: SegmentRenderer = ({ session }, look) => {
  if (session?.sprint === undefined) return undefined;
  const { day, days } = session.sprint;
  const icon = ownIcon(look.icons.sprint, session, look);
  const full = withIcon(icon, `sprint day ${day}${days === undefined ? '' : ` of ${days}`}`);
  const short = withIcon(icon, `day ${day}${days === undefined ? '' : `/${days}`}`);
  return toned(PRIORITY.sprint, days !== undefined && day > days ? 'warn' : 'muted', look, full, short);
};
