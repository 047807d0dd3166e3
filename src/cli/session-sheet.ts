import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { bytesText, countText, moneyText } from '../render/number-text.ts';
import { plainText } from '../render/terminal-text.ts';
import type { SessionState } from '../session/state.ts';
import type { CommandContext } from './command-context.ts';

const LABEL_WIDTH = 12;

/** One session on a screen: who it is, what it did, what it cost, what was injected. */
export function sessionSheet(
  state: SessionState,
  log: { readonly damaged: number; readonly gaps: number },
  context: CommandContext,
): string[] {
  const { session_info: info, lifecycle, active_work: work, observability } = state;
  const { metrics, usage, injected } = observability;
  const row = (label: string, text: string) =>
    `${paint(label.padEnd(LABEL_WIDTH), 'muted', context.colours)}${text}`;
  const age = (at: string) => `${durationText(context.host.now() - Date.parse(at))} ago`;
  const tasks = Object.values(work.execution_state.tasks);
  const agents = Object.values(work.execution_state.agents);
  return [
    paint(`Session #${info.number}  ${info.id}`, 'strong', context.colours),
    row('mode', `${info.mode}${state.runtime_config.orchestration_enabled ? '' : ' (orchestration off)'}`),
    row(
      'life',
      `${lifecycle.status}, ${lifecycle.turn}; started ${age(info.created_at)}, active ${age(lifecycle.last_activity)}`,
    ),
    ...(lifecycle.end_reason === null
      ? []
      : [row('ended', `${lifecycle.end_reason}${lifecycle.clean ? '' : ' (closed by another session)'}`)]),
    ...(info.predecessor === null
      ? []
      : [row('before it', `#${info.predecessor.number} (${info.predecessor.by})`)]),
    row('where', plainText([info.branch ?? 'no branch', info.worktree ?? ''].join('  '), 200)),
    ...(work.last_prompt === null ? [] : [row('last asked', plainText(work.last_prompt, 160))]),
    row(
      'turns',
      `${metrics.turns_completed} completed, ${metrics.turns_interrupted} interrupted, ${metrics.turns_failed} failed; ${metrics.human_prompts} prompts`,
    ),
    row(
      'tools',
      `${metrics.tool_calls} calls, ${metrics.tool_failures} failed, ${metrics.permission_denials} denied`,
    ),
    row(
      'tokens',
      `${countText(usage.tokens.input + usage.tokens.cache_read + usage.tokens.cache_write)} in, ${countText(usage.tokens.output)} out, ${usage.cost_usd === null ? 'price unknown' : moneyText(usage.cost_usd)} (main conversation)`,
    ),
    row(
      'injected',
      `${bytesText(injected.bytes)}${Object.entries(injected.by_hook)
        .map(([hook, bytes]) => `, ${plainText(hook, 40)} ${bytesText(bytes)}`)
        .join('')}`,
    ),
    ...tasks.map((task) =>
      row('task', `${task.status.replace('_', ' ').padEnd(12)} ${plainText(task.title, 120)}`),
    ),
    ...(work.untracked_tasks === 0
      ? []
      : [row('', `and ${work.untracked_tasks} more of the sprint, not begun: baton task list`)]),
    ...agents.map((agent) =>
      row(
        'agent',
        `${agent.status.padEnd(12)} ${plainText(agent.agent_type, 40)}  ${plainText(agent.description ?? '', 80)}  ${countText(agent.tokens.input + agent.tokens.output + agent.tokens.cache_read + agent.tokens.cache_write)} tokens`,
      ),
    ),
    ...(log.damaged + log.gaps === 0
      ? []
      : [
          paint(
            `The log has ${log.damaged} damaged records and ${log.gaps} missing ones; what is left is shown. See \`baton doctor\`.`,
            'warn',
            context.colours,
          ),
        ]),
  ];
}
