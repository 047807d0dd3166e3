import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt, objectsAt, parseObject, textAt } from '../json-fields.ts';
import type { Price } from './price-table.ts';
import { CACHE_FACTORS, priceOf, WEB_SEARCH_PRICE } from './price-table.ts';

/** What a stretch of a transcript used. `cost_usd` is null when a model's price is not known. */
export interface TranscriptUsage {
  readonly tokens: {
    readonly input: number;
    readonly output: number;
    readonly cache_read: number;
    readonly cache_write: number;
  };
  readonly cost_usd: number | null;
  /** Calls by tool. */
  readonly tools: Readonly<Record<string, number>>;
  /** What the messages used that made these calls, in equal parts where one made several. */
  readonly tool_costs: Readonly<Record<string, ToolCost>>;
  /** The last message counted; its further lines, in a later stretch, are passed over. */
  readonly last_message: string | null;
}

/** All tokens, and US dollars; null when a model's price is not known. */
export interface ToolCost {
  readonly tokens: number;
  readonly cost_usd: number | null;
}

/** One assistant message of a transcript, as far as it matters here. */
interface Message {
  readonly id: string;
  readonly model: string;
  readonly tools: readonly string[];
  readonly usage: JsonObject;
}

/**
 * Sums the assistant messages in `lines` (JSON texts of a transcript, in file order). The client writes a
 * line for each content block, each with the same message id and the same usage: a message counts once.
 * Lines of other kinds, damaged lines and the client's synthetic error messages are passed over.
 */
export function sumTranscript(
  lines: Iterable<string>,
  previousMessage: string | null,
  prices?: Readonly<Record<string, Price>>,
): TranscriptUsage {
  const counted = new Set<string>(previousMessage === null ? [] : [previousMessage]);
  const sum = { input: 0, output: 0, cache_read: 0, cache_write: 0 };
  let cost: number | null = 0;
  const tools = new Map<string, number>();
  const messages = new Map<string, ToolCost & { readonly tools: string[] }>();
  let last = previousMessage;
  for (const line of lines) {
    if (!line.includes('"assistant"')) continue;
    const message = parseMessage(line);
    if (message === undefined || message.model === '<synthetic>') continue;
    for (const tool of message.tools) tools.set(tool, (tools.get(tool) ?? 0) + 1);
    messages.get(message.id)?.tools.push(...message.tools);
    if (counted.has(message.id)) continue;
    counted.add(message.id);
    last = message.id;
    const before = sum.input + sum.output + sum.cache_read + sum.cache_write;
    sum.input += numberAt(message.usage, 'input_tokens') ?? 0;
    sum.output += numberAt(message.usage, 'output_tokens') ?? 0;
    sum.cache_read += numberAt(message.usage, 'cache_read_input_tokens') ?? 0;
    sum.cache_write += numberAt(message.usage, 'cache_creation_input_tokens') ?? 0;
    const price = priceOf(message.model, message.usage.speed === 'fast', prices);
    const own = price === undefined ? null : costOf(message.usage, price);
    cost = cost === null || own === null ? null : cost + own;
    const used = sum.input + sum.output + sum.cache_read + sum.cache_write - before;
    messages.set(message.id, { tokens: used, cost_usd: own, tools: [...message.tools] });
  }
  return {
    ...{ tokens: sum, cost_usd: cost, tools: Object.fromEntries(tools), last_message: last },
    tool_costs: toolCosts(messages.values()),
  };
}

function toolCosts(
  messages: Iterable<ToolCost & { readonly tools: readonly string[] }>,
): Record<string, ToolCost> {
  const costs = new Map<string, ToolCost>();
  for (const { tokens, cost_usd, tools } of messages) {
    for (const tool of tools) {
      const former = costs.get(tool) ?? { tokens: 0, cost_usd: 0 };
      costs.set(tool, {
        tokens: former.tokens + tokens / tools.length,
        cost_usd:
          former.cost_usd === null || cost_usd === null ? null : former.cost_usd + cost_usd / tools.length,
      });
    }
  }
  return Object.fromEntries(costs);
}

function costOf(usage: JsonObject, price: Price): number {
  const hour = numberAt(objectAt(usage, 'cache_creation'), 'ephemeral_1h_input_tokens') ?? 0;
  const minutes = (numberAt(usage, 'cache_creation_input_tokens') ?? 0) - hour;
  const input =
    (numberAt(usage, 'input_tokens') ?? 0) +
    minutes * CACHE_FACTORS.write5m +
    hour * CACHE_FACTORS.write1h +
    (numberAt(usage, 'cache_read_input_tokens') ?? 0) * CACHE_FACTORS.read;
  const output = numberAt(usage, 'output_tokens') ?? 0;
  const searches = numberAt(objectAt(usage, 'server_tool_use'), 'web_search_requests') ?? 0;
  return (input * price.input + output * price.output) / 1_000_000 + searches * WEB_SEARCH_PRICE;
}

// {"type":"assistant","message":{"id","model","content":[{"type":"tool_use",…}],"usage":{…}}}
function parseMessage(line: string): Message | undefined {
  const entry = parseObject(line);
  const message = objectAt(entry, 'message');
  const id = textAt(message, 'id');
  const model = textAt(message, 'model');
  if (entry.type !== 'assistant' || id === undefined || model === undefined) return undefined;
  const calls = objectsAt(message, 'content').filter((block) => block.type === 'tool_use');
  const tools = calls.map((block) => (textAt(block, 'name') ?? 'unknown').slice(0, 100));
  return { id, model, tools, usage: objectAt(message, 'usage') };
}

/** All the calls of tools in a stretch. */
export function callsIn({ tools }: Pick<TranscriptUsage, 'tools'>): number {
  return Object.values(tools).reduce((sum, calls) => sum + calls, 0);
}
