import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sumTranscript } from '../../../src/insight/transcript-usage.ts';

const FIXTURE = readFileSync(join(import.meta.dirname, '../../fixtures/transcripts/two-turns.jsonl'), 'utf8');
const LINES = FIXTURE.split('\n');

/** One line of a transcript, as the client writes one for each content block. */
function line(id: string, usage: object, model = 'claude-opus-4-8', content: readonly object[] = []): string {
  return JSON.stringify({ type: 'assistant', message: { id, role: 'assistant', model, content, usage } });
}

const costOf = (usage: object, model?: string) => sumTranscript([line('m', usage, model)], null).cost_usd;

describe('the use of a transcript', () => {
  it('counts each message once, all of its tool calls, and no synthetic one', () => {
    const used = sumTranscript(LINES, null);
    expect(used.tokens).toEqual({ input: 1_500, output: 300, cache_read: 10_000, cache_write: 1_400 });
    expect(used.tools).toEqual({ Read: 2 });
    expect(used.last_message).toBe('msg_b');
  });

  it('costs what the list says', () => {
    // Opus: (1000 + 400 · 1.25 + 10000 · 0.1) · 5 + 200 · 25 = 17500 millionths.
    // Haiku: (500 + 1000 · 2) · 1 + 100 · 5 = 3000 millionths, and 3 searches at a cent.
    expect(sumTranscript(LINES, null).cost_usd).toBeCloseTo(0.0175 + 0.003 + 0.03, 10);
  });

  it('comes to the same in any two stretches, wherever the first one ends', () => {
    const whole = sumTranscript(LINES, null);
    for (let cut = 0; cut <= LINES.length; cut++) {
      const first = sumTranscript(LINES.slice(0, cut), null);
      const second = sumTranscript(LINES.slice(cut), first.last_message);
      expect(first.tokens.output + second.tokens.output).toBe(whole.tokens.output);
      expect((first.tools.Read ?? 0) + (second.tools.Read ?? 0)).toBe(2);
      expect((first.cost_usd ?? 0) + (second.cost_usd ?? 0)).toBeCloseTo(whole.cost_usd ?? 0, 10);
      expect(second.last_message).toBe('msg_b');
    }
  });

  it('is shared out to the tools that its messages called, in equal parts', () => {
    const usage = { input_tokens: 60, output_tokens: 40 };
    const call = (name: string) => ({ type: 'tool_use', name, input: {} });
    const { tool_costs } = sumTranscript(
      [
        line('m1', usage, 'claude-opus-4-8', [call('Bash')]),
        // Its second content block: the same message, whose use counts once.
        line('m1', usage, 'claude-opus-4-8', [call('Read')]),
        line('m2', usage, 'claude-opus-4-8', [call('Read')]),
        line('m3', usage, 'claude-opus-4-8', [{ type: 'text', text: 'Done.' }]),
        line('m4', usage, 'a-model-without-a-price', [call('Write')]),
      ],
      null,
    );
    // 60 · 5 + 40 · 25 = 1300 millionths a message.
    expect(tool_costs.Bash).toEqual({ tokens: 50, cost_usd: 0.00065 });
    expect(tool_costs.Read?.tokens).toBe(150);
    expect(tool_costs.Read?.cost_usd).toBeCloseTo(0.00195, 10);
    expect(tool_costs.Write).toEqual({ tokens: 100, cost_usd: null });
  });

  it('is nothing for nothing, and keeps the message that was counted last', () => {
    const none = { input: 0, output: 0, cache_read: 0, cache_write: 0 };
    expect(sumTranscript([], 'msg_z')).toEqual({
      tokens: none,
      cost_usd: 0,
      tools: {},
      tool_costs: {},
      last_message: 'msg_z',
    });
  });

  it.each([
    ['cut short', LINES[2]?.slice(0, 200) ?? ''],
    ['no JSON', '"assistant" {'],
    ['a list', '["assistant"]'],
    ['null', 'null "assistant"'],
    ['without a message', '{"type":"assistant"}'],
    ['with a message of another kind', '{"type":"assistant","message":7}'],
    ['without an id', line('', { output_tokens: 9 })],
    ['of the user about an assistant', '{"type":"user","message":{"id":"x","model":"m","role":"assistant"}}'],
    ['empty', ''],
  ])('passes over a line that is damaged: %s', (_, damaged) => {
    const used = sumTranscript([damaged, line('m-1', { output_tokens: 5 }), damaged], null);
    expect(used.tokens.output).toBe(5);
    expect(used.last_message).toBe('m-1');
  });

  it('passes over numbers that are none', () => {
    const used = sumTranscript([line('m', { input_tokens: '9', output_tokens: null, speed: 7 })], null);
    expect(used.tokens).toEqual({ input: 0, output: 0, cache_read: 0, cache_write: 0 });
    expect(used.cost_usd).toBe(0);
  });

  it('has no cost once one model’s price is not known, and still counts its tokens', () => {
    const lines = [
      line('m-1', { output_tokens: 1_000_000 }),
      line('m-2', { output_tokens: 7 }, 'some-model-of-tomorrow'),
      line('m-3', { output_tokens: 1_000_000 }),
    ];
    const used = sumTranscript(lines, null);
    expect(used.cost_usd).toBeNull();
    expect(used.tokens.output).toBe(2_000_007);
  });

  it('counts calls by tool, also of a tool with a prototype’s name', () => {
    const call = (name: unknown) => ({ type: 'tool_use', name });
    const content = [
      call('Bash'),
      call('toString'),
      call('__proto__'),
      call(7),
      { type: 'text', name: 'Bash' },
    ];
    const { tools } = sumTranscript([line('m', {}, undefined, content)], null);
    expect(Object.entries(tools).sort()).toEqual([
      ['Bash', 1],
      ['__proto__', 1],
      ['toString', 1],
      ['unknown', 1],
    ]);
    expect(Object.getPrototypeOf(tools)).toBe(Object.prototype);
  });

  it('prices each kind of token', () => {
    const million = 1_000_000;
    expect(costOf({ input_tokens: million })).toBe(5);
    expect(costOf({ output_tokens: million })).toBe(25);
    expect(costOf({ cache_read_input_tokens: million })).toBe(0.5);
    expect(costOf({ cache_creation_input_tokens: million })).toBe(6.25);
    expect(
      costOf({
        cache_creation_input_tokens: million,
        cache_creation: { ephemeral_1h_input_tokens: million },
      }),
    ).toBe(10);
    expect(
      costOf({
        cache_creation_input_tokens: million,
        cache_creation: { ephemeral_5m_input_tokens: 400_000, ephemeral_1h_input_tokens: 600_000 },
      }),
    ).toBe(2.5 + 6);
    expect(costOf({ server_tool_use: { web_search_requests: 2 } })).toBe(0.02);
  });

  it('prices Opus in fast mode, and only Opus', () => {
    const fast = { output_tokens: 1_000_000, speed: 'fast' };
    expect(costOf(fast)).toBe(150);
    expect(costOf({ ...fast, speed: 'standard' })).toBe(25);
    expect(costOf(fast, 'claude-sonnet-5')).toBe(15);
  });

  it('takes other prices when it is given them', () => {
    const prices = { mine: { input: 1, output: 2 } };
    const lines = [line('m', { input_tokens: 1_000_000, output_tokens: 1_000_000 }, 'mine-2')];
    expect(sumTranscript(lines, null, prices).cost_usd).toBe(3);
  });
});
