import { withIcon } from '../../src/render/icons.ts';
import type { SessionMode } from '../../src/session/view.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned, withTight } from '../segment.ts';

const SHORT_NAMES: Readonly<Record<SessionMode, string>> = {
  development: 'dev',
  leadership: 'lead',
  sprint: 'sprint',
  config: 'config',
};

/**
 * The mode with its icon: `⚡ development`, the icon alone where a row would break. `💤 idle` while the session is dormant; `baton off`, quietly, when Baton
 * follows the session but does not orchestrate it; nothing where Baton has no session.
 */
export const modeSegment: SegmentRenderer = ({ session }, look) => {
  if (session === undefined) return undefined;
  if (!session.orchestrated) return toned(PRIORITY.off, 'muted', look, 'baton off', 'off');
  if (session.dormant) {
    const idle = withIcon(look.icons.idle, 'idle');
    return toned(PRIORITY.mode, 'muted', look, idle, idle);
  }
  const icon = look.icons[session.mode];
  const full = withIcon(icon, session.mode);
  const short = SHORT_NAMES[session.mode];
  const segment = toned(PRIORITY.mode, 'accent', look, full, withIcon(icon, short));
  return icon === '' ? segment : withTight(segment, 'accent', look, icon);
};
