import { describe, expect, it } from 'vitest';
import { sessionMetrics } from '../../../src/insight/session-metrics.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { minute, PROMPT, READY, startFacts, stateAfter } from '../../helpers/given.ts';

const STOP: SessionEvent = {
  type: 'turn_ended',
  data: { outcome: 'completed', error: null, answer: null, background: 0 },
};
const commit = (hash: string): SessionEvent => ({
  type: 'commit_observed',
  data: { hash, subject: 'fix: a', at: minute(3), files: 2, insertions: 30, deletions: 10 },
});
const test = (id: string, coverage: number | null, outcome: 'ok' | 'failed'): SessionEvent => ({
  type: 'check_observed',
  data: {
    ...{ command: 'npm test', kind: 'test', outcome, exit_code: 0, duration_ms: 9, tree: null },
    ...{ coverage, agent_id: null, tool_use_id: id },
  },
});
const edit = (file: string): SessionEvent => ({
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 3, agent_id: null, file },
});

describe('the metrics of a session', () => {
  it('are its score, its parts and the numbers behind them', () => {
    const metrics = sessionMetrics(
      stateAfter([
        ...[...READY, PROMPT, edit('/a/x.ts'), edit('/a/README.md'), test('1', 80, 'failed')],
        ...[commit('a'), test('2', 82, 'ok'), commit('b'), edit('/a/x.ts'), edit('/a/y.ts'), STOP],
      ]),
    );
    expect(metrics.inputs).toMatchObject({
      ...{ setup_minutes: 2, active_minutes: 9, idle_minutes: 0, hours: 0.1833 },
      ...{ commits: 2, commits_per_hour: 10.9091, lines_added: 60, lines_removed: 20, files_edited: 3 },
      ...{ coverage_delta: 0.02, coverage: 82, documentation_ratio: 0.25, interruptions: 0 },
      ...{ tests_run: 2, tests_failed: 1 },
    });
    expect(metrics).toMatchObject({ efficiency: 1, output: 1, quality: 0.27, flow: 1, score: 0.854 });
    expect(metrics.undefined).toEqual([]);
    expect(metrics.insights.map(({ kind }) => kind)).toEqual(['many_commits']);
  });

  it('say of each input that is not known why', () => {
    const { score, undefined: missing, inputs } = sessionMetrics(stateAfter(READY));
    expect(score).toBeNull();
    expect(missing).toEqual([
      { input: 'active_minutes', why: 'no work has been seen in this session yet' },
      { input: 'commits_per_hour', why: 'the session is younger than 5 minutes' },
      { input: 'coverage_delta', why: 'no test run of this session printed its coverage' },
      { input: 'documentation_ratio', why: 'no file was edited in this session' },
      { input: 'interruptions', why: 'no prompt was given in this session yet' },
    ]);
    expect(inputs).toMatchObject({ cost_usd: 0, tokens: 0, cache_share: null });
  });

  it('know no commits where there is no repository', () => {
    const start: SessionEvent = { type: 'session_started', data: startFacts({ branch: null }) };
    const state = stateAfter([start, PROMPT, test('1', 80, 'ok'), PROMPT, PROMPT, PROMPT, PROMPT, STOP]);
    const whys = sessionMetrics(state).undefined.map(({ why }) => why);
    expect(whys).toContain('no git repository was seen in this session');
    expect(whys).toContain('only one test run of this session printed its coverage');
  });

  it('add up what the main conversation and its agents used', () => {
    const tokens = { input: 100, output: 50, cache_read: 700, cache_write: 200 };
    const events: SessionEvent[] = [
      ...READY,
      {
        type: 'usage_recorded',
        data: { tokens, cost_usd: 1.25, tools: { Bash: 3 }, read_to: 9, last_message: 'm' },
      },
      {
        type: 'agent_stopped',
        data: {
          ...{ agent_id: 'a', agent_type: 'tester', description: null, tool_calls: 2 },
          ...{ tokens: { ...tokens, cache_read: 0 }, cost_usd: 0.5 },
        },
      },
    ];
    const state = events.reduce(
      (one, event, index) => evolve(one, { ...event, timestamp: minute(index) }),
      initialSessionState(),
    );
    const { inputs } = sessionMetrics(state);
    expect(inputs).toMatchObject({ tokens: 1_400, cost_usd: 1.75, tool_calls: 3, cache_share: 0.5385 });
  });
});
