import { describe, expect, it } from 'vitest';
import type { CapacityRule, TeamLimit } from '../../../src/session/capacity.ts';
import { requestAgent } from '../../../src/session/capacity.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { initialSessionState } from '../../../src/session/state.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1_000).toISOString();

const ENGINEERING: TeamLimit = {
  id: 'engineering',
  agents: [
    { id: 'backend', capacity: 1 },
    { id: 'frontend', capacity: 2 },
  ],
  max_parallel: 2,
  require_approval: false,
};
const DOCS: TeamLimit = {
  id: 'docs',
  agents: [{ id: 'writer', capacity: 1 }],
  max_parallel: 1,
  require_approval: true,
};

function stateOf(events: readonly (SessionEvent & { readonly timestamp?: string })[]): SessionState {
  return events.reduce(
    (state, event) => evolve(state, { timestamp: at(10), ...event }),
    initialSessionState(),
  );
}

const started = (id: string, type: string): SessionEvent => ({
  type: 'agent_started',
  data: { agent_id: id, agent_type: type },
});
const ask = (
  state: SessionState,
  type: string,
  teams: readonly TeamLimit[] = [ENGINEERING, DOCS],
  rule: CapacityRule = 'deny',
) =>
  requestAgent(
    state,
    { tool_use_id: 'u', agent_type: type, task_id: null },
    { agents: 20, teams, rule },
    NOW,
  );

describe('a request for an agent', () => {
  it('is noted and let through while there is room', () => {
    expect(ask(stateOf([started('a', 'backend')]), 'frontend')).toEqual({
      kind: 'allow',
      events: [
        { type: 'agent_requested', data: { tool_use_id: 'u', agent_type: 'frontend', task_id: null } },
      ],
    });
  });

  it('is refused when the team has as many at work as it may, and names who has room', () => {
    const state = stateOf([started('a', 'backend'), started('b', 'baton:engineering:frontend')]);
    expect(ask(state, 'frontend')).toEqual({
      kind: 'deny',
      reason:
        'Team engineering has 2 of 2 agents at work. Wait until one has finished, or use writer of team docs (0 of 1 at work).',
    });
    expect(ask(state, 'frontend', [ENGINEERING])).toEqual({
      kind: 'deny',
      reason: 'Team engineering has 2 of 2 agents at work. Wait until one has finished.',
    });
  });

  it('is put to the person, or let through, where the settings say so', () => {
    const state = stateOf([started('a', 'backend'), started('b', 'frontend')]);
    expect(ask(state, 'frontend', [ENGINEERING], 'ask').kind).toBe('ask');
    expect(ask(state, 'frontend', [ENGINEERING], 'off').kind).toBe('allow');
  });

  it('counts those that were let through and have not begun, for two minutes', () => {
    const asked = (secondsAgo: number, type: string) => ({
      type: 'agent_requested' as const,
      data: { tool_use_id: `u${secondsAgo}`, agent_type: type, task_id: null },
      timestamp: at(secondsAgo),
    });
    expect(ask(stateOf([asked(5, 'backend'), asked(4, 'frontend')]), 'frontend').kind).toBe('deny');
    expect(ask(stateOf([asked(500, 'backend'), asked(4, 'frontend')]), 'frontend').kind).toBe('allow');
  });

  it('is no longer counted once its agent has begun, and hands its task on to it', () => {
    const state = stateOf([
      { type: 'agent_requested', data: { tool_use_id: 'u', agent_type: 'backend', task_id: 't1' } },
      started('a', 'backend'),
    ]);
    expect(state.active_work.execution_state.requested_agents).toEqual([]);
    expect(state.active_work.execution_state.agents.a).toMatchObject({
      current_task: 't1',
      status: 'running',
    });
    expect(ask(state, 'frontend').kind).toBe('allow');
  });

  it('is put to the person where the team asks for approval', () => {
    expect(ask(stateOf([]), 'writer')).toEqual({
      kind: 'ask',
      reason: 'Team docs asks for approval before an agent starts (0 of 1 at work).',
    });
  });

  it('is refused beyond twenty in one session, whatever their type', () => {
    const twenty = stateOf(Array.from({ length: 20 }, (_, index) => started(`a${index}`, 'general-purpose')));
    expect(ask(twenty, 'Explore', [])).toMatchObject({
      kind: 'deny',
      reason: expect.stringContaining('20 agents at work'),
    });
    expect(ask(stateOf([]), 'Explore', []).kind).toBe('allow');
  });
});
