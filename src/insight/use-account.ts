import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt, textAt } from '../json-fields.ts';
import type { SessionState } from '../session/state.ts';
import type { Use } from './report.ts';

/** The name under which the main conversation stands among the agents. */
export const MAIN_CONVERSATION = 'main conversation';

interface Sum {
  runs: number;
  tokens: number;
  cost_usd: number | null;
}

/** What was used, added up event by event: by agent, by task, by tool. */
export interface UseAccount {
  readonly agents: Map<string, Sum>;
  readonly tasks: Map<string | null, Sum & { title: string }>;
  readonly tools: Map<
    string,
    { calls: number; failures: number; duration_ms: number; tokens: number; cost_usd: number | null }
  >;
  /** What an agent has told of itself so far: one that goes on tells all of it again. */
  readonly told: Map<string, { tokens: number; cost_usd: number | null }>;
}

export function newUseAccount(): UseAccount {
  return { agents: new Map(), tasks: new Map(), tools: new Map(), told: new Map() };
}

/** Adds what `event` tells of use. `state` is the session's state behind it. Data that do not fit add nothing. */
export function addUse(
  account: UseAccount,
  event: { readonly type: string; readonly data: object },
  state: SessionState,
): void {
  const data: JsonObject = { ...event.data };
  if (event.type === 'usage_recorded') {
    const use = { tokens: tokensIn(data), cost_usd: costIn(data) };
    add(account.agents, MAIN_CONVERSATION, use, 1);
    addToTask(account, state.active_work.current_task, use, state);
    for (const [tool, calls] of Object.entries(objectAt(data, 'tools')))
      toolOf(account, tool).calls += typeof calls === 'number' ? calls : 0;
  } else if (event.type === 'tool_costs_recorded') {
    const tools = objectAt(data, 'tools');
    for (const tool of Object.keys(tools)) addToolCost(account, tool, objectAt(tools, tool));
  } else if (event.type === 'agent_stopped') {
    addAgent(account, data, state);
  } else if (event.type === 'tool_used') {
    const tool = toolOf(account, textAt(data, 'tool') ?? 'unknown');
    tool.failures += data.outcome === 'ok' ? 0 : 1;
    tool.duration_ms += numberAt(data, 'duration_ms') ?? 0;
  }
}

/** The account as a report holds it, the most costly first. */
export function useOf(account: UseAccount): Use {
  const agents = [...account.agents].map(([name, sum]) => ({ name, ...sum }));
  const tasks = [...account.tasks].map(([task_id, { title, tokens, cost_usd }]) => ({
    ...{ task_id, title, tokens, cost_usd },
  }));
  const costs = agents.map(({ cost_usd }) => cost_usd);
  return {
    tokens: agents.reduce((total, { tokens }) => total + tokens, 0),
    cost_usd: costs.reduce(plus, 0),
    by_agent: agents.sort(byCost),
    by_task: tasks.sort(byCost),
    by_tool: [...account.tools]
      .map(([tool, sum]) => ({ tool, ...sum }))
      .sort((left, right) => right.calls - left.calls || (left.tool < right.tool ? -1 : 1)),
  };
}

function addAgent(account: UseAccount, data: JsonObject, state: SessionState): void {
  const id = textAt(data, 'agent_id') ?? '';
  const before = account.told.get(id);
  const all = { tokens: tokensIn(data), cost_usd: costIn(data) };
  const use = {
    tokens: Math.max(0, all.tokens - (before?.tokens ?? 0)),
    cost_usd: all.cost_usd === null ? null : Math.max(0, all.cost_usd - (before?.cost_usd ?? 0)),
  };
  account.told.set(id, all);
  add(account.agents, textAt(data, 'agent_type') ?? 'unknown', use, before === undefined ? 1 : 0);
  const { agents } = state.active_work.execution_state;
  const linked = Object.hasOwn(agents, id) ? agents[id]?.current_task : undefined;
  addToTask(account, linked ?? state.active_work.current_task, use, state);
}

function addToolCost(account: UseAccount, tool: string, data: JsonObject): void {
  const sum = toolOf(account, tool);
  sum.tokens += Math.round(numberAt(data, 'tokens') ?? 0);
  sum.cost_usd = plus(sum.cost_usd, costIn(data));
}

function addToTask(
  account: UseAccount,
  taskId: string | null,
  use: Pick<Sum, 'tokens' | 'cost_usd'>,
  state: SessionState,
): void {
  const { tasks } = state.active_work.execution_state;
  const known = taskId !== null && Object.hasOwn(tasks, taskId) ? tasks[taskId]?.title : undefined;
  const former = account.tasks.get(taskId);
  account.tasks.set(taskId, {
    title: known ?? former?.title ?? taskId ?? 'no task',
    runs: (former?.runs ?? 0) + 1,
    tokens: (former?.tokens ?? 0) + use.tokens,
    cost_usd: plus(former?.cost_usd === undefined ? 0 : former.cost_usd, use.cost_usd),
  });
}

function add(
  sums: Map<string, Sum>,
  name: string,
  use: Pick<Sum, 'tokens' | 'cost_usd'>,
  runs: number,
): void {
  const former = sums.get(name) ?? { runs: 0, tokens: 0, cost_usd: 0 };
  sums.set(name, {
    runs: former.runs + runs,
    tokens: former.tokens + use.tokens,
    cost_usd: plus(former.cost_usd, use.cost_usd),
  });
}

function toolOf(account: UseAccount, tool: string) {
  const known = account.tools.get(tool) ?? { calls: 0, failures: 0, duration_ms: 0, tokens: 0, cost_usd: 0 };
  account.tools.set(tool, known);
  return known;
}

function tokensIn(data: JsonObject): number {
  return Object.values(objectAt(data, 'tokens')).reduce<number>(
    (sum, one) => sum + (typeof one === 'number' ? one : 0),
    0,
  );
}

function costIn(data: JsonObject): number | null {
  return numberAt(data, 'cost_usd') ?? null;
}

function plus(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right;
}

function byCost(
  left: { readonly cost_usd: number | null; readonly tokens: number },
  right: { readonly cost_usd: number | null; readonly tokens: number },
): number {
  return (right.cost_usd ?? 0) - (left.cost_usd ?? 0) || right.tokens - left.tokens;
}
