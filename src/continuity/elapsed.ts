import { counted } from '../counted.ts';

/** A span of time in the largest units that matter: `40 seconds`, `12 minutes`, `3 hours`, `2 days`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return counted(seconds, 'second');
  if (seconds < 3_600) return counted(Math.round(seconds / 60), 'minute');
  if (seconds < 48 * 3_600) return counted(Math.round(seconds / 3_600), 'hour');
  return counted(Math.round(seconds / 86_400), 'day');
}
