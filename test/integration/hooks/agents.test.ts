import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FakeClient, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const A = sessionId(1);
const EXPLORER = 'a0c0ffee0c0ffee01';

interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens?: number;
  readonly cache_creation_input_tokens?: number;
  readonly cache_creation?: object;
}

/** The lines of one assistant message as the client writes them: one a content block, each with the whole usage. */
function message(id: string, usage: Usage, blocks: readonly string[], model = 'claude-opus-4-8'): string {
  const lines = blocks.map((type, index) => ({
    type: 'assistant',
    isSidechain: true,
    sessionId: A,
    requestId: `req_${id}`,
    uuid: `${id}-${index}`,
    message: {
      id,
      type: 'message',
      role: 'assistant',
      model,
      content: [
        type === 'tool_use'
          ? { type, id: `toolu_${id}_${index}`, name: 'Bash', input: {} }
          : { type, text: 'x' },
      ],
      usage: {
        ...usage,
        service_tier: 'standard',
        speed: 'standard',
        server_tool_use: { web_search_requests: 0 },
      },
    },
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const ASKED = `${JSON.stringify({ type: 'user', message: { role: 'user', content: 'count the routes' } })}\n`;

function agentFile(world: HookWorld, id: string): string {
  const path = join(world.home, A, 'subagents', `agent-${id}.jsonl`);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

function speaker(world: HookWorld, client: FakeClient) {
  return (name: string, changes: Payload = {}) =>
    client.fire(
      payload(name, {
        session_id: A,
        cwd: world.project,
        transcript_path: join(world.home, `${A}.jsonl`),
        ...changes,
      }),
    );
}

function agent(world: HookWorld, id = EXPLORER) {
  return world.state(A).active_work.execution_state.agents[id];
}

describe('a subagent', () => {
  it('is counted with its tokens once for each message, its cost, its calls and what it was asked', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const path = agentFile(world, EXPLORER);
    await say('SessionStart.startup');
    await say('SubagentStart.explore');
    await eventually(() => expect(agent(world)).toMatchObject({ status: 'running', agent_type: 'Explore' }));

    const first = { input_tokens: 1_000, output_tokens: 100, cache_read_input_tokens: 10_000 };
    const second = {
      input_tokens: 0,
      output_tokens: 200,
      cache_creation_input_tokens: 2_000,
      cache_creation: { ephemeral_5m_input_tokens: 1_000, ephemeral_1h_input_tokens: 1_000 },
    };
    writeFileSync(
      path,
      `${ASKED}${message('msg_1', first, ['text', 'tool_use', 'tool_use'])}not JSON\n${message('msg_2', second, ['tool_use'])}` +
        message('msg_3', { input_tokens: 9, output_tokens: 9 }, ['text'], '<synthetic>'),
    );
    writeFileSync(
      path.replace('.jsonl', '.meta.json'),
      JSON.stringify({
        agentType: 'Explore',
        description: 'count the routes',
        toolUseId: 'toolu_x',
        spawnDepth: 1,
      }),
    );
    await say('SubagentStop.explore', { agent_transcript_path: path });
    await eventually(() => expect(agent(world)?.status).toBe('stopped'));
    expect(agent(world)).toMatchObject({
      description: 'count the routes',
      tool_calls: 3,
      tokens: { input: 1_000, output: 300, cache_read: 10_000, cache_write: 2_000 },
    });
    // In dollars for a million tokens: 5 in, 25 out, half a dollar read, 6.25 written for minutes and 10 for an hour.
    expect(agent(world)?.cost_usd).toBeCloseTo((5_000 + 7_500 + 5_000 + 6_250 + 10_000) / 1_000_000, 12);
    expect(world.state(A).observability.metrics.agents_started).toBe(1);
    expect(world.troubles()).toEqual([]);
  });

  it('that goes on is counted from its whole transcript, and is one agent', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const path = agentFile(world, EXPLORER);
    await say('SessionStart.startup');
    for (const [turn, name] of ['msg_1', 'msg_2'].entries()) {
      await say('SubagentStart.explore');
      await eventually(() => expect(agent(world)?.status).toBe('running'));
      appendFileSync(path, message(name, { input_tokens: 10, output_tokens: 1 }, ['text']));
      await say('SubagentStop.background', { agent_transcript_path: path });
      await eventually(() =>
        expect(agent(world)).toMatchObject({ status: 'stopped', tokens: { input: 10 * (turn + 1) } }),
      );
    }
    expect(world.state(A).observability.metrics.agents_started).toBe(1);
  });

  it('whose transcript is not there, or whose model has no known price, is counted without', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const path = agentFile(world, EXPLORER);
    await say('SessionStart.startup');
    await say('SubagentStop.teammate');
    writeFileSync(
      path,
      message('msg_1', { input_tokens: 10, output_tokens: 1 }, ['text'], 'someone-elses-7b'),
    );
    await say('SubagentStop.explore', { agent_transcript_path: path });
    await eventually(() =>
      expect(world.state(A).active_work.execution_state.agents).toMatchObject({
        'apainter-0123456789abcdef': {
          agent_type: 'painter',
          tokens: { input: 0 },
          cost_usd: 0,
          description: null,
        },
        [EXPLORER]: { tokens: { input: 10 }, cost_usd: null },
      }),
    );
    expect(world.state(A).observability.metrics.agents_started).toBe(2);
  });

  it('of the client’s own (a compaction) is none of them', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    await say('SessionStart.startup');
    await say('SubagentStart.explore', { agent_type: '' });
    await say('SubagentStop.compaction');
    await say('Notification.idle');
    await eventually(() => expect(world.kinds(A)).toContain('notification_received'));
    expect(world.state(A).active_work.execution_state.agents).toEqual({});
    expect(world.troubles()).toEqual([]);
  });

  it('that still runs when the session ends is stopped with it', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    await say('SessionStart.startup');
    await say('SubagentStart.explore');
    await eventually(() => expect(agent(world)?.status).toBe('running'));
    await say('SessionEnd.exit');
    expect(agent(world)).toMatchObject({ status: 'stopped', tokens: { input: 0 } });
  });
});

