import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTED_EVENTS } from '../../../hooks/router.ts';
import type { FakeClient, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const FIXTURES = readdirSync(join(import.meta.dirname, '../../fixtures/hooks')).map((file) =>
  file.replace(/\.json$/, ''),
);

/** What one payload adds to the log of a session in the middle of a turn: each event and part of its data. */
const RECORDED: Readonly<Record<string, readonly (readonly [type: string, data: object])[]>> = {
  'SessionEnd.clear': [
    ['turn_ended', { outcome: 'interrupted' }],
    ['session_closing', { reason: 'clear' }],
    ['session_closed', { reason: 'clear', clean: true, closed_by: null }],
    ['handoff_made', { sequence: 1, reason: 'end', to_session: null }],
  ],
  'SessionEnd.resume': ended('resume'),
  'SessionEnd.exit': ended('prompt_input_exit'),
  'SessionEnd.other': ended('other'),
  'SessionEnd.logout': ended('logout'),
  'UserPromptSubmit.typed': prompt('human', 'Make the basket keep its order.'),
  'UserPromptSubmit.titled': prompt('human', '/review the basket'),
  'UserPromptSubmit.agent-ended': prompt('synthetic', null),
  'UserPromptSubmit.shell-ended': prompt('synthetic', null),
  'UserPromptSubmit.rewake': prompt('synthetic', null),
  'UserPromptSubmit.teammate': prompt('synthetic', null),
  'PreToolUse.baton': [],
  'PreToolUse.bash': [],
  'PostToolUse.write-in-agent': tool('Write', 'ok', { agent_id: 'a0c0ffee0c0ffee01' }),
  'PostToolUse.write-create': tool('Write', 'ok', {
    file: '/srv/demo/shop/src/basket.ts',
    duration_ms: 61,
    agent_id: null,
  }),
  'PostToolUse.write-update': tool('Write', 'ok', { file: '/srv/demo/shop/src/basket.ts' }),
  'PostToolUse.edit': tool('Edit', 'ok', { file: '/srv/demo/shop/src/order.ts' }),
  'PostToolUse.notebook': tool('NotebookEdit', 'ok', { file: '/srv/demo/shop/sales.ipynb' }),
  'PostToolUse.task-started': [...tool('TaskUpdate', 'ok', {}), ...task('client-3', null, 'in_progress')],
  'PostToolUse.task-completed': [...tool('TaskUpdate', 'ok', {}), ...task('client-3', null, 'completed')],
  'PostToolUse.task-deleted': [...tool('TaskUpdate', 'ok', {}), ...task('client-3', null, 'cancelled')],
  'PostToolUse.bash-test': [
    ['check_observed', { command: 'npm test', kind: 'test', outcome: 'ok', exit_code: 0, coverage: 92.5 }],
  ],
  'PostToolUseFailure.bash': [
    ...tool('Bash', 'failed', { duration_ms: 903 }),
    ['check_observed', { command: 'npm test', outcome: 'failed', exit_code: 1, tree: null }],
  ],
  'PostToolUseFailure.read': tool('Read', 'failed', { file: null }),
  'PostToolUseFailure.mcp': tool('mcp__stock__count', 'failed', {}),
  PermissionDenied: tool('Bash', 'denied', { duration_ms: null }),
  'Stop.plain': [
    ['turn_ended', { outcome: 'completed', answer: 'The basket keeps its order now.', background: 0 }],
  ],
  'Stop.shell-running': [['turn_ended', { outcome: 'completed', background: 1 }]],
  'Stop.agents-running': [['turn_ended', { outcome: 'completed', background: 2 }]],
  'Stop.cron': [['turn_ended', { outcome: 'completed', background: 0 }]],
  'Stop.hook-active': [['turn_ended', { outcome: 'completed', answer: 'Linted as well.' }]],
  'StopFailure.rate-limit': [['turn_ended', { outcome: 'failed', error: 'rate_limit', answer: null }]],
  'StopFailure.output-limit': [['turn_ended', { outcome: 'failed', error: 'max_output_tokens' }]],
  'StopFailure.details': [['turn_ended', { outcome: 'failed', error: 'invalid_request' }]],
  'SubagentStart.explore': [['agent_started', { agent_id: 'a0c0ffee0c0ffee01', agent_type: 'Explore' }]],
  'SubagentStart.teammate': [
    ['agent_started', { agent_id: 'apainter-0123456789abcdef', agent_type: 'painter' }],
  ],
  'SubagentStop.explore': [['agent_stopped', { agent_id: 'a0c0ffee0c0ffee01', agent_type: 'Explore' }]],
  'SubagentStop.background': [['agent_stopped', { agent_id: 'a0c0ffee0c0ffee01', agent_type: 'Explore' }]],
  'SubagentStop.teammate': [
    ['agent_stopped', { agent_id: 'apainter-0123456789abcdef', agent_type: 'painter' }],
  ],
  'SubagentStop.compaction': [],
  TaskCreated: task('client-3', 'Keep the order', 'pending'),
  'TaskCompleted.own': task('client-3', 'Keep the order', 'completed'),
  'TaskCompleted.teammate': [
    ['task_mirrored', { task_id: 'client-4', title: 'Paint', status: 'completed', assignee: 'painter' }],
  ],
  'Notification.permission': [['notification_received', { kind: 'permission_prompt' }]],
  'Notification.idle': [['notification_received', { kind: 'idle_prompt' }]],
  'Notification.elicitation': [['notification_received', { kind: 'elicitation_response' }]],
  'PreCompact.manual': compacting('manual'),
  'PreCompact.auto': compacting('auto'),
  'PostCompact.manual': [['compaction_finished', { trigger: 'manual', summary_characters: 31 }]],
  'PostCompact.auto': [['compaction_finished', { trigger: 'auto', summary_characters: 38 }]],
};

function compacting(trigger: string) {
  return [
    ['compaction_started', { trigger }],
    ['checkpoint_made', { reason: 'compaction', label: null }],
    ['handoff_made', { sequence: 1, reason: 'compaction', to_session: null }],
  ] as const;
}

function ended(reason: string) {
  return [
    ['turn_ended', { outcome: 'interrupted' }],
    ['session_closing', { reason }],
    ['session_closed', { reason, clean: true, closed_by: null }],
    ['handoff_made', { sequence: 1, reason: 'end', to_session: null }],
  ] as const;
}

function prompt(kind: string, excerpt: string | null) {
  return [
    ['turn_ended', { outcome: 'interrupted' }],
    ['prompt_submitted', { kind, excerpt }],
  ] as const;
}

function tool(name: string, outcome: string, more: object) {
  return [['tool_used', { tool: name, outcome, ...more }]] as const;
}

function task(id: string, title: string | null, status: string) {
  return [['task_mirrored', { task_id: id, title, status, assignee: null }]] as const;
}

describe('each payload of the client', () => {
  let world: HookWorld;
  let client: FakeClient;
  let next = 0;

  /** A session of its own in the middle of a turn, and its payloads. */
  async function working(): Promise<{ id: string; speak: (name: string, changes?: Payload) => Payload }> {
    const id = sessionId(++next);
    const transcript_path = join(world.home, `${id}.jsonl`);
    const speak = (name: string, changes: Payload = {}): Payload =>
      payload(name, { session_id: id, cwd: world.project, transcript_path, ...changes });
    await client.fire(speak('SessionStart.startup'));
    await client.fire(speak('UserPromptSubmit.typed'));
    return { id, speak };
  }

  beforeAll(() => {
    expect(FIXTURES.length).toBeGreaterThan(50);
  });

  it('is there for every event that Baton registers', () => {
    expect([...new Set(FIXTURES.map((name) => name.split('.')[0]))].sort()).toEqual(
      [...ROUTED_EVENTS].sort(),
    );
    const told = Object.keys(RECORDED);
    const apart = FIXTURES.filter((name) => name.startsWith('SessionStart.') || name === 'PreToolUse.write');
    expect([...told, ...apart].sort()).toEqual([...FIXTURES].sort());
  });

  it('is recorded as what it says, and answered with silence', async () => {
    world = newHookWorld();
    client = await world.client();
    for (const [name, expected] of Object.entries(RECORDED)) {
      const { id, speak } = await working();
      const before = world.events(id).length;
      const fired = await client.fire(speak(name));
      expect(fired, name).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
      if (name !== 'PreToolUse.baton') expect(fired.stdout, name).toBe('');
      await eventually(() => expect(world.events(id).length - before, name).toBe(expected.length));
      const added = world.events(id).slice(before);
      expect(
        added.map(({ type }) => type),
        name,
      ).toEqual(expected.map(([type]) => type));
      for (const [index, [, data]] of expected.entries())
        expect(added[index]?.data, name).toMatchObject(data);
      if (!name.startsWith('SessionEnd')) await client.fire(speak('SessionEnd.other'));
    }
    expect(world.troubles()).toEqual([]);
  });

  it.each([
    ['SessionStart.startup', 'startup', 'started', 'claude-opus-4-8[1m]'],
    ['SessionStart.startup-print', 'startup', 'started', null],
    ['SessionStart.startup-agent', 'startup', 'started', null],
    ['SessionStart.startup-titled', 'startup', 'started', null],
    ['SessionStart.resume', 'resume', 'resumed', 'claude-opus-4-8[1m]'],
    ['SessionStart.clear', 'clear', 'started after /clear', null],
    ['SessionStart.compact', 'resume', 'goes on after a compaction', 'claude-opus-4-8[1m]'],
    ['SessionStart.fork', 'fork', 'forked', null],
  ])('%s of a session that nobody knows starts it', async (name, source, words, model) => {
    world = newHookWorld();
    client = await world.client();
    const id = sessionId(1);
    const fired = await client.fire(payload(name, { session_id: id, cwd: world.project }));
    const reply = JSON.parse(fired.stdout) as { hookSpecificOutput: Record<string, string> };
    expect(reply).toEqual({
      hookSpecificOutput: {
        hookEventName: 'SessionStart',
        additionalContext: expect.stringContaining(words),
      },
    });
    expect(world.kinds(id)).toEqual(['session_started', 'session_activated', 'context_injected']);
    expect(world.state(id)).toMatchObject({
      session_info: { id, number: 1, model, process: { pid: client.pid }, predecessor: null },
      lifecycle: { status: 'active', source, starts: 1 },
      observability: {
        injected: { bytes: Buffer.byteLength(reply.hookSpecificOutput.additionalContext ?? '') },
      },
    });
    expect(world.troubles()).toEqual([]);
  });

  it('makes nothing where the session was never started, unless it is a start or a prompt', async () => {
    world = newHookWorld();
    client = await world.client();
    const names = FIXTURES.filter((name) => !/^(SessionStart|UserPromptSubmit|PreToolUse)/.test(name));
    for (const [index, name] of names.entries()) {
      const changes = { session_id: sessionId(100 + index), cwd: world.project };
      const fired = await client.fire(payload(name, changes));
      expect(fired, name).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
    }
    // The recorders in the background have ended when the last one to be started has recorded.
    const known = { session_id: sessionId(1), cwd: world.project };
    await client.fire(payload('SessionStart.startup', known));
    await client.fire(payload('Notification.idle', known));
    await eventually(() => expect(world.kinds(sessionId(1))).toContain('notification_received'));
    expect(readdirSync(world.layout.sessions)).toEqual([sessionId(1)]);
    expect(world.shared()).toHaveLength(1);
    expect(world.troubles()).toEqual([]);
  });
});
