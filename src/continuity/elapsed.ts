/** A span of time in the largest units that matter: `40 seconds`, `12 minutes`, `3 hours`, `2 days`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return unit(seconds, 'second');
  if (seconds < 3_600) return unit(Math.round(seconds / 60), 'minute');
  if (seconds < 48 * 3_600) return unit(Math.round(seconds / 3_600), 'hour');
  return unit(Math.round(seconds / 86_400), 'day');
}

function unit(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
