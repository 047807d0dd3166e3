const UNITS = ['', 'k', 'M', 'G'];

/**
 * A count in at most five characters: `999`, `15.4k`, `2M`; one decimal, left out when it is zero. Rounds half up;
 * negative or not finite reads as `0`.
 */
export function countText(count: number): string {
  let value = Number.isFinite(count) ? Math.max(0, count) : 0;
  let unit = 0;
  while (
    Math.round(value * (unit === 0 ? 1 : 10)) >= (unit === 0 ? 1000 : 10000) &&
    unit < UNITS.length - 1
  ) {
    value /= 1000;
    unit += 1;
  }
  const rounded = unit === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${rounded}${UNITS[unit] ?? ''}`;
}

/**
 * An amount in US dollars: `$0.42`, whole dollars from 100 on, `<$0.01` for what is less than a cent but more than
 * nothing. Negative or not finite reads as `$0.00`.
 */
export function moneyText(dollars: number): string {
  const amount = Number.isFinite(dollars) ? Math.max(0, dollars) : 0;
  if (amount > 0 && amount < 0.005) return '<$0.01';
  return amount < 99.995 ? `$${amount.toFixed(2)}` : `$${Math.round(amount)}`;
}

/** A number of bytes in units of 1,024: `812 B`, `3.1 KB`, `2 MB`. Negative or not finite reads as `0 B`. */
export function bytesText(bytes: number): string {
  const size = Number.isFinite(bytes) ? Math.max(0, bytes) : 0;
  if (size < 1024) return `${Math.round(size)} B`;
  const [value, unit] = size < 1024 * 1023.95 ? [size / 1024, 'KB'] : [size / (1024 * 1024), 'MB'];
  return `${Math.round(value * 10) / 10} ${unit}`;
}
