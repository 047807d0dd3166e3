import type { EventRules } from '../event-rule.ts';
import type { SessionState } from '../state.ts';
import { moved } from '../steps.ts';

/** Events of the session's life: dormant → initializing → active → closing → dormant. */
export const lifecycleEvents: EventRules<
  'session_started' | 'session_activated' | 'session_closing' | 'session_closed' | 'session_seen'
> = {
  session_started: (state, data, { timestamp }) => ({
    ...state,
    session_info: {
      ...state.session_info,
      id: data.session_id,
      number: data.number,
      label: data.label ?? state.session_info.label,
      mode: data.mode,
      user: data.user ?? state.session_info.user,
      created_at: state.session_info.created_at || timestamp,
      cwd: data.cwd,
      worktree: data.worktree,
      branch: data.branch,
      model: data.model ?? state.session_info.model,
      transcript_path: data.transcript_path,
      process: data.process,
      predecessor: data.predecessor ?? state.session_info.predecessor,
    },
    lifecycle: {
      ...state.lifecycle,
      status: 'initializing',
      turn: 'idle',
      starts: state.lifecycle.starts + 1,
      source: data.source,
      last_activity: timestamp,
      ended_at: null,
      end_reason: null,
      clean: true,
    },
    runtime_config: { ...state.runtime_config, orchestration_enabled: data.orchestration_enabled },
  }),

  session_activated: (state, _data, { timestamp }) =>
    moved(state, { status: 'active', last_activity: timestamp }),

  session_closing: (state, data, { timestamp }) =>
    moved(state, { status: 'closing', turn: 'idle', end_reason: data.reason, last_activity: timestamp }),

  session_closed: (state, data, { timestamp }) =>
    moved(
      { ...state, active_work: stopAgents(state.active_work, timestamp) },
      {
        status: 'dormant',
        turn: 'idle',
        ended_at: timestamp,
        end_reason: data.reason,
        clean: data.clean,
        // A crash is found later, by somebody else: it is no activity of this session.
        ...(data.clean ? { last_activity: timestamp } : {}),
      },
    ),

  session_seen: (state, _data, { timestamp }) => moved(state, { last_activity: timestamp }),
};

function stopAgents(work: SessionState['active_work'], at: string): SessionState['active_work'] {
  const entries = Object.entries(work.execution_state.agents);
  if (entries.every(([, agent]) => agent.status === 'stopped')) return work;
  const agents = Object.fromEntries(
    entries.map(([id, agent]) => [
      id,
      agent.status === 'running' ? { ...agent, status: 'stopped' as const, stopped_at: at } : agent,
    ]),
  );
  return { ...work, execution_state: { ...work.execution_state, agents } };
}
