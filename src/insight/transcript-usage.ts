import * as z from 'zod/mini';
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
  readonly tool_calls: number;
  /** The last message counted; its further lines, in a later stretch, are passed over. */
  readonly last_message: string | null;
}

const count = () => z.catch(z.number(), 0);

// One line of a transcript, as far as it matters here: {"type":"assistant","message":{"id","model","usage",…}}
const lineSchema = () =>
  z.object({
    type: z.literal('assistant'),
    message: z.object({
      id: z.string(),
      model: z.string(),
      content: z.catch(z.array(z.object({ type: z.catch(z.string(), ''), id: z.optional(z.string()) })), []),
      usage: z.object({
        input_tokens: count(),
        output_tokens: count(),
        cache_read_input_tokens: count(),
        cache_creation_input_tokens: count(),
        cache_creation: z.catch(z.optional(z.object({ ephemeral_1h_input_tokens: count() })), undefined),
        server_tool_use: z.catch(z.optional(z.object({ web_search_requests: count() })), undefined),
        speed: z.catch(z.optional(z.string()), undefined),
      }),
    }),
  });

type Message = z.infer<ReturnType<typeof lineSchema>>['message'];

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
  const schema = lineSchema();
  const counted = new Set<string>(previousMessage === null ? [] : [previousMessage]);
  const sum = { input: 0, output: 0, cache_read: 0, cache_write: 0 };
  let cost: number | null = 0;
  let toolCalls = 0;
  let last = previousMessage;
  for (const line of lines) {
    if (!line.includes('"assistant"')) continue;
    const message = parse(schema, line);
    if (message === undefined || message.model === '<synthetic>') continue;
    toolCalls += message.content.filter((block) => block.type === 'tool_use').length;
    if (counted.has(message.id)) continue;
    counted.add(message.id);
    last = message.id;
    sum.input += message.usage.input_tokens;
    sum.output += message.usage.output_tokens;
    sum.cache_read += message.usage.cache_read_input_tokens;
    sum.cache_write += message.usage.cache_creation_input_tokens;
    const price = priceOf(message.model, message.usage.speed === 'fast', prices);
    cost = cost === null || price === undefined ? null : cost + costOf(message.usage, price);
  }
  return { tokens: sum, cost_usd: cost, tool_calls: toolCalls, last_message: last };
}

function costOf(usage: Message['usage'], price: Price): number {
  const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  const minutes = usage.cache_creation_input_tokens - hour;
  const input =
    usage.input_tokens +
    minutes * CACHE_FACTORS.write5m +
    hour * CACHE_FACTORS.write1h +
    usage.cache_read_input_tokens * CACHE_FACTORS.read;
  const searches = usage.server_tool_use?.web_search_requests ?? 0;
  return (input * price.input + usage.output_tokens * price.output) / 1_000_000 + searches * WEB_SEARCH_PRICE;
}

function parse(schema: ReturnType<typeof lineSchema>, line: string): Message | undefined {
  try {
    const result = schema.safeParse(JSON.parse(line));
    return result.success ? result.data.message : undefined;
  } catch {
    return undefined;
  }
}
