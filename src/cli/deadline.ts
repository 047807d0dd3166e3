import { BatonError } from '../errors.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time to come, in milliseconds since 1970, from a span (`30m`, `2h`, `3d`) or an ISO time. @throws E_USAGE. */
export function deadlineOf(text: string, now: number): number {
  const span = /^(\d{1,6})([mhd])$/.exec(text);
  if (span !== null) return now + Number(span[1]) * (UNITS[span[2] ?? 'm'] ?? 0);
  // Date.parse alone takes a bare 5 for the month of May.
  const time = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new BatonError(
    'E_USAGE',
    `--deadline ${JSON.stringify(text)} is no time. Give a span (30m, 2h, 3d) or an ISO time (2026-11-20T10:00Z).`,
  );
}
