import { describe, expect, it } from 'vitest';
import { recordAgentStart, recordAgentStop, recordTool } from '../../../src/session/commands/record.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { REMEMBERED_AGENTS } from '../../../src/session/events/agents.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { CLOSED, given, minute, READY, stateAfter } from '../../helpers/given.ts';

const TOKENS = { input: 1, output: 2, cache_read: 3, cache_write: 4 };
const start = (id: string): SessionEvent => ({
  type: 'agent_started',
  data: { agent_id: id, agent_type: 'Explore' },
});
const stop = (id: string): SessionEvent => ({
  type: 'agent_stopped',
  data: {
    agent_id: id,
    agent_type: 'Explore',
    description: 'look around',
    tool_calls: 7,
    tokens: TOKENS,
    cost_usd: 0.5,
  },
});
const agentsOf = (state: SessionState) => state.active_work.execution_state.agents;

describe('subagents', () => {
  it('are started once, however often the client tells of it', () => {
    const agent = { agent_id: 'a-1', agent_type: 'Explore' };
    given(...READY)
      .when((state) => recordAgentStart(state, agent))
      .gives(start('a-1'));
    given(...READY, start('a-1'))
      .when((state) => recordAgentStart(state, agent))
      .gives();
  });

  it('go on after a stop without counting as new ones', () => {
    const outcome = given(...READY, start('a-1'), stop('a-1')).when((state) =>
      recordAgentStart(state, { agent_id: 'a-1', agent_type: 'Explore' }),
    );
    outcome.gives(start('a-1'));
    expect(outcome.state().observability.metrics.agents_started).toBe(1);
    expect(agentsOf(outcome.state())['a-1']).toMatchObject({ status: 'running', stopped_at: null });
  });

  it('do not start in a session that has ended', () => {
    given(...READY, CLOSED)
      .when((state) => recordAgentStart(state, { agent_id: 'a-1', agent_type: 'Explore' }))
      .gives();
  });

  it('keep what they used when they stop', () => {
    const { data } = stop('a-1') as Extract<SessionEvent, { type: 'agent_stopped' }>;
    const outcome = given(...READY, start('a-1')).when(() => recordAgentStop(data));
    outcome.gives(stop('a-1'));
    expect(agentsOf(outcome.state())['a-1']).toEqual({
      instance_id: 'a-1',
      agent_type: 'Explore',
      description: 'look around',
      status: 'stopped',
      current_task: null,
      spawned_at: minute(2),
      stopped_at: minute(3),
      tool_calls: 7,
      tokens: TOKENS,
      cost_usd: 0.5,
    });
  });

  it('whose start was never told are made up for when they stop', () => {
    const state = stateAfter([...READY, stop('a-9')]);
    expect(agentsOf(state)['a-9']).toMatchObject({ status: 'stopped', tool_calls: 7 });
    expect(state.observability.metrics.agents_started).toBe(1);
  });

  it('beyond twenty drive out the oldest that have stopped', () => {
    const ids = Array.from({ length: REMEMBERED_AGENTS + 3 }, (_, index) => `a-${index}`);
    const state = stateAfter(ids.flatMap((id) => [start(id), stop(id)]));
    expect(Object.keys(agentsOf(state))).toEqual(ids.slice(3));
    expect(state.observability.metrics.agents_started).toBe(REMEMBERED_AGENTS + 3);
  });

  it('that run are never driven out, not even by more than twenty', () => {
    const ids = Array.from({ length: REMEMBERED_AGENTS + 5 }, (_, index) => `a-${index}`);
    const crowded = stateAfter([start('old'), stop('old'), ...ids.map(start)]);
    expect(Object.keys(agentsOf(crowded))).toEqual(ids);
    const oneLeft = stateAfter([...ids.map(start), stop('a-0')]);
    expect(agentsOf(oneLeft)['a-0']?.status).toBe('stopped');
    const next = stateAfter([...ids.map(start), stop('a-0'), stop('a-1')]);
    expect(Object.keys(agentsOf(next))).not.toContain('a-0');
  });
});

describe('tool calls', () => {
  const call = (changes: Partial<Parameters<typeof recordTool>[0]> = {}): SessionEvent[] =>
    recordTool({ tool: 'Bash', outcome: 'ok', duration_ms: 40, agent_id: null, file: null, ...changes });

  it('are noted by tool with their time, failures and denials; the transcript counts them', () => {
    const state = stateAfter([
      ...call(),
      ...call({ outcome: 'failed', duration_ms: 2 }),
      ...call({ outcome: 'denied', duration_ms: null }),
      ...call({ tool: 'constructor' }),
    ]);
    expect(state.observability.tools).toEqual({
      Bash: { calls: 0, failures: 2, duration_ms: 42 },
      constructor: { calls: 0, failures: 0, duration_ms: 40 },
    });
    expect(state.observability.metrics).toMatchObject({ tool_failures: 1, permission_denials: 1 });
  });

  it('remember the files they changed, newest first, each once', () => {
    const state = stateAfter(['/a', '/b', '/a'].flatMap((file) => call({ tool: 'Edit', file })));
    expect(state.observability.files).toEqual([
      { path: '/a', edits: 2, edited_at: minute(2) },
      { path: '/b', edits: 1, edited_at: minute(1) },
    ]);
  });

  it('remember at most fifty files', () => {
    const state = stateAfter(
      Array.from({ length: 60 }, (_, index) => call({ tool: 'Write', file: `/f${index}` })).flat(),
    );
    expect(state.observability.files).toHaveLength(50);
    expect(state.observability.files[0]?.path).toBe('/f59');
  });

  it('that end after the session count all the same', () => {
    expect(stateAfter([...READY, CLOSED, ...call()]).observability.tools.Bash?.duration_ms).toBe(40);
  });
});
