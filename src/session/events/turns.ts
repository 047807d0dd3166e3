import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { SessionState } from '../state.ts';
import { count, moved, observed } from '../steps.ts';
import { turnClosed, turnOpened } from './protocol.ts';

/** Events of the conversation: prompts, the turns they open, and what interrupts them. */
export const turnEvents: EventRules<
  | 'prompt_submitted'
  | 'turn_ended'
  | 'notification_received'
  | 'compaction_started'
  | 'compaction_finished'
  | 'context_injected'
  | 'usage_recorded'
  | 'tool_costs_recorded'
> = {
  prompt_submitted: (state, data, { timestamp }) => {
    const opened = data.kind === 'human' ? turnOpened(state) : state;
    const counted = count(opened, data.kind === 'human' ? 'human_prompts' : 'synthetic_prompts');
    return moved(
      {
        ...counted,
        active_work: { ...state.active_work, last_prompt: data.excerpt ?? state.active_work.last_prompt },
      },
      { turn: 'working', last_activity: timestamp },
    );
  },

  turn_ended: (state, data, { timestamp }) => {
    const counted = count(turnClosed(state), `turns_${data.outcome}`);
    return moved(
      {
        ...counted,
        active_work: { ...state.active_work, last_answer: data.answer ?? state.active_work.last_answer },
      },
      { turn: 'idle', last_turn: data.outcome, last_activity: timestamp },
    );
  },

  notification_received: (state, data) =>
    moved(count(state, 'notifications'), data.kind === 'permission_prompt' ? { turn: 'waiting' } : {}),

  // What was injected before is summarised away: from here on it may be told again.
  compaction_started: (state, _data, { timestamp }) =>
    moved(observed(state, { injected: { ...state.observability.injected, texts: [] } }), {
      last_activity: timestamp,
    }),

  compaction_finished: (state, _data, { timestamp }) =>
    moved(count(state, 'compactions'), { last_activity: timestamp }),

  context_injected: (state, data) => {
    const { injected } = state.observability;
    return observed(state, {
      injected: {
        ...injected,
        bytes: injected.bytes + data.bytes,
        by_hook: { ...injected.by_hook, [data.hook]: (own(injected.by_hook, data.hook) ?? 0) + data.bytes },
      },
    });
  },

  usage_recorded: (state, data) => {
    const { usage, metrics } = state.observability;
    const calls = Object.values(data.tools).reduce((sum, each) => sum + each, 0);
    return observed(state, {
      metrics: { ...metrics, tool_calls: metrics.tool_calls + calls },
      tools: Object.entries(data.tools).reduce(withCalls, state.observability.tools),
      usage: {
        tokens: {
          input: usage.tokens.input + data.tokens.input,
          output: usage.tokens.output + data.tokens.output,
          cache_read: usage.tokens.cache_read + data.tokens.cache_read,
          cache_write: usage.tokens.cache_write + data.tokens.cache_write,
        },
        cost_usd: usage.cost_usd === null || data.cost_usd === null ? null : usage.cost_usd + data.cost_usd,
        read_to: data.read_to,
        last_message: data.last_message,
      },
    });
  },

  // Only reports ask for it, and they read the log.
  tool_costs_recorded: (state) => state,
};

type Tools = SessionState['observability']['tools'];

function withCalls(tools: Tools, [name, calls]: [string, number]): Tools {
  const seen = own(tools, name) ?? { calls: 0, failures: 0, duration_ms: 0 };
  return { ...tools, [name]: { ...seen, calls: seen.calls + calls } };
}
