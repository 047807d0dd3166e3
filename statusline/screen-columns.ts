/** Columns that a row leaves free: the client indents the line by two and may put a notice at its right end. */
const SLACK = 4;
const USUAL = 80;

/** How many columns a row may fill on a screen whose width is in COLUMNS; 80 when that says nothing. At least 1. */
export function screenColumns(env: Readonly<Record<string, string | undefined>>): number {
  const stated = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : USUAL;
  return Math.max(1, stated - SLACK);
}
