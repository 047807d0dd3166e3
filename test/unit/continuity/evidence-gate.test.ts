import { describe, expect, it } from 'vitest';
import type { EvidenceFacts } from '../../../src/continuity/evidence-gate.ts';
import { judgeEvidence } from '../../../src/continuity/evidence-gate.ts';
import { claimedFeatures, unverifiedFeatures, writtenByHand } from '../../../src/continuity/unverified.ts';
import type { Feature } from '../../../src/documents/checklist.ts';

type Check = EvidenceFacts['checks'][number];

const CHECK: Check = {
  command: 'npm test',
  kind: 'test',
  outcome: 'ok',
  exit_code: 0,
  duration_ms: 100,
  tree: 'aaa',
  coverage: null,
  agent_id: null,
  tool_use_id: 'toolu_1',
  at: '2026-03-02T09:00:01.000Z',
  ended_at: '2026-03-02T09:00:00.000Z',
};
const judge = (changes: Partial<EvidenceFacts> = {}) =>
  judgeEvidence({ checks: [CHECK], files: [], doubted: null, tree: 'aaa', command: null, ...changes });
const reason = (changes: Partial<EvidenceFacts> = {}) => {
  const verdict = judge(changes);
  return verdict.proven ? 'proven' : verdict.reason;
};
const edit = (path: string, at: string) => ({ path, edits: 1, edited_at: at });

describe('the gate', () => {
  it('lets a feature pass when the last test passed on the tree as it is', () => {
    expect(judge()).toEqual({ proven: true, check: CHECK });
    expect(reason({ files: [edit('/w/a.ts', '2026-03-02T09:05:00.000Z')] })).toBe('proven');
  });

  it('asks for a test where none was seen, and says what the last one lacked', () => {
    const none =
      'No test has been seen in this session. Run the tests as one plain command, then verify again.';
    expect(reason({ checks: [] })).toBe(none);
    expect(reason({ checks: [{ ...CHECK, kind: 'lint' }] })).toBe(none);
    const doubted = {
      command: 'npm test | tail',
      kind: 'test' as const,
      reason: 'the exit code is that of "tail" at the end of the pipe',
      at: '2026-03-02T09:10:00.000Z',
    };
    expect(reason({ checks: [], doubted })).toBe(
      `${none} "npm test | tail" proves nothing, because the exit code is that of "tail" at the end of the pipe.`,
    );
    expect(reason({ doubted })).toBe('proven');
  });

  it('refuses after a check that failed, even where one before it passed', () => {
    const failed: Check = { ...CHECK, outcome: 'failed', exit_code: 1 };
    expect(reason({ checks: [failed, CHECK] })).toBe(
      'The last check failed with exit code 1: "npm test" (2026-03-02T09:00:00.000Z). Mend what it found, run it again, then verify.',
    );
  });

  it('refuses when the tree is another one, whoever changed it, and names the edits it knows', () => {
    expect(reason({ tree: 'bbb' })).toBe(
      'The working tree has changed since the last check passed: "npm test" (2026-03-02T09:00:00.000Z). Run it again, then verify.',
    );
    expect(reason({ tree: 'bbb', files: [edit('/w/a.ts', '2026-03-02T09:05:00.000Z')] })).toContain(
      ' Edited since: /w/a.ts. Run it again',
    );
  });

  it('goes by the recorded edits where a tree is not known', () => {
    for (const unknown of [{ tree: null }, { checks: [{ ...CHECK, tree: null }] }]) {
      expect(reason(unknown)).toBe('proven');
      expect(reason({ ...unknown, files: [edit('/w/a.ts', '2026-03-02T08:59:00.000Z')] })).toBe('proven');
      expect(
        reason({ ...unknown, files: [edit('/w/.baton/tasks/t1-state.md', '2026-03-02T09:05:00.000Z')] }),
      ).toBe('proven');
      expect(reason({ ...unknown, files: [edit('/w/a.ts', '2026-03-02T09:00:00.500Z')] })).toContain(
        'Edited since: /w/a.ts.',
      );
    }
  });

  it('wants the feature’s own command where it has one, of whatever kind', () => {
    const own = { command: 'npm  run e2e' };
    expect(reason(own)).toBe(
      'The feature\'s own command, "npm  run e2e", has not been seen in this session. Run it plainly, then verify again.',
    );
    expect(
      reason({ ...own, checks: [{ ...CHECK, kind: 'other', command: 'CI=1 npm run e2e -- --quick' }] }),
    ).toBe('proven');
    for (const command of ['npm run e2e:quick', 'npm run e2e-none', 'xnpm run e2e'])
      expect(reason({ ...own, checks: [{ ...CHECK, command }] })).toContain('has not been seen');
    expect(reason({ command: ' ', checks: [{ ...CHECK, kind: 'lint' }] })).toContain('No test has been seen');
  });
});

describe('features that nobody verified', () => {
  const feature = (id: string, passes: boolean, evidence: Feature['evidence'] = null): Feature => ({
    id,
    description: id,
    passes,
    tested_at: null,
    command: null,
    evidence,
  });
  const check = (session?: string): Feature['evidence'] => ({
    by: 'check',
    at: 'x',
    ...(session === undefined ? {} : { session }),
  });

  it('are those that pass without evidence, or with evidence that this machine knows nothing of', () => {
    const list = [
      feature('open', false),
      feature('bare', true),
      feature('forged', true, check('s-1')),
      feature('good', true, check('s-2')),
      feature('elsewhere', true, check('s-9')),
      feature('nameless', true, check()),
      feature('person', true, { by: 'override', at: 'x', reason: 'seen' }),
      feature('marked', true, { by: 'hand', at: 'x' }),
    ];
    const verified = (session: string) => (session === 's-9' ? undefined : session === 's-2');
    expect(writtenByHand(list, verified).map(({ id }) => id)).toEqual(['bare', 'forged', 'nameless']);
    expect(unverifiedFeatures(list)).toEqual([
      { id: 'open', why: 'does not pass yet' },
      { id: 'bare', why: 'was written by hand, without evidence' },
      { id: 'marked', why: 'was written by hand, without evidence' },
    ]);
  });

  it('are claimed by an edit that makes them pass, under their own id or another', () => {
    const before = [feature('a', true), feature('b', false)];
    const now = [feature('a', true), feature('b', true), feature('c', true), feature('d', false)];
    expect(claimedFeatures(before, now).map(({ id }) => id)).toEqual(['b', 'c']);
  });
});
