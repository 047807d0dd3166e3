import { describe, expect, it } from 'vitest';
import { insightsOf } from '../../../src/insight/insights.ts';
import type { SessionNumbers } from '../../../src/insight/score-inputs.ts';
import { numbers } from './numbers.ts';

const kinds = (changes: Partial<SessionNumbers>) => insightsOf(numbers(changes)).map(({ kind }) => kind);

describe('the insights', () => {
  it('are none where nothing stands out', () => {
    expect(insightsOf(numbers())).toEqual([]);
  });

  it.each<[string, Partial<SessionNumbers>, Partial<SessionNumbers>]>([
    ['slow_setup', { setup_minutes: 15.1 }, { setup_minutes: 15 }],
    ['interrupted', { interruptions: 6 }, { interruptions: 5 }],
    ['few_commits', { commits_per_hour: 0.49 }, { commits_per_hour: 0.5 }],
    ['many_commits', { commits_per_hour: 4.1 }, { commits_per_hour: 4 }],
    ['coverage_fell', { coverage_delta: -0.01 }, { coverage_delta: 0 }],
    ['few_documents', { documentation_ratio: 0.09 }, { documentation_ratio: 0.1 }],
    ['few_documents', { documentation_ratio: 0, edits: 5 }, { documentation_ratio: 0, edits: 4 }],
    ['idle', { idle_minutes: 111 }, { idle_minutes: 110 }],
    ['tools_fail', { tool_failures: 21 }, { tool_failures: 20 }],
    ['switching', { context_switches: 6 }, { context_switches: 5 }],
    ['large_commits', { lines_added: 1_141 }, { lines_added: 1_140 }],
    ['compacted', { compactions: 2 }, { compactions: 1 }],
    ['cold_cache', { cache_share: 0.59 }, { cache_share: 0.59, tokens: 999_999 }],
    ['costly_commits', { cost_usd: 30.3 }, { cost_usd: 30 }],
    ['tests_red', { tests_failed: 4 }, { tests_failed: 3 }],
  ])('tell of %s just beyond its threshold', (kind, beyond, within) => {
    expect(kinds(beyond)).toEqual([kind]);
    expect(kinds(within)).toEqual([]);
  });

  it('say nothing of what is not known', () => {
    const unknown = { interruptions: null, commits_per_hour: null, coverage_delta: null } as const;
    expect(kinds({ ...unknown, documentation_ratio: null, cache_share: null, cost_usd: null })).toEqual([]);
  });

  it('hold the numbers that they follow from', () => {
    const texts = insightsOf(numbers({ setup_minutes: 21.4, idle_minutes: 330, coverage_delta: -0.031 }));
    expect(texts.map(({ text }) => text)).toEqual([
      'Test coverage fell by 3 points: add tests for the new code.',
      'Setup took 21 minutes: let a script or a slash command do it.',
      '75 % of the time was idle: close a session that waits, or give it the next task.',
    ]);
  });
});
