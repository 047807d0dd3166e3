import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { beginTask, finishTask, giveTask } from '../runtime/planned-work.ts';
import { changeSession, openSession } from '../runtime/session-streams.ts';
import { blockTask, progressTask, unblockTask } from '../session/commands/planned-work.ts';
import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import type { Given } from './act.ts';
import { listOption, textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { plannedTask } from './planned-task.ts';
import { chosenSession } from './session-choice.ts';
import { completedText, documentOf, markStale, passOn, requireVerified } from './task-chain-end.ts';
import { fallBack } from './task-delegation.ts';
import { standingsOf } from './task-standings.ts';

/** `task assign`. */
export function assign(context: CommandContext, id: string, agent: string): void {
  const { task } = plannedTask(loadPlan(context.layout).plan, id);
  const state = giveTask(context.layout, context.store, chosenSession(context), task, agent);
  say(context, state, id, [`${id} is ${agent}'s.`]);
}

/** `task start`. */
export async function begin(context: CommandContext, given: Given): Promise<void> {
  const id = given.args[0] ?? '';
  const { task } = plannedTask(loadPlan(context.layout).plan, id);
  const standings = standingsOf(context);
  const needed = task.dependencies.filter((one) => standings(one)?.status !== 'completed');
  const agent = textOption(given, 'agent') ?? null;
  const again = given.options.again === true;
  const session = chosenSession(context);
  const state = beginTask(context.layout, context.store, session, task, agent, again);
  const stale = again ? await markStale(context, id, session) : [];
  const path = await documentOf(context, id);
  say(context, state, id, [
    `${id} is in progress: ${task.title}`,
    ...(needed.length === 0 ? [] : [`It needs what is not completed: ${needed.join(', ')}.`]),
    ...(path === undefined ? [] : [`Its document: ${path}`]),
    ...(stale.length === 0 ? [] : [`What it gave is marked stale for: ${stale.join(', ')}.`]),
  ]);
}

/** `task progress`. */
export function progress(context: CommandContext, given: Given): void {
  const id = given.args[0] ?? '';
  const percentage = numberOf(given.args[1] ?? '', 'The percentage', ' to 100');
  const state = work(context, id, (current) =>
    progressTask(current, {
      task_id: id,
      percentage,
      actual_effort: effortOf(given),
      artifacts: listOption(given, 'artifact') ?? [],
    }),
  );
  say(context, state, id, [`${id} is ${percentage}% done.`]);
}

/** `task block`. */
export function block(context: CommandContext, id: string, reason: string): void {
  const state = work(context, id, (current) => blockTask(current, id, reason));
  say(context, state, id, [`${id} is blocked: ${reason}`]);
}

/** `task unblock`. */
export function unblock(context: CommandContext, id: string): void {
  const state = work(context, id, (current) => unblockTask(current, id));
  say(context, state, id, [`${id} goes on.`]);
}

/** `task complete`. */
export async function complete(context: CommandContext, given: Given): Promise<void> {
  const id = given.args[0] ?? '';
  const [failed, cancelled] = [textOption(given, 'failed'), textOption(given, 'cancelled')];
  if (failed !== undefined && cancelled !== undefined)
    throw new BatonError('E_USAGE', 'A task fails or is cancelled: give one of --failed and --cancelled.');
  const outcome = failed !== undefined ? 'failed' : cancelled !== undefined ? 'cancelled' : 'completed';
  const session = chosenSession(context);
  requireTask(context, session, id);
  const unverified = outcome === 'completed' ? (await requireVerified(context, id)).features : [];
  const state = finishTask(context.layout, context.store, session, {
    task_id: id,
    outcome,
    reason: failed ?? cancelled ?? null,
    actual_effort: effortOf(given),
    artifacts: listOption(given, 'artifact') ?? [],
  });
  const assignee = own(state.active_work.execution_state.tasks, id)?.assignee ?? null;
  const other =
    outcome === 'failed' && given.options.fallback !== false
      ? fallBack(context, session, id, assignee)
      : undefined;
  if (outcome === 'completed') {
    const chain = await passOn(context, id, state);
    const task = own(state.active_work.execution_state.tasks, id) ?? { id };
    context.answer({ ...task, unverified_features: unverified, chain: chain ?? null }, () =>
      completedText(id, unverified, chain),
    );
  } else if (other === undefined) say(context, state, id, [`${id} is ${outcome}.`]);
  else {
    const now = openSession(context.layout, session).state;
    say(context, now, id, [`${id} failed and is ${other.agent_id}'s now (${other.reason}).`]);
  }
}

function work(
  context: CommandContext,
  id: string,
  decide: (state: SessionState) => readonly SessionEvent[],
): SessionState {
  const session = chosenSession(context);
  requireTask(context, session, id);
  return changeSession(context.layout, session, context.store, decide, { expect: 'version', durable: true })
    .state;
}

// A task that the session does not know must at least be planned: else the id is wrong, and the nearest is told.
function requireTask(context: CommandContext, session: string, id: string): void {
  const { tasks } = openSession(context.layout, session).state.active_work.execution_state;
  if (own(tasks, id) === undefined) plannedTask(loadPlan(context.layout).plan, id);
}

function say(context: CommandContext, state: SessionState, id: string, lines: readonly string[]): void {
  context.answer(own(state.active_work.execution_state.tasks, id) ?? { id }, () => lines);
}

function effortOf(given: Given): number | null {
  const text = textOption(given, 'effort');
  return text === undefined ? null : numberOf(text, '--effort');
}

function numberOf(text: string, what: string, most = ''): number {
  const value = Number(text.replace(/%$/, ''));
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new BatonError('E_USAGE', `${what} is a number from 0${most}; received ${JSON.stringify(text)}.`);
}
