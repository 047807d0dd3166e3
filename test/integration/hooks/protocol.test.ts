import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeSession } from '../../../src/runtime/session-streams.ts';
import { storeContext } from '../../../src/runtime/store-context.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import type { FakeClient, Fired, Firing, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const A = sessionId(1);
const SILENT = { exitCode: 0, stdout: '', stderr: '' };
const STARTED: SessionEvent = {
  type: 'task_started',
  data: { task_id: 'T-1', title: 'Keep the order', assignee: null },
};
const PROGRESSED: SessionEvent = {
  type: 'task_progressed',
  data: { task_id: 'T-1', percentage: 50, actual_effort: null, artifacts: [] },
};

let world: HookWorld;
let client: FakeClient;

const fire = (name: string, changes: Payload = {}, firing: Firing = {}): Promise<Fired> =>
  client.fire(
    payload(name, {
      session_id: A,
      cwd: world.project,
      transcript_path: join(world.home, `${A}.jsonl`),
      ...changes,
    }),
    firing,
  );
const answer = (fired: Fired): Record<string, unknown> =>
  fired.stdout === '' ? {} : JSON.parse(fired.stdout);
const configure = (protocol: unknown) =>
  writeFileSync(world.layout.config, JSON.stringify({ version: 1, protocol }));
const add = (...events: SessionEvent[]) =>
  changeSession(world.layout, A, storeContext('test', 1_000), () => events);
const edit = async (path = 'src/a.ts', times = 1) => {
  await fire('PostToolUse.edit', { tool_input: { file_path: join(world.project, path) } });
  await eventually(() =>
    expect(world.state(A).observability.files.find((file) => file.path.endsWith(path))?.edits).toBe(times),
  );
};
const violations = () =>
  world
    .events(A)
    .filter(({ type }) => type === 'protocol_violated')
    .map(({ data }) => Object.entries(data))
    .map((entries) => new Map(entries))
    .map((data) => [data.get('rule'), data.get('answer')]);

beforeEach(async () => {
  world = newHookWorld();
  client = await world.client();
});

const begin = async (protocol?: unknown) => {
  if (protocol !== undefined) configure(protocol);
  await fire('SessionStart.startup');
  await fire('UserPromptSubmit.typed');
};

