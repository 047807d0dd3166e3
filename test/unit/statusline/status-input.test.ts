import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screenColumns } from '../../../statusline/screen-columns.ts';
import { parseStatusInput } from '../../../statusline/status-input.ts';
import { payload } from './sample-line.ts';

describe('parseStatusInput', () => {
  it('reads what the client sends during a turn', () => {
    expect(parseStatusInput(payload('working'))).toEqual({
      sessionId: '5e0c7a12-3b64-4f0e-9d2b-8a1f6c2e9b01',
      modelName: 'Opus 4.8 (1M context)',
      currentDir: '/srv/work/ledger',
      projectDir: '/srv/work/ledger',
      contextPercent: 41,
      contextTokens: 412_000,
      contextSize: 1_000_000,
      costUsd: 0.4187,
      effort: 'high',
    });
  });

  it('reads limits, prompt cache, pull request, worktree and repository', () => {
    expect(parseStatusInput(payload('everything'))).toMatchObject({
      worktree: 'parser',
      repository: 'https://github.com/ada/ledger',
      fiveHours: { usedPercent: 82, resetsAt: Date.parse('2026-11-20T13:12:00Z') },
      sevenDays: { usedPercent: 40, resetsAt: Date.parse('2026-11-23T12:00:00Z') },
      cache: {
        warm: true,
        expiresAt: Date.parse('2026-11-20T12:47:00Z'),
        hitRatio: 0.9721,
        tokensIfCold: 144_000,
      },
      pullRequest: { number: 12, url: 'https://github.com/ada/ledger/pull/12', reviewState: 'approved' },
    });
  });

  it('reads a moment in seconds and as ISO 8601', () => {
    const limit = (resets_at: unknown) =>
      parseStatusInput(JSON.stringify({ rate_limits: { five_hour: { used_percentage: 5, resets_at } } }))
        .fiveHours?.resetsAt;
    expect(limit(1_795_176_000)).toBe(Date.parse('2026-11-20T12:00:00Z'));
    expect(limit('2026-11-20T12:00:00Z')).toBe(Date.parse('2026-11-20T12:00:00Z'));
    expect([limit(null), limit('soon'), limit(1e300)]).toEqual([undefined, undefined, undefined]);
  });

  it('says nothing of a prompt cache that was never seen', () => {
    const text = '{"prompt_cache":{"warm":false,"caching_observed":false}}';
    expect(parseStatusInput(text).cache).toBeUndefined();
  });

  it('has no percentage before the first turn', () => {
    expect(parseStatusInput(payload('start'))).toMatchObject({ contextPercent: undefined, costUsd: 0 });
  });

  it('takes the model id where there is no name, and cwd where there is no current_dir', () => {
    expect(parseStatusInput('{"cwd":"/a","model":{"id":"m","display_name":""}}')).toEqual({
      currentDir: '/a',
      modelName: 'm',
    });
  });

  it('reads past a byte order mark', () => {
    expect(parseStatusInput('\ufeff{"session_id":"s"}')).toEqual({ sessionId: 's' });
  });

  it.each([
    '',
    '{',
    'null',
    '"text"',
    '[{"cwd":"/a"}]',
    '{"cwd":7,"model":"m","workspace":[],"cost":{"total_cost_usd":"1"},"context_window":null}',
  ])('has no field for %s', (text) => {
    expect(parseStatusInput(text)).toEqual({});
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(parseStatusInput(text)).toBeTypeOf('object');
      }),
    );
  });
});

describe('screenColumns', () => {
  it.each([
    ['100', 96],
    ['1', 1],
    ['5', 1],
    [undefined, 76],
    ['', 76],
    ['0', 76],
    ['-3', 76],
    ['wide', 76],
    ['1e3', 76],
    ['999999', 76],
  ])('COLUMNS=%s leaves %d', (COLUMNS, columns) => {
    expect(screenColumns({ COLUMNS })).toBe(columns);
  });
});
