import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Turn, Usage } from './script.ts';

const USUAL: Usage = {
  input_tokens: 1000,
  output_tokens: 40,
  cache_creation_input_tokens: 200,
  cache_read_input_tokens: 3000,
};

interface Content {
  readonly type: 'text' | 'tool_use';
  readonly [field: string]: unknown;
}

function contentOf(turn: Turn, serial: number): readonly Content[] {
  const text: Content[] = turn.say === undefined ? [] : [{ type: 'text', text: turn.say }];
  const calls = (turn.calls ?? []).map(({ tool, input }, n): Content => {
    const id = `toolu_01Baton${String(serial).padStart(7, '0')}n${String(n).padStart(3, '0')}`;
    return { type: 'tool_use', id, name: tool, input };
  });
  const all = [...text, ...calls];
  return all.length === 0 ? [{ type: 'text', text: '' }] : all;
}

function usageOf(turn: Turn): Record<string, unknown> {
  const usage = { ...USUAL, ...turn.usage };
  const written = usage.cache_creation_input_tokens;
  return {
    ...usage,
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
    service_tier: 'standard',
  };
}

function stopOf(turn: Turn): string {
  return turn.stop ?? ((turn.calls ?? []).length > 0 ? 'tool_use' : 'end_turn');
}

function envelope(turn: Turn, serial: number, model: string): Record<string, unknown> {
  const id = `msg_01Baton${String(serial).padStart(9, '0')}`;
  return { id, type: 'message', role: 'assistant', model: turn.model ?? model, stop_sequence: null };
}

/** The whole answer as one JSON document, for requests that do not stream. */
export function wholeMessage(turn: Turn, serial: number, model: string): Record<string, unknown> {
  const rest = { content: contentOf(turn, serial), stop_reason: stopOf(turn), usage: usageOf(turn) };
  return { ...envelope(turn, serial, model), ...rest };
}

/** Sends the answer as server-sent events in the API's order. Stops quietly when the client hangs up. */
export async function streamMessage(
  response: ServerResponse,
  turn: Turn,
  serial: number,
  model: string,
): Promise<void> {
  const send = (type: string, fields: Record<string, unknown>): void => {
    if (!response.destroyed)
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  };
  const usage = usageOf(turn);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const opening = { content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } };
  send('message_start', { message: { ...envelope(turn, serial, model), ...opening } });
  for (const [index, block] of contentOf(turn, serial).entries()) {
    if (block.type === 'text') {
      send('content_block_start', { index, content_block: { type: 'text', text: '' } });
      const text = String(block.text);
      const pieces = turn.lineMs === undefined ? [text] : text.split(/(?<=\n)/);
      for (const piece of pieces) {
        send('content_block_delta', { index, delta: { type: 'text_delta', text: piece } });
        if (turn.lineMs !== undefined) await pause(turn.lineMs, undefined, { ref: false });
      }
    } else {
      send('content_block_start', { index, content_block: { ...block, input: {} } });
      const partial_json = JSON.stringify(block.input);
      send('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json } });
    }
    send('content_block_stop', { index });
  }
  send('message_delta', { delta: { stop_reason: stopOf(turn), stop_sequence: null }, usage });
  send('message_stop', {});
  response.end();
}
