import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCheckResults } from '../../../src/runtime/check-results.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function resultsIn(text: string | undefined) {
  const layout = layoutOf(tempDir());
  mkdirSync(layout.cache, { recursive: true });
  if (text !== undefined) writeFileSync(join(layout.cache, 'checks.json'), text);
  return readCheckResults(layout);
}

describe('readCheckResults', () => {
  it('gives the consensus, the checks that found fault, and when they ran', () => {
    const checks = [
      { name: 'lint', health: 1 },
      { name: 'tests', health: 0.2 },
      { health: 0 },
      { name: 'types', health: 'bad' },
      7,
    ];
    expect(resultsIn(JSON.stringify({ consensus: 0.7, checked_at: '2026-11-20T12:00:00Z', checks }))).toEqual(
      {
        consensus: 0.7,
        failing: ['tests'],
        at: Date.parse('2026-11-20T12:00:00Z'),
      },
    );
  });

  it('needs nothing but the consensus', () => {
    expect(resultsIn('{"consensus":1}')).toEqual({ consensus: 1, failing: [], at: undefined });
  });

  it.each([undefined, '', '{', '[]', '{"consensus":null}', '{"consensus":72}', '{"consensus":-1}'])(
    'knows nothing from %s',
    (text) => {
      expect(resultsIn(text)).toBeUndefined();
    },
  );
});