describe('Stop', () => {
  it('is put off once by a required rule, ends the turn when it was kept, and marks the place', async () => {
    await begin({ rules: { task_status: 'require' } });
    add(STARTED);
    await edit();
    const first = answer(await fire('Stop.plain'));
    expect(first).toEqual({
      decision: 'block',
      reason: expect.stringContaining('`baton task progress T-1 PERCENT`'),
    });
    expect(world.state(A).lifecycle.turn).toBe('working');
    expect(world.state(A).observability.injected.by_hook.Stop).toBe(Buffer.byteLength(String(first.reason)));

    add(PROGRESSED);
    expect(await fire('Stop.hook-active')).toMatchObject(SILENT);
    expect(world.state(A).lifecycle).toMatchObject({ turn: 'idle', last_turn: 'completed' });
    expect(violations()).toEqual([['task_status', 'blocked']]);
    expect(world.kinds(A).at(-1)).toBe('checkpoint_made');
    expect(world.troubles()).toEqual([]);
  });

  it('never loops: a rule that is not kept is passed over, and the person is told', async () => {
    await begin({ rules: { task_status: 'require' } });
    add(STARTED);
    await edit();
    expect(answer(await fire('Stop.plain')).decision).toBe('block');
    await edit('src/a.ts', 2);
    const second = answer(await fire('Stop.hook-active'));
    expect(Object.keys(second)).toEqual(['systemMessage']);
    expect(second.systemMessage).toContain('The turn ended although it is required otherwise');
    expect(violations()).toEqual([
      ['task_status', 'blocked'],
      ['task_status', 'passed_over'],
    ]);
    expect(world.state(A).lifecycle.turn).toBe('idle');
    // A turn that has ended is not asked again.
    expect(await fire('Stop.hook-active')).toMatchObject(SILENT);
    await fire('UserPromptSubmit.agent-ended');
    expect(answer(await fire('Stop.plain')).decision).toBeUndefined();
    await fire('UserPromptSubmit.typed');
    expect(answer(await fire('Stop.plain')).decision).toBe('block');
  });

  it('asks nothing while agents or commands go on in the background', async () => {
    await begin({ rules: { task_status: 'require' } });
    add(STARTED);
    await edit();
    expect(await fire('Stop.agents-running')).toMatchObject(SILENT);
    expect(await fire('UserPromptSubmit.agent-ended')).toMatchObject({ exitCode: 0 });
    expect(answer(await fire('Stop.plain')).decision).toBe('block');
  });

  it('tells the person of a warning once, and never the model', async () => {
    await begin();
    add(STARTED);
    await edit();
    expect(Object.keys(answer(await fire('Stop.plain')))).toEqual(['systemMessage']);
    await fire('UserPromptSubmit.typed');
    await edit('src/a.ts', 2);
    expect(await fire('Stop.plain')).toMatchObject(SILENT);
    expect(world.state(A).observability.injected.by_hook.Stop).toBeUndefined();
  });

  it('asks git only for what the session edited itself', async () => {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: world.project, stdio: 'pipe' });
    git('init', '-q');
    git('config', 'user.email', 'a@b.c');
    git('config', 'user.name', 'a');
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(world.project, path)), { recursive: true });
      writeFileSync(join(world.project, path), text);
    };
    write('src/other.ts', 'not ours');
    await begin({ rules: { uncommitted: 'require' } });
    expect(await fire('Stop.plain')).toMatchObject(SILENT);
    await fire('UserPromptSubmit.typed');
    write('src/a.ts', 'x');
    await edit();
    expect(answer(await fire('Stop.plain')).reason).toContain(
      '1 edited file is not committed: src/a.ts. Commit the work',
    );
    git('add', 'src/a.ts');
    git('commit', '-qm', 'a');
    expect(await fire('Stop.hook-active')).toMatchObject(SILENT);
  });

  it('leaves a session alone in which orchestration is off, and one it does not know', async () => {
    await begin({ rules: { task_status: 'require' } });
    add(STARTED);
    await edit();
    add({ type: 'orchestration_set', data: { enabled: false } });
    expect(await fire('Stop.plain')).toMatchObject(SILENT);
    expect(await fire('Stop.plain', { session_id: sessionId(9) })).toMatchObject(SILENT);
    expect(violations()).toEqual([]);
  });

  it('asks nothing when the one switch leaves the protocol to the person', async () => {
    await begin({ manual: true, rules: { task_status: 'require' } });
    add(STARTED);
    await edit();
    expect(await fire('Stop.plain')).toMatchObject(SILENT);
  });
});

