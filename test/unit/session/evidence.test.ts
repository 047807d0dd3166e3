import { describe, expect, it } from 'vitest';
import { observeCheck, observeCommits, observeHead } from '../../../src/session/commands/evidence.ts';
import type { EventData, SessionEvent } from '../../../src/session/event.ts';
import { given, minute, READY, stateAfter } from '../../helpers/given.ts';

const check = (changes: Partial<EventData<'check_observed'>> = {}): EventData<'check_observed'> => ({
  command: 'npm test',
  kind: 'test',
  outcome: 'ok',
  exit_code: 0,
  duration_ms: 1_200,
  tree: 'abc:1',
  coverage: null,
  agent_id: null,
  tool_use_id: 'toolu_1',
  ...changes,
});
const commit = (hash: string, changes: Partial<EventData<'commit_observed'>> = {}) => ({
  hash,
  subject: 'feat: keep the order',
  at: '2026-03-02T08:59:00.000Z',
  files: 2,
  insertions: 10,
  deletions: 3,
  ...changes,
});
const checked = (changes: Partial<EventData<'check_observed'>> = {}): SessionEvent => ({
  type: 'check_observed',
  data: check(changes),
});
const committed = (hash: string): SessionEvent => ({ type: 'commit_observed', data: commit(hash) });

describe('a check', () => {
  it('is kept with the time at which it was seen, the newest first', () => {
    const { checks } = stateAfter([
      ...READY,
      checked(),
      checked({ outcome: 'failed', exit_code: 1, tool_use_id: 'toolu_2' }),
    ]).observability;
    expect(checks).toEqual([
      { ...check({ outcome: 'failed', exit_code: 1, tool_use_id: 'toolu_2' }), at: minute(3) },
      { ...check(), at: minute(2) },
    ]);
  });

  it('counts once, however often its call is told', () => {
    given(...READY, checked())
      .when((state) => observeCheck(state, check()))
      .gives();
    const unnamed = check({ tool_use_id: null });
    given(...READY, checked({ tool_use_id: null }))
      .when((state) => observeCheck(state, unnamed))
      .gives({ type: 'check_observed', data: unnamed });
  });

  it('keeps its command on one line, cut and without secrets', () => {
    const command = `API_TOKEN=abcdef123456 npm test -- \\\n  --grep "${'order '.repeat(80)}"`;
    const [event] = observeCheck(stateAfter(READY), check({ command }));
    const kept = event?.type === 'check_observed' ? event.data.command : '';
    expect(kept.startsWith('API_TOKEN=[redacted] npm test -- \\ --grep "order order')).toBe(true);
    expect(kept).toHaveLength(300);
  });

  it('is remembered fifty times', () => {
    const many = Array.from({ length: 60 }, (_, index) => checked({ tool_use_id: `toolu_${index}` }));
    const { checks } = stateAfter([...READY, ...many]).observability;
    expect(checks).toHaveLength(50);
    expect(checks[0]?.tool_use_id).toBe('toolu_59');
  });

  it('shows that the session is at work', () => {
    expect(stateAfter([...READY, checked()]).lifecycle.last_activity).toBe(minute(2));
  });
});

describe('a commit', () => {
  it('is kept, counted with its lines, and is what is checked out', () => {
    const { observability } = stateAfter([...READY, committed('a1'), committed('b2')]);
    expect(observability.commits).toEqual([commit('b2'), commit('a1')]);
    expect(observability.metrics).toMatchObject({ commits: 2, lines_added: 20, lines_removed: 6 });
    expect(observability.head).toBe('b2');
  });

  it('counts once, even when two recorders have told of it', () => {
    const { observability } = stateAfter([...READY, committed('a1'), committed('a1')]);
    expect(observability.commits).toHaveLength(1);
    expect(observability.metrics.commits).toBe(1);
    given(...READY, committed('a1'))
      .when((state) => observeCommits(state, [commit('a1'), commit('b2')]))
      .gives(committed('b2'));
  });

  it('keeps its subject without secrets', () => {
    given(...READY)
      .when((state) => observeCommits(state, [commit('a1', { subject: 'rotate password=hunter22' })]))
      .gives({
        type: 'commit_observed',
        data: commit('a1', { subject: 'rotate password=[redacted]' }),
      });
  });

  it('is remembered a hundred times, and counted every time', () => {
    const many = Array.from({ length: 120 }, (_, index) => committed(`c${index}`));
    const { observability } = stateAfter([...READY, ...many]);
    expect(observability.commits).toHaveLength(100);
    expect(observability.metrics.commits).toBe(120);
  });
});

describe('what is checked out', () => {
  it('is told when it has changed', () => {
    const told: SessionEvent = { type: 'head_observed', data: { head: 'a1' } };
    given(...READY)
      .when((state) => observeHead(state, 'a1'))
      .gives(told);
    expect(stateAfter([...READY, told]).observability.head).toBe('a1');
    given(...READY, told)
      .when((state) => observeHead(state, 'a1'))
      .gives();
    given(...READY, told)
      .when((state) => observeHead(state, null))
      .gives();
  });
});
