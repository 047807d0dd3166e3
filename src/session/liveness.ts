import type { SessionView } from './view.ts';

/** Hours without any activity after which a session has expired (PRODUCT S9), where the settings name no others. */
export const EXPIRY_HOURS = 24;

/** How many sessions may be live at once in one project (PRODUCT A9). */
export const MOST_LIVE_SESSIONS = 10;

/** What a session is, seen from outside at one moment. Never stored: computed on every read. */
export type Liveness = 'live' | 'expired' | 'crashed' | 'closed';

/** The part of a session that its liveness follows from. */
export type LivenessFacts = Pick<SessionView, 'status' | 'last_activity' | 'process' | 'end_reason'>;

/**
 * Whether a session is live. `life` is what the system says of its process: a session that never closed and
 * whose process is gone has crashed. Without a process to ask (another machine, made by hand) the time of
 * the last activity decides.
 */
export function livenessOf(
  session: LivenessFacts,
  life: 'running' | 'gone' | 'unknown',
  now: number,
  expiryHours: number,
): Liveness {
  if (session.status === 'dormant') return session.end_reason === 'crashed' ? 'crashed' : 'closed';
  if (session.process !== null && life === 'gone') return 'crashed';
  const idle = now - Date.parse(session.last_activity);
  return idle > expiryHours * 3_600_000 ? 'expired' : 'live';
}
