import { durationText } from '../duration.ts';
import { moneyText } from '../number-text.ts';

/** `2026-11-20 14:05`. */
export function minuteText(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** Minutes as a person says them. */
export function minutesText(minutes: number | null | undefined): string {
  return durationText((minutes ?? 0) * 60_000);
}

/** Dollars, or that the price is not known. */
export function costText(dollars: number | null): string {
  return dollars === null ? 'unknown' : moneyText(dollars);
}

/** A share of 0 to 1 as per cent, a dash where there is none. */
export function percentText(share: number | null): string {
  return share === null ? '–' : String(Math.round(share * 100));
}
