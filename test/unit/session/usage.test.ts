import { describe, expect, it } from 'vitest';
import { recordUsage } from '../../../src/session/commands/record.ts';
import { given, READY, stateAfter } from '../../helpers/given.ts';

describe('the use of tokens', () => {
  const usage = (changes: Partial<Parameters<typeof recordUsage>[1]> = {}) => ({
    tokens: { input: 10, output: 20, cache_read: 30, cache_write: 40 },
    cost_usd: 0.25,
    tools: { Bash: 1, Read: 1 },
    read_to: 500,
    last_message: 'm-1',
    ...changes,
  });
  const NONE = { input: 0, output: 0, cache_read: 0, cache_write: 0 };

  it('adds up', () => {
    const state = stateAfter([
      { type: 'usage_recorded', data: usage() },
      { type: 'usage_recorded', data: usage({ read_to: 900, last_message: 'm-2' }) },
    ]);
    expect(state.observability.usage).toEqual({
      tokens: { input: 20, output: 40, cache_read: 60, cache_write: 80 },
      cost_usd: 0.5,
      read_to: 900,
      last_message: 'm-2',
    });
    expect(state.observability.metrics.tool_calls).toBe(4);
    expect(state.observability.tools.Read).toEqual({ calls: 2, failures: 0, duration_ms: 0 });
  });

  it('has no cost any more once a price was not known', () => {
    const state = stateAfter([
      { type: 'usage_recorded', data: usage({ cost_usd: null }) },
      { type: 'usage_recorded', data: usage() },
    ]);
    expect(state.observability.usage.cost_usd).toBeNull();
  });

  it('is told with what its tools cost, where they cost anything', () => {
    const tools = { Bash: { tokens: 50, cost_usd: 0.1 } };
    const outcome = given(...READY).when((state) => recordUsage(state, usage(), tools));
    outcome.gives(
      { type: 'usage_recorded', data: usage() },
      { type: 'tool_costs_recorded', data: { tools } },
    );
    expect(outcome.state().observability.tools.Bash).toEqual({ calls: 1, failures: 0, duration_ms: 0 });
  });

  it('is not written when nothing was used, unless much was passed over', () => {
    const idle = usage({ tokens: NONE, tools: {} });
    given(...READY)
      .when((state) => recordUsage(state, idle))
      .gives();
    const far = { ...idle, read_to: 300_000 };
    given(...READY)
      .when((state) => recordUsage(state, far))
      .gives({ type: 'usage_recorded', data: far });
    const onlyTools = usage({ tokens: NONE, tools: { Read: 1 } });
    given(...READY)
      .when((state) => recordUsage(state, onlyTools))
      .gives({ type: 'usage_recorded', data: onlyTools });
  });
});