describe('PreToolUse', () => {
  const decision = (fired: Fired) => {
    const output = answer(fired).hookSpecificOutput;
    return typeof output === 'object' ? new Map(Object.entries(output ?? {})) : new Map();
  };
  const write = (file_path: string, more: Payload = {}) =>
    fire('PreToolUse.write', { tool_input: { file_path, content: 'x' }, ...more });
  const bash = (command: string) => fire('PreToolUse.bash', { tool_input: { command } });

  it('denies what would write Baton’s own state, by a tool or by the shell', async () => {
    await begin();
    const log = join(world.layout.session(A), '000001.jsonl');
    const denied = decision(await write(log));
    expect(denied.get('permissionDecision')).toBe('deny');
    expect(denied.get('permissionDecisionReason')).toMatch(
      /^Baton: \.baton\/sessions\/.* is written by Baton alone\./,
    );
    expect(decision(await bash(`echo x >> ${log}`)).get('permissionDecision')).toBe('deny');
    expect(decision(await write('.baton/plan/epics/e1.json')).get('permissionDecisionReason')).toContain(
      'part of the plan, which a session in development mode does not edit by hand',
    );
    expect(violations()).toEqual([
      ['protected_files', 'denied'],
      ['protected_files', 'denied'],
      ['plan_edits', 'denied'],
    ]);
  });

  it('says nothing to ordinary edits and commands, and starts no Node for them', async () => {
    await begin();
    writeFileSync(
      join(world.dir, 'node'),
      `#!/bin/sh\necho started >> ${join(world.dir, 'starts')}\ncat >/dev/null\n`,
      {
        mode: 0o755,
      },
    );
    const counting = { env: { BATON_NODE: join(world.dir, 'node') } };
    for (const [name, changes] of [
      [
        'PreToolUse.write',
        { tool_input: { file_path: join(world.project, 'src/a.ts'), content: 'x'.repeat(300_000) } },
      ],
      ['PreToolUse.bash', { tool_input: { command: 'npm test > out.txt' } }],
    ] as const)
      expect(await fire(name, changes, counting)).toMatchObject(SILENT);
    expect(existsSync(join(world.dir, 'starts'))).toBe(false);
    await fire('PreToolUse.bash', { tool_input: { command: 'cat .baton/config.json' } }, counting);
    expect(readFileSync(join(world.dir, 'starts'), 'utf8')).toBe('started\n');
    expect(await bash('cat .baton/config.json')).toMatchObject(SILENT);
    expect(await write('.baton/tasks/T-1-state.md')).toMatchObject(SILENT);
    expect(decision(await bash('baton session list')).get('permissionDecision')).toBe('allow');
  });

  it('warns a lead who edits source files, once, and never the agents it delegates to', async () => {
    await begin();
    add({ type: 'mode_changed', data: { mode: 'leadership' } });
    expect(await write('src/a.ts', { agent_id: 'a-1', agent_type: 'coder' })).toMatchObject(SILENT);
    expect(answer(await write('src/a.ts')).systemMessage).toContain('does not edit source files itself');
    expect(await write('src/b.ts')).toMatchObject(SILENT);
    configure({ rules: { mode_edits: 'require' } });
    expect(decision(await write('src/b.ts')).get('permissionDecision')).toBe('deny');
    add({ type: 'mode_changed', data: { mode: 'development' } });
    expect(await write('src/b.ts')).toMatchObject(SILENT);
  });

  it('lets all pass where a person has waived the rule', async () => {
    await begin();
    add({
      type: 'override_granted',
      data: { rule: 'protected_files', scope: 'session', reason: 'mending by hand', user: 'ada' },
    });
    expect(await write('.baton/cache/x')).toMatchObject(SILENT);
  });
});

describe('the first prompt', () => {
  const checks = (consensus: number) => {
    mkdirSync(world.layout.cache, { recursive: true });
    writeFileSync(
      join(world.layout.cache, 'checks.json'),
      JSON.stringify({ consensus, threshold: 0.8, checked_at: new Date().toISOString(), checks: [] }),
    );
  };

  it('is told to the person that checks fail, once', async () => {
    checks(0.5);
    await fire('SessionStart.startup');
    expect(answer(await fire('UserPromptSubmit.typed')).systemMessage).toContain(
      'The reality checks come to 50%, under 80%.',
    );
    expect(await fire('UserPromptSubmit.typed')).toMatchObject(SILENT);
  });

  it('is held back where it is required, until the checks pass or a person waives it', async () => {
    configure({ rules: { consensus: 'require' } });
    checks(0.5);
    await fire('SessionStart.startup');
    const held = answer(await fire('UserPromptSubmit.typed'));
    expect(held).toEqual({
      decision: 'block',
      reason: expect.stringContaining('baton session override consensus --reason WHY'),
    });
    expect(world.state(A).observability.metrics.human_prompts).toBe(0);
    expect(answer(await fire('UserPromptSubmit.agent-ended')).decision).toBeUndefined();
    checks(0.9);
    expect(await fire('UserPromptSubmit.typed')).toMatchObject(SILENT);
    checks(0.1);
    expect(await fire('UserPromptSubmit.typed')).toMatchObject(SILENT);
  });
});
