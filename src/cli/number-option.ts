import { BatonError } from '../errors.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';

/** The whole number of an option, `least` to `most`. @throws E_USAGE for anything else. */
export function wholeOption(given: Given, name: string, least: number, most: number): number {
  const text = textOption(given, name) ?? '';
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new BatonError(
    'E_USAGE',
    `--${name} needs a whole number from ${least} to ${most}; received ${JSON.stringify(text)}.`,
  );
}

/** The number of an option, or undefined when it was not given. @throws E_USAGE for what is no number from 0. */
export function amountOption(given: Given, name: string): number | undefined {
  const text = textOption(given, name);
  if (text === undefined || (text.trim() !== '' && Number(text) >= 0 && Number.isFinite(Number(text))))
    return text === undefined ? undefined : Number(text);
  throw new BatonError('E_USAGE', `--${name} needs a number from 0; received ${JSON.stringify(text)}.`);
}
