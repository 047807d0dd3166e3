import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FakeClient, Fired, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const [A, B, C] = [sessionId(1), sessionId(2), sessionId(3)];

/** Fires one recorded payload for one session of the world's project. */
function voice(world: HookWorld, client: FakeClient) {
  return (name: string, id: string, changes: Payload = {}): Promise<Fired> => {
    const transcript_path = join(world.home, `${id}.jsonl`);
    return client.fire(payload(name, { session_id: id, cwd: world.project, transcript_path, ...changes }));
  };
}

/** What the model is told by a hook's answer; empty when it is told nothing. */
function told(fired: Fired): string {
  if (fired.stdout === '') return '';
  const reply = JSON.parse(fired.stdout) as { hookSpecificOutput?: { additionalContext?: string } };
  return reply.hookSpecificOutput?.additionalContext ?? '';
}

function cli(world: HookWorld, ...words: string[]): string {
  return execFileSync(process.execPath, [join(world.plugin, 'dist', 'cli.cjs'), ...words], {
    cwd: world.project,
    env: { PATH: '/usr/bin:/bin', HOME: world.home, NO_COLOR: '1' },
    encoding: 'utf8',
  });
}

const SILENT = { exitCode: 0, signal: null, stdout: '', stderr: '' };

describe('one session after another', () => {
  it('is written down in order, and the second is told of the first', async () => {
    const world = newHookWorld();
    execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: world.project });
    writeFileSync(join(world.project, 'basket.ts'), 'x');
    const first = await world.client();
    const say = voice(world, first);
    const file_path = join(world.project, 'src/basket.ts');

    expect(told(await say('SessionStart.startup', A))).toContain(
      '[Baton] Session 1 (development mode) started on branch main.',
    );
    expect(await say('UserPromptSubmit.typed', A)).toEqual(SILENT);
    expect(await say('TaskCreated', A)).toEqual(SILENT);
    await eventually(() => expect(world.kinds(A)).toContain('task_mirrored'));
    await say('PostToolUse.task-started', A);
    await eventually(() => expect(world.state(A).active_work.current_task).toBe('client-3'));
    await say('PostToolUse.edit', A, { tool_input: { file_path } });
    await eventually(() => expect(world.state(A).observability.files).toHaveLength(1));
    await say('PostToolUseFailure.bash', A);
    await eventually(() => expect(world.state(A).observability.checks).toHaveLength(1));
    expect(await say('Stop.plain', A)).toEqual(SILENT);
    expect(await say('SessionEnd.exit', A)).toEqual(SILENT);

    expect(world.kinds(A)).toEqual([
      'session_started',
      'session_activated',
      'context_injected',
      'prompt_submitted',
      'task_mirrored',
      'tool_used',
      'task_mirrored',
      'tool_used',
      'tool_used',
      'check_observed',
      'turn_ended',
      'checkpoint_made',
      'session_closing',
      'session_closed',
      'handoff_made',
    ]);
    expect(new Set(world.events(A).map(({ by }) => by))).toEqual(
      new Set([
        'hook:SessionStart',
        'hook:UserPromptSubmit',
        'hook:TaskCreated',
        'hook:PostToolUse',
        'hook:PostToolUseFailure',
        'hook:Stop',
        'hook:SessionEnd',
      ]),
    );
    const times = world.events(A).map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
    expect(world.state(A)).toMatchObject({
      session_info: { number: 1, branch: 'main', worktree: world.project, process: { pid: first.pid } },
      lifecycle: {
        status: 'dormant',
        turn: 'idle',
        last_turn: 'completed',
        clean: true,
        end_reason: 'prompt_input_exit',
      },
      observability: { metrics: { human_prompts: 1, turns_completed: 1, turns_interrupted: 0 } },
    });
    await first.kill();

    const second = await world.client();
    const text = told(await voice(world, second)('SessionStart.startup', B));
    expect(text).toContain('Session 2 (development mode) started on branch main.');
    expect(text).toMatch(
      /Before: session 1 \(this worktree, branch main\) ended cleanly, last active .* ago/,
    );
    expect(text).toContain('- last asked: "Make the basket keep its order."');
    expect(text).toContain('- last answered: "The basket keeps its order now."');
    expect(text).toContain('in progress: Keep the order');
    expect(text).toContain('src/basket.ts');
    expect(text).toContain('Uncommitted (1): basket.ts');
    expect(text).toContain('Next: go on with "Keep the order"');
    expect(world.state(B).session_info).toMatchObject({
      number: 2,
      predecessor: { session_id: A, number: 1, by: 'worktree' },
    });
    expect(world.shared().map(({ data }) => data)).toEqual([
      { session_id: A, number: 1 },
      { session_id: B, number: 2 },
      { from_session: A, sequence: 1, session_id: B },
    ]);
    expect(world.troubles()).toEqual([]);
  });

  it('an empty session passes on what it was given', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('Stop.plain', A);
    await say('SessionEnd.exit', A);
    await say('SessionStart.startup', B);
    await say('SessionEnd.exit', B);
    expect(told(await say('SessionStart.startup', C))).toContain('Before: session 1');
    expect(world.state(C).session_info.predecessor?.number).toBe(2);
  });

  it('/clear: the new session follows the one that the same client has cleared', async () => {
    const world = newHookWorld();
    const [mine, other] = [await world.client(), await world.client()];
    const say = voice(world, mine);
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('Stop.plain', A);
    await voice(world, other)('SessionStart.startup', C);
    await voice(world, other)('SessionEnd.exit', C);
    await say('SessionEnd.clear', A);
    const text = told(await say('SessionStart.clear', B));
    expect(text).toContain('Session 3 (development mode) started after /clear.');
    expect(text).toContain('Before: session 1 (this same client) was cleared');
    expect(world.state(A).lifecycle).toMatchObject({ status: 'dormant', end_reason: 'clear', clean: true });
    expect(world.state(B).session_info.predecessor).toEqual({ session_id: A, number: 1, by: 'clear' });
  });

  it('/resume: the one that is left closes, the other one goes on under its own number', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('Stop.plain', A);
    await say('SessionEnd.exit', A);
    await say('SessionStart.startup', B);
    await say('SessionEnd.resume', B);
    const text = told(await say('SessionStart.resume', A));
    expect(text).toContain('Session 1 (development mode) resumed.');
    expect(text).not.toContain('Before:');
    expect(world.state(B).lifecycle).toMatchObject({ status: 'dormant', end_reason: 'resume' });
    expect(world.state(A)).toMatchObject({
      session_info: { number: 1, predecessor: null },
      lifecycle: { status: 'active', source: 'resume', starts: 2, end_reason: null },
      observability: { metrics: { human_prompts: 1 } },
    });
    expect(world.shared().map(({ type }) => type)).toEqual([
      'session_registered',
      'session_registered',
      'handoff_claimed',
    ]);
  });

  it('a resumed session is told of its own open tasks', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('TaskCreated', A);
    await eventually(() => expect(world.kinds(A)).toContain('task_mirrored'));
    await say('SessionEnd.exit', A);
    expect(told(await say('SessionStart.resume', A))).toContain('pending: Keep the order');
  });
});

