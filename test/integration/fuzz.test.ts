import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TARGETS } from '../fuzz/targets.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { Chance } from '../torture/chance.ts';

/** Always the same cases, so that one that fails here fails again; `npm run fuzz` takes others each time. */
const SEED = 20_261_121;
const CASES = 300;

describe.each(TARGETS)('$name', (target) => {
  it('are taken, or refused in words, when they are nearly right', async () => {
    const prepared = await target.prepare(join(tempDir(), 'project'));
    for (let index = 0; index < CASES; index++)
      expect(await prepared.attempt(new Chance(SEED + index)), `case ${index}`).toBeUndefined();
  });
});