describe('what is told after the end of a session', () => {
  it('an agent’s use, its tool calls and tasks are counted all the same, and start nothing', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const path = agentFile(world, EXPLORER);
    await say('SessionStart.startup-print');
    await say('UserPromptSubmit.typed');
    await say('SubagentStart.explore');
    await eventually(() => expect(agent(world)?.status).toBe('running'));
    await say('Stop.plain');
    await say('SessionEnd.other');
    writeFileSync(path, message('msg_1', { input_tokens: 77, output_tokens: 1 }, ['tool_use']));
    await say('PostToolUse.write-in-agent');
    await say('SubagentStop.explore', { agent_transcript_path: path });
    await say('TaskCompleted.own');
    await say('SubagentStart.teammate');
    await say('PostCompact.auto');
    await say('Notification.permission');
    await eventually(() => expect(agent(world)).toMatchObject({ status: 'stopped', tokens: { input: 77 } }));
    await eventually(() => expect(world.kinds(A)).toContain('tool_used'));
    await eventually(() => expect(world.kinds(A)).toContain('task_mirrored'));
    expect(world.state(A)).toMatchObject({
      lifecycle: { status: 'dormant', turn: 'idle', end_reason: 'other', clean: true },
      observability: { files: [{ edits: 1 }], metrics: { agents_started: 1, notifications: 0 } },
    });
    expect(world.troubles()).toEqual([]);
  });

  it('everything at once, as at the end of `claude -p`: each is counted once, and the session is closed', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const path = agentFile(world, EXPLORER);
    writeFileSync(path, message('msg_1', { input_tokens: 5, output_tokens: 5 }, ['tool_use']));
    await say('SessionStart.startup-print');
    await say('UserPromptSubmit.typed');
    await Promise.all([
      say('PostToolUse.write-in-agent'),
      say('PostToolUse.edit'),
      say('SubagentStop.explore', { agent_transcript_path: path }),
      say('Stop.plain'),
      say('SessionEnd.other'),
    ]);
    await eventually(() => expect(agent(world)?.tokens.input).toBe(5));
    await eventually(() => expect(world.state(A).observability.files).toHaveLength(2));
    expect(world.state(A).lifecycle).toMatchObject({ status: 'dormant', end_reason: 'other' });
    expect(world.kinds(A).filter((kind) => kind === 'session_closed')).toHaveLength(1);
    expect(world.troubles()).toEqual([]);
  });
});

describe('the tokens of the session itself', () => {
  it('are read at each Stop from where the last one ended, a message once, and once more at the end', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const transcript = join(world.home, `${A}.jsonl`);
    await say('SessionStart.startup');
    await say('UserPromptSubmit.typed');
    const [text, call] = message('msg_1', { input_tokens: 100, output_tokens: 10 }, [
      'text',
      'tool_use',
    ]).split(/(?<=\n)/);
    writeFileSync(transcript, ASKED + (text ?? ''));
    await say('Stop.plain');
    expect(world.state(A).observability.usage.tokens).toMatchObject({ input: 100, output: 10 });

    // The second block of the same message, a torn line, and a further message.
    const more = message('msg_2', { input_tokens: 7, output_tokens: 1 }, ['tool_use']);
    appendFileSync(transcript, `${call ?? ''}${more.slice(0, 50)}`);
    await say('UserPromptSubmit.typed');
    await say('Stop.plain');
    expect(world.state(A).observability.usage.tokens).toMatchObject({ input: 100, output: 10 });
    appendFileSync(transcript, more.slice(50));
    await say('SessionEnd.exit');
    expect(world.state(A).observability).toMatchObject({
      usage: { tokens: { input: 107, output: 11 }, last_message: 'msg_2' },
      metrics: { tool_calls: 2 },
      tools: { Bash: { calls: 2, failures: 0 } },
    });
    expect(world.state(A).observability.usage.cost_usd).toBeCloseTo((107 * 5 + 11 * 25) / 1_000_000, 12);
  });

  it('are read from the start again when the transcript was replaced by a shorter one', async () => {
    const world = newHookWorld();
    const say = speaker(world, await world.client());
    const transcript = join(world.home, `${A}.jsonl`);
    await say('SessionStart.startup');
    await say('UserPromptSubmit.typed');
    writeFileSync(
      transcript,
      message('msg_1', { input_tokens: 100, output_tokens: 10 }, ['text', 'text', 'text']),
    );
    await say('Stop.plain');
    await say('UserPromptSubmit.typed');
    writeFileSync(transcript, message('msg_9', { input_tokens: 1, output_tokens: 1 }, ['text']));
    await say('Stop.plain');
    expect(world.state(A).observability.usage.tokens).toMatchObject({ input: 101, output: 11 });
  });
});
