const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A time span in milliseconds as a person says it, at most two units, rounded down: `45s`, `12m`, `2h05`, `3d 4h`.
 * A span below zero (clocks that disagree) or not finite reads as `0s`.
 */
export function durationText(milliseconds: number): string {
  const span = Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
  if (span < MINUTE) return `${Math.floor(span / SECOND)}s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}m`;
  if (span < DAY) {
    const minutes = Math.floor((span % HOUR) / MINUTE);
    return `${Math.floor(span / HOUR)}h${String(minutes).padStart(2, '0')}`;
  }
  const hours = Math.floor((span % DAY) / HOUR);
  return `${Math.floor(span / DAY)}d${hours === 0 ? '' : ` ${hours}h`}`;
}
