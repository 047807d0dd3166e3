import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoreInputs } from '../../../src/insight/score.ts';
import { scoreOf } from '../../../src/insight/score.ts';

/** Document 004's example session: active 141 minutes, idle 8, three commits in 2 h 37, documents only. */
const EXAMPLE: ScoreInputs = {
  active_minutes: 141,
  idle_minutes: 8,
  commits_per_hour: 3 / (157 / 60),
  coverage_delta: null,
  documentation_ratio: 1,
  interruptions: 3,
};

describe('the score', () => {
  it('is 30 % efficiency, 40 % output, 20 % quality, 10 % flow', () => {
    expect(scoreOf(EXAMPLE)).toEqual({
      score: 0.7901,
      efficiency: 0.9463,
      output: 0.5732,
      quality: 1,
      flow: 0.7692,
      known_weight: 1,
    });
  });

  it('is full for two commits an hour, no idle time, documents and nothing that interrupts', () => {
    const best = { ...EXAMPLE, idle_minutes: 0, commits_per_hour: 2, interruptions: 0 };
    expect(scoreOf(best).score).toBe(1);
    expect(scoreOf({ ...best, commits_per_hour: 40 }).output).toBe(1);
  });

  it('takes coverage that was lost as none gained, and adds what was gained to the documentation', () => {
    const quality = (coverage_delta: number | null, documentation_ratio: number | null) =>
      scoreOf({ ...EXAMPLE, coverage_delta, documentation_ratio }).quality;
    expect(quality(-0.2, 0.3)).toBe(0.3);
    expect(quality(0.2, 0.3)).toBe(0.5);
    expect(quality(0.9, 0.3)).toBe(1);
    expect(quality(0.05, null)).toBe(0.05);
    expect(quality(null, null)).toBeNull();
  });

  it('leaves a part that is not known out; the others keep their proportions', () => {
    const known = scoreOf({ ...EXAMPLE, documentation_ratio: null });
    expect(known).toMatchObject({ quality: null, known_weight: 0.8 });
    expect(known.score).toBe(0.7376);
  });

  it('is not told when less than half of it is known', () => {
    const little = scoreOf({ ...EXAMPLE, commits_per_hour: null, documentation_ratio: null });
    expect(little).toMatchObject({ score: null, known_weight: 0.4 });
    const nothing = { active_minutes: 0, idle_minutes: 0, commits_per_hour: null, coverage_delta: null };
    expect(scoreOf({ ...nothing, documentation_ratio: null, interruptions: null })).toEqual({
      score: null,
      efficiency: null,
      output: null,
      quality: null,
      flow: null,
      known_weight: 0,
    });
  });

  it('lies between 0 and 1, and no interruption makes it better', () => {
    const many = { min: 0, max: 1e6, noNaN: true };
    const inputs = fc.record({
      active_minutes: fc.double(many),
      idle_minutes: fc.double(many),
      commits_per_hour: fc.option(fc.double(many)),
      coverage_delta: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
      documentation_ratio: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      interruptions: fc.option(fc.nat(1_000)),
    });
    fc.assert(
      fc.property(inputs, (one) => {
        const { score } = scoreOf(one);
        if (score === null) return;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        if (one.interruptions !== null) {
          const worse = scoreOf({ ...one, interruptions: one.interruptions + 1 }).score ?? 1;
          expect(worse).toBeLessThanOrEqual(score);
        }
      }),
    );
  });
});