describe('a fork', () => {
  it('that the client does not announce starts with its first prompt, and the old session closes', async () => {
    const world = newHookWorld();
    const before = await world.client();
    await voice(world, before)('SessionStart.startup', A);
    await voice(world, before)('UserPromptSubmit.typed', A);
    await voice(world, before)('Stop.plain', A);
    await voice(world, before)('SessionEnd.exit', A);
    await before.kill();

    const forking = await world.client();
    const say = voice(world, forking);
    expect(told(await say('SessionStart.resume', A))).toContain('Session 1 (development mode) resumed.');
    const fired = await say('UserPromptSubmit.typed', B);
    expect(JSON.parse(fired.stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'UserPromptSubmit',
        additionalContext: expect.stringContaining('Session 2 (development mode) forked.'),
      },
    });
    expect(told(fired)).toContain('Before: session 1 (the one this was forked from)');
    expect(world.state(A).lifecycle).toMatchObject({ status: 'dormant', end_reason: 'forked', clean: true });
    expect(world.state(B)).toMatchObject({
      session_info: { number: 2, predecessor: { session_id: A, by: 'fork' }, process: { pid: forking.pid } },
      lifecycle: { status: 'active', source: 'fork', turn: 'working' },
      observability: { metrics: { human_prompts: 1 } },
    });
    expect(world.kinds(B)).toEqual([
      'session_started',
      'session_activated',
      'handoff_taken',
      'context_injected',
      'prompt_submitted',
    ]);
    expect(await say('UserPromptSubmit.typed', B)).toEqual(SILENT);
    expect(await say('SessionEnd.exit', B)).toEqual(SILENT);
    expect(world.state(B).lifecycle.status).toBe('dormant');
    expect(world.troubles()).toEqual([]);
  });

  it('does not close a session that another client runs', async () => {
    const world = newHookWorld();
    const [mine, other] = [await world.client(), await world.client()];
    await voice(world, other)('SessionStart.startup', A);
    const text = told(await voice(world, mine)('UserPromptSubmit.typed', B));
    expect(text).toContain('Session 2 (development mode) started.');
    expect(text).toContain('Live beside you: session 1');
    expect(world.state(A).lifecycle.status).toBe('active');
    expect(world.state(B)).toMatchObject({
      session_info: { predecessor: null },
      lifecycle: { source: 'startup' },
    });
  });

  it('that the client announces (source "fork") follows the session of the same client', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('Stop.plain', A);
    const text = told(await say('SessionStart.fork', B));
    expect(text).toContain('Session 2 (development mode) forked.');
    expect(text).toContain('the one this was forked from');
    expect(world.state(B).session_info.predecessor).toEqual({ session_id: A, number: 1, by: 'fork' });
  });
});

