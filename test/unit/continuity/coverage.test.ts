import { describe, expect, it } from 'vitest';
import { coverageIn } from '../../../src/continuity/coverage.ts';

describe('the covered share in the output of a check', () => {
  it.each([
    [
      'istanbul and v8, as a table',
      'File | % Stmts | % Branch | % Funcs | % Lines | Uncovered\nAll files |   85.71 |    66.66 |     100 |   84.5 |\n a.ts | 1 | 2 | 3 | 4 |',
      84.5,
    ],
    ['istanbul, as a summary', 'Statements   : 90% ( 9/10 )\nLines        : 91.25% ( 73/80 )', 91.25],
    ['node --test', 'ℹ all files | 66.67 | 100.00 | 50.00 |', 66.67],
    ['pytest-cov', 'src/a.py 10 1 90%\nTOTAL      120     10    92%', 92],
    ['go tool cover', 'total:\t(statements)\t81.3%', 81.3],
    ['go test of one package', 'ok  \tx/y\t0.01s\tcoverage: 70.0% of statements', 70],
    ['tarpaulin', '85.71% coverage, 6/7 lines covered', 85.71],
    ['simplecov', 'Line Coverage: 95.5% (191 / 200)', 95.5],
    ['colours', '\u001b[32;1mAll files\u001b[0m | 10 | 20 | 30 | 40 |', 40],
  ])('is read from %s', (_name, output, share) => {
    expect(coverageIn(output)).toBe(share);
  });

  it('is not guessed', () => {
    expect(coverageIn('')).toBeNull();
    expect(coverageIn('100% sure\nTOTAL 3 files\n5 passed')).toBeNull();
    expect(coverageIn('ok a coverage: 70.0% of statements\nok b coverage: 10.0% of statements')).toBeNull();
    expect(coverageIn('TOTAL 1 1 400%')).toBeNull();
  });
});
