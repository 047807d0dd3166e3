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
  ready: null,
  require_approval: false,
};
const DOCS: TeamLimit = {
  id: 'docs',
  agents: [{ id: 'writer', capacity: 1 }],
  max_parallel: 1,
  ready: null,
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

  it('goes beyond its team’s number by as many as it has ready tasks, where the team scales', () => {
    const state = stateOf([started('a', 'backend'), started('b', 'frontend')]);
    const scaling = (ready: number) => ask(state, 'frontend', [{ ...ENGINEERING, ready }]);
    expect(scaling(1)).toMatchObject({
      kind: 'allow',
      events: [{ type: 'agent_requested' }],
      note: 'Team engineering goes to 3 agents at work, beyond its 2: auto scaling adds 1 as 1 task is ready.',
    });
    expect(scaling(0)).toEqual({
      kind: 'deny',
      reason:
        'Team engineering has 2 of 2 agents at work (2 by its policy, and auto scaling adds none as no task is ready). ' +
        'Wait until one has finished.',
    });
    const three = stateOf(['a', 'b', 'c'].map((id) => started(id, 'frontend')));
    expect(ask(three, 'frontend', [{ ...ENGINEERING, ready: 1 }])).toMatchObject({
      kind: 'deny',
      reason: expect.stringContaining('has 3 of 3 agents at work (2 by its policy, and auto scaling adds 1'),
    });
    expect(ask(stateOf([]), 'frontend', [{ ...ENGINEERING, ready: 5 }])).not.toHaveProperty('note');
  });

  it('never goes beyond the session’s own number, however many tasks are ready', () => {
    const twenty = stateOf(Array.from({ length: 20 }, (_, index) => started(`a${index}`, 'backend')));
    expect(ask(twenty, 'frontend', [{ ...ENGINEERING, ready: 99 }])).toMatchObject({
      kind: 'deny',
      reason: expect.stringContaining('This session has 20 agents at work'),
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
