/** How well-known reporters print the share of covered lines; the first group is the number. */
const REPORTS: readonly RegExp[] = [
  // istanbul, c8, vitest and jest as a table: statements, branches, functions, lines
  /^all files\s*\|\s*[\d.]+\s*\|\s*[\d.]+\s*\|\s*[\d.]+\s*\|\s*([\d.]+)\s*\|/i,
  // the same as a summary, and phpunit
  /^lines\s*:\s*([\d.]+)%/i,
  // node --test: lines, branches, functions
  /^(?:[#ℹ]\s*)?all files\s*\|\s*([\d.]+)\s*\|/i,
  // pytest-cov, coverage.py, cargo llvm-cov
  /^total\s.*?\b([\d.]+)%\s*$/i,
  // go tool cover -func
  /^total:\s+\(statements\)\s+([\d.]+)%/i,
  // cargo tarpaulin
  /^([\d.]+)% coverage, \d+\/\d+ lines covered/i,
  // simplecov
  /^line coverage:\s*([\d.]+)%/i,
];
/** `go test -cover` prints one line a package: several of them have no common number. */
const GO_PACKAGE = /^(?:ok\s.*)?coverage: ([\d.]+)% of statements/;
const ESCAPES = /\u001b\[[0-9;]*m/g;
const MOST_CHARACTERS = 200_000;

/** The covered share in per cent that the output of a check tells in a known form; null where it tells none. */
export function coverageIn(output: string): number | null {
  const lines = output
    .slice(-MOST_CHARACTERS)
    .replace(ESCAPES, '')
    .split('\n')
    .map((line) => line.trim());
  for (const report of REPORTS) {
    const found = lines.map((line) => report.exec(line)?.[1]).filter((number) => number !== undefined);
    const share = percent(found.at(-1));
    if (share !== null) return share;
  }
  const packages = lines.map((line) => GO_PACKAGE.exec(line)?.[1]).filter((number) => number !== undefined);
  return packages.length === 1 ? percent(packages[0]) : null;
}

function percent(text: string | undefined): number | null {
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) && number >= 0 && number <= 100 ? number : null;
}
