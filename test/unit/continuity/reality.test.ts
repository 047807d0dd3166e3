import { describe, expect, it } from 'vitest';
import { agentProtocol, protocolText } from '../../../src/continuity/protocol.ts';
import { consensusOf } from '../../../src/continuity/reality.ts';

const check = (health: number, weight: number, status: 'ok' | 'skipped' = 'ok') => ({
  health,
  weight,
  status,
});

describe('the consensus of the checks', () => {
  it.each([
    [[], 1],
    [[check(1, 1), check(0, 1)], 0.5],
    [[check(1, 1), check(1, 1), check(0, 3)], 0.4],
    [[check(1, 1), check(0, 3, 'skipped')], 1],
    [[check(1, 1), check(0, 0)], 1],
    [[check(7, 1), check(-7, 1), check(Number.NaN, 2)], 0.25],
    [[check(1, 1), check(1, 1), check(0, 1)], 0.667],
  ])('%j is %d', (checks, consensus) => {
    expect(consensusOf(checks)).toBe(consensus);
  });
});

describe('the protocol', () => {
  it('says how to make the document where there is none, and names no feature it does not know', () => {
    const text = protocolText({ task_id: 't1', document: null, glance: null }).join('\n');
    expect(text).toContain('1. Orient: read `baton task doc t1` (it makes the document) in full');
    expect(text).toContain('3. Plan one feature: the next that does not pass yet. One at a time');
    expect(text).not.toContain('First run again');
    expect(text.length).toBeLessThan(1_300);
  });

  it('names at most two passing features to run again, the newest', () => {
    const passing = ['a', 'b', 'c'].map((id) => ({ id, description: id.toUpperCase() }));
    const glance = {
      task_id: 't1',
      path: 'p',
      state: [],
      next_steps: [],
      issues: [],
      unverified: [],
      passing,
    };
    const text = protocolText({ task_id: 't1', document: 'p', glance }).join('\n');
    expect(text).toContain('First run again what passed: b "B", c "C". What breaks unseen costs most.');
  });

  it('is told to an agent in one paragraph', () => {
    const told = agentProtocol({ task_id: 't1', title: 'Issue tokens', document: null, glance: null });
    expect(told).toBe(
      '[Baton] The session that called you works on task t1, on record as "Issue tokens". If what you were asked belongs to it: ' +
        'Read the code before you change it. Do the one thing you were asked, nothing beyond it. ' +
        'Run its tests and see them pass before you say that it works. ' +
        'Report what you changed, what you saw pass or fail, and what is left: your caller writes the document, and has only your answer.',
    );
  });
});
