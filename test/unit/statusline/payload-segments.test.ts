import { describe, expect, it } from 'vitest';
import { iconSet } from '../../../src/render/icons.ts';
import type { SegmentName } from '../../../src/render/status-line-words.ts';
import type { GitLook } from '../../../src/runtime/git-look.ts';
import type { Look } from '../../../statusline/segment.ts';
import { SEGMENTS } from '../../../statusline/segment-list.ts';
import type { FactSources } from '../../../statusline/status-facts.ts';
import { sessionFacts, statusFacts } from '../../../statusline/status-facts.ts';
import type { StatusInput } from '../../../statusline/status-input.ts';
import { NOW, sampleView } from './sample-line.ts';

const LOOK: Look = {
  columns: 100,
  level: 'none',
  theme: undefined,
  icons: iconSet(),
  links: true,
  quiet: true,
};
const LOUD = { ...LOOK, quiet: false };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function segment(name: SegmentName, sources: Partial<FactSources>, look = LOOK) {
  return SEGMENTS[name](statusFacts({ input: {}, now: NOW, ...sources }), look);
}
const say = (name: SegmentName, sources: Partial<FactSources>, look?: Look) =>
  segment(name, sources, look)?.full;
const tone = (name: SegmentName, sources: Partial<FactSources>) =>
  /^\x1b\[(\d+)m/.exec(say(name, sources, { ...LOUD, level: 'ansi16' }) ?? '')?.[1];

describe('branch', () => {
  const git = (state: Partial<GitLook>, branch = 'main'): Partial<FactSources> => ({
    branch,
    look: { branch: 'main', changed: 0, conflicts: 0, ahead: 0, behind: 0, at: NOW - 1000, ...state },
  });

  it.each([
    ['a clean work tree', {}, 'main'],
    ['changed paths', { changed: 3 }, 'main *3'],
    ['commits ahead and behind', { ahead: 1, behind: 12 }, 'main ↑1 ↓12'],
    ['conflicts first', { changed: 2, conflicts: 1 }, 'main !1 *2'],
    ['its age when it is old', { changed: 3, at: NOW - 5 * MINUTE }, 'main *3 (5m ago)'],
    ['no age of nothing', { at: NOW - 5 * MINUTE }, 'main'],
  ])('says %s', (_, state, text) => {
    expect(say('branch', git(state))).toBe(text);
  });

  it('says nothing of another branch than that which git looked at', () => {
    expect(say('branch', git({ changed: 3 }, 'other'))).toBe('other');
    expect(say('branch', git({ changed: 3, branch: '(detached)' }, '0123abc'))).toBe('0123abc *3');
    expect(say('branch', git({ changed: 3, branch: '(detached)' }, 'other'))).toBe('other');
  });

  it('has signs of ASCII where icons are', () => {
    const ascii = { ...LOOK, icons: iconSet('ascii') };
    expect(say('branch', git({ changed: 3, ahead: 1, behind: 2 }), ascii)).toBe('main *3 +1 -2');
  });

  it('is a link to the repository, and yellow with conflicts', () => {
    const sources = { ...git({ conflicts: 1 }), input: { repository: 'https://example.org/a/b' } };
    expect(say('branch', sources, { ...LOOK, level: 'ansi16' })).toBe(
      '\x1b[33m\x1b]8;;https://example.org/a/b\x1b\\main\x1b]8;;\x1b\\ !1\x1b[39m',
    );
    expect(say('branch', sources, { ...LOOK, level: 'ansi16', links: false })).toBe(
      '\x1b[33mmain !1\x1b[39m',
    );
  });
});

describe('worktree', () => {
  it('is named where the branch does not say it', () => {
    expect(say('worktree', { input: { worktree: 'parser' }, branch: 'main' })).toBe('🌳 parser');
    expect(say('worktree', { input: { worktree: 'parser' }, branch: 'parser' })).toBeUndefined();
    const ascii = { ...LOOK, icons: iconSet('ascii') };
    expect(say('worktree', { input: { worktree: 'parser' } }, ascii)).toBe('worktree parser');
  });
});

describe('pr', () => {
  const request = (more: object): Partial<FactSources> => ({
    input: { pullRequest: { number: 12, url: undefined, reviewState: undefined, kind: undefined, ...more } },
  });

  it.each([
    [{}, 'PR #12', '90'],
    [{ reviewState: 'approved' }, 'PR #12 approved', '32'],
    [{ reviewState: 'CHANGES_REQUESTED' }, 'PR #12 changes requested', '33'],
    [{ reviewState: 'constructor' }, 'PR #12 constructor', '90'],
    [{ kind: 'mr' }, 'MR !12', '90'],
    [{ number: -1 }, undefined, undefined],
  ])('of %j', (more, text, code) => {
    expect(say('pr', request(more))).toBe(text);
    expect(tone('pr', request(more))).toBe(code);
  });

  it('is a link', () => {
    const sources = request({ url: 'https://example.org/12' });
    expect(segment('pr', sources, { ...LOOK, level: 'ansi16' })?.short).toBe(
      '\x1b]8;;https://example.org/12\x1b\\\x1b[90m#12\x1b[39m\x1b]8;;\x1b\\',
    );
  });
});

describe('effort, score', () => {
  it('say what is stated', () => {
    expect(say('effort', { input: { effort: 'high' } })).toBe('high effort');
    const scored = (score: unknown) =>
      say('score', { session: sessionFacts({ ...sampleView(), score } as never, NOW) });
    expect([scored(0.644), scored(0), scored(null), scored(64), scored('x')]).toEqual([
      'score 64%',
      'score 0%',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('health', () => {
  const health = (consensus: number, failing: string[] = [], age = HOUR): Partial<FactSources> => ({
    checks: { consensus, failing, at: NOW - age },
  });

  it.each([
    ['nothing when all is well', health(1), undefined, '90'],
    ['how sound it is', health(0.97), 'health 97%', '90'],
    ['a warning in yellow', health(0.85, ['lint']), 'health 85%: lint', '33'],
    ['too little in red', health(0.6, ['tests', 'lint']), 'health 60%: tests', '31'],
    ['when that was', health(0.6, [], 50 * HOUR), 'health 60% (2d 2h ago)', '31'],
  ])('says %s', (_, sources, text, code) => {
    expect(say('health', sources)).toBe(text);
    expect(tone('health', sources)).toBe(code);
  });

  it('says that all is well where it is asked to', () => {
    expect(say('health', health(1), LOUD)).toBe('health 100%');
  });
});

describe('context', () => {
  const used = (
    contextPercent: number,
    contextTokens: number,
    contextSize = 200_000,
  ): Partial<FactSources> => ({
    input: { contextPercent, contextTokens, contextSize },
  });

  it.each([
    ['no distance while it is far', used(20, 40_000), '20% context'],
    ['the distance from half of the way on', used(42, 84_000), '42% context, ~83k left'],
    ['thousands, rounded down', used(83, 165_500), '83% context, ~1k left'],
    ['that it is due', used(84, 168_000), '84% context, compaction due'],
    ['no distance without a size', { input: { contextPercent: 80, contextTokens: 5 } }, '80% context'],
  ])('says %s', (_, sources, text) => {
    expect(say('context', sources)).toBe(text);
  });

  it('always says it where it is asked to, but not for a conversation that was compacted to nothing', () => {
    expect(say('context', used(20, 40_000), LOUD)).toBe('20% context, ~127k left');
    expect(say('context', used(0, 0), LOUD)).toBe('0% context');
  });
});

describe('limits', () => {
  const limit = (usedPercent: number, left?: number) => ({
    usedPercent,
    resetsAt: left === undefined ? undefined : NOW + left,
  });
  const five = (usedPercent: number, left?: number): { input: StatusInput } => ({
    input: { fiveHours: limit(usedPercent, left) },
  });

  it.each([
    ['nothing while it lasts', five(40, 2 * HOUR), undefined, '90'],
    ['what is nearly used up', five(82, 72 * MINUTE), '5h 82% resets 1h12 (pace 1.1×)', '33'],
    ['what is used up in red', five(95, 2 * MINUTE), '5h 95% resets 2m (pace 1.0×)', '31'],
    ['what will not last', five(40, 4 * HOUR), '5h 40% resets 4h00 (pace 2.0×)', '33'],
    ['no pace too early', five(80, 4.9 * HOUR), '5h 80% resets 4h54', '33'],
    ['no countdown that is not stated', five(80), '5h 80%', '33'],
    ['nothing of a limit that has begun anew', five(99, -1), undefined, undefined],
    ['nothing of nonsense', five(-5, HOUR), undefined, undefined],
    ['nothing without a subscription', {}, undefined, undefined],
  ])('say %s', (_, sources, text, code) => {
    expect(say('limits', sources)).toBe(text);
    expect(tone('limits', sources)).toBe(code);
  });

  it('are both said where that is asked for', () => {
    const input = { fiveHours: limit(40, 2 * HOUR), sevenDays: limit(12, 80 * HOUR) };
    const all = segment('limits', { input }, LOUD);
    expect(all).toEqual({
      priority: all?.priority,
      full: '5h 40% resets 2h00 (pace 0.7×) · 7d 12% resets 3d 8h (pace 0.2×)',
      between: ['5h 40% resets 2h00 · 7d 12% resets 3d 8h', '5h 40% 2h00 · 7d 12% 3d 8h'],
      short: '5h 40% · 7d 12%',
    });
  });

  it('stay longer when they are used up', () => {
    const rank = (percent: number) => segment('limits', five(percent, HOUR))?.priority ?? 0;
    expect(rank(95)).toBeLessThan(rank(85));
  });
});

describe('cache', () => {
  const cache = (warm: boolean, left?: number, more: object = {}): Partial<FactSources> => ({
    input: {
      cache: {
        warm,
        expiresAt: left === undefined ? undefined : NOW + left,
        hitRatio: undefined,
        tokensIfCold: undefined,
        ...more,
      },
    },
  });

  it.each([
    ['nothing while it is warm', cache(true, HOUR), undefined],
    ['that it goes cold soon', cache(true, 90_000), 'cache 1m'],
    ['that it is cold', cache(false), 'cache cold'],
    ['what that costs', cache(false, -5, { tokensIfCold: 217_318 }), 'cache cold (217.3k to write)'],
    ['that it has gone cold since', cache(true, -5), 'cache cold'],
  ])('says %s', (_, sources, text) => {
    expect(say('cache', sources)).toBe(text);
  });

  it('says more where it is asked to', () => {
    expect(say('cache', cache(true, 47 * MINUTE, { hitRatio: 0.972 }), LOUD)).toBe('cache 47m, 97% hits');
    expect(say('cache', cache(true), LOUD)).toBe('cache warm');
    expect(say('cache', cache(true, HOUR, { hitRatio: 7 }), LOUD)).toBe('cache 1h00');
  });
});