describe('a compaction', () => {
  it('is counted, and the session goes on with a reminder', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('PostToolUse.task-started', A, {
      tool_input: { taskId: '3', subject: 'Keep the order', status: 'in_progress' },
    });
    await eventually(() => expect(world.kinds(A)).toContain('task_mirrored'));
    await say('Stop.plain', A);
    expect(await say('PreCompact.manual', A)).toEqual(SILENT);
    expect(await say('SubagentStop.compaction', A)).toEqual(SILENT);
    const text = told(await say('SessionStart.compact', A));
    expect(await say('PostCompact.manual', A)).toEqual(SILENT);
    await eventually(() => expect(world.kinds(A)).toContain('compaction_finished'));

    expect(text).toContain('Session 1 (development mode) goes on after a compaction.');
    expect(text).toContain('Next: go on with "Keep the order"');
    expect(text).not.toContain('Before:');
    expect(world.kinds(A).slice(-5)).toEqual([
      'compaction_started',
      'checkpoint_made',
      'handoff_made',
      'context_injected',
      'compaction_finished',
    ]);
    expect(world.state(A)).toMatchObject({
      lifecycle: { status: 'active', starts: 1 },
      observability: { metrics: { compactions: 1, agents_started: 0, turns_completed: 1 } },
      active_work: { execution_state: { agents: {} } },
    });
    const { bytes, by_hook } = world.state(A).observability.injected;
    expect(by_hook).toEqual({ SessionStart: bytes });
  });
});

describe('an interruption', () => {
  it('shows with the next prompt, and is counted once', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('UserPromptSubmit.titled', A);
    expect(world.state(A).observability.metrics).toMatchObject({ human_prompts: 2, turns_interrupted: 1 });
    await say('Stop.plain', A);
    await say('UserPromptSubmit.typed', A);
    await say('Stop.plain', A);
    await say('SessionEnd.exit', A);
    expect(world.state(A).observability.metrics).toMatchObject({
      human_prompts: 3,
      turns_completed: 2,
      turns_interrupted: 1,
    });
  });

  it('at the end of the session closes the open turn, and the successor is told so', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('SessionEnd.exit', A);
    expect(world.state(A).lifecycle).toMatchObject({ last_turn: 'interrupted', turn: 'idle', clean: true });
    expect(told(await say('SessionStart.startup', B))).toContain('- that turn was never finished');
  });

  it('a question to the person shows as waiting until a tool has run', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    await say('Notification.permission', A);
    await eventually(() => expect(world.state(A).lifecycle.turn).toBe('waiting'));
    await say('PostToolUse.edit', A);
    await eventually(() => expect(world.state(A).lifecycle.turn).toBe('working'));
  });
});

