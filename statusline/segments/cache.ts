import { durationText } from '../../src/render/duration.ts';
import { countText } from '../../src/render/number-text.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** How long before it goes cold a quiet line speaks of a warm cache. Milliseconds. */
const SOON = 120_000;

/**
 * Whether the conversation lies ready in the prompt cache, as the client states it: `cache cold (217k to write)` in
 * yellow, `cache 47m, 97% hits` while it is warm, with how long it will be. A quiet line speaks of a warm one only in
 * its last two minutes. Nothing where the client says nothing of it (before 2.1.251).
 */
export const cacheSegment: SegmentRenderer = ({ cache, now }, look) => {
  if (cache === undefined) return undefined;
  const left = cache.expiresAt === undefined ? undefined : cache.expiresAt - now;
  if (!cache.warm || (left !== undefined && left <= 0)) {
    const { tokensIfCold = 0 } = cache;
    const full = tokensIfCold < 1 ? 'cache cold' : `cache cold (${countText(tokensIfCold)} to write)`;
    return toned(PRIORITY.cache, 'warn', look, full, 'cache cold');
  }
  if (look.quiet && (left === undefined || left > SOON)) return undefined;
  const short = left === undefined ? 'cache warm' : `cache ${durationText(left)}`;
  const { hitRatio = -1 } = cache;
  const full = hitRatio >= 0 && hitRatio <= 1 ? `${short}, ${Math.round(hitRatio * 100)}% hits` : short;
  return toned(PRIORITY.cache, 'muted', look, full, short);
};