describe('a session for which orchestration is switched off', () => {
  it('records nothing more of what is done in it, and is told nothing', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    await say('UserPromptSubmit.typed', A);
    cli(world, 'session', 'disable', A);
    const before = world.kinds(A);
    expect(before.at(-1)).toBe('orchestration_set');

    const quiet = [
      'Stop.plain',
      'UserPromptSubmit.typed',
      'UserPromptSubmit.agent-ended',
      'PostToolUse.write-create',
      'PostToolUse.task-started',
      'PostToolUseFailure.bash',
      'PermissionDenied',
      'SubagentStart.explore',
      'SubagentStop.explore',
      'TaskCreated',
      'TaskCompleted.own',
      'Notification.permission',
      'StopFailure.details',
      'PreCompact.auto',
      'SessionStart.compact',
      'PostCompact.auto',
    ];
    for (const name of quiet) expect(await say(name, A), name).toEqual(SILENT);
    // The last recorder in the background is a later one's, of a session that is on.
    await say('SessionStart.startup', B);
    await say('PostToolUse.edit', B);
    await eventually(() => expect(world.kinds(B)).toContain('tool_used'));
    expect(world.kinds(A)).toEqual(before);
    expect(world.troubles()).toEqual([]);
  });

  it('still begins and ends, so that it is never taken for crashed', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    cli(world, 'session', 'disable', A);
    const transcript_path = join(world.home, `${A}.jsonl`);
    writeFileSync(transcript_path, `${JSON.stringify(assistantLine('msg_1', 10))}\n`);
    const count = world.kinds(A).length;
    expect(await say('SessionEnd.exit', A)).toEqual(SILENT);
    expect(await say('SessionStart.resume', A)).toEqual(SILENT);
    expect(world.kinds(A).slice(count)).toEqual([
      'session_closing',
      'session_closed',
      'session_started',
      'session_activated',
    ]);
    expect(world.state(A).runtime_config.orchestration_enabled).toBe(false);
  });

  it('is told and recorded again once it is switched on', async () => {
    const world = newHookWorld();
    const say = voice(world, await world.client());
    await say('SessionStart.startup', A);
    cli(world, 'session', 'disable', A);
    await say('UserPromptSubmit.typed', A);
    cli(world, 'session', 'enable', A);
    await say('UserPromptSubmit.titled', A);
    expect(world.state(A).observability.metrics.human_prompts).toBe(1);
    expect(told(await say('SessionStart.compact', A))).toContain('goes on after a compaction');
  });
});

function assistantLine(id: string, tokens: number): object {
  const usage = { input_tokens: tokens, output_tokens: tokens };
  return { type: 'assistant', message: { id, model: 'claude-opus-4-8', content: [], usage } };
}

describe('the limit of ten live sessions', () => {
  it('the eleventh starts without orchestration and is told so once', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const say = voice(world, client);
    for (let number = 1; number <= 10; number++) {
      const text = told(await say('SessionStart.startup', sessionId(number)));
      expect(text).toContain(`Session ${number} `);
      expect(text).not.toContain('orchestration is off');
    }
    const eleventh = await world.client();
    const tell = voice(world, eleventh);
    const id = sessionId(11);
    const text = told(await tell('SessionStart.startup', id));
    expect(text).toContain('Session 11 (development mode) started.');
    expect(text).toContain('Ten sessions are live already, so orchestration is off in this one.');
    expect(world.state(id).runtime_config.orchestration_enabled).toBe(false);
    expect(await tell('UserPromptSubmit.typed', id)).toEqual(SILENT);
    expect(await tell('SessionStart.compact', id)).toEqual(SILENT);
    expect(world.kinds(id)).toEqual(['session_started', 'session_activated', 'context_injected']);

    await say('SessionEnd.exit', sessionId(1));
    const next = told(await tell('SessionStart.startup', sessionId(12)));
    expect(next).not.toContain('orchestration is off');
    expect(world.state(sessionId(12)).runtime_config.orchestration_enabled).toBe(true);
  });
});
