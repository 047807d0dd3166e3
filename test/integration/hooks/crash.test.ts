import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeSession } from '../../../src/runtime/session-streams.ts';
import { storeContext } from '../../../src/runtime/store-context.ts';
import { setOrchestration } from '../../../src/session/commands/settings.ts';
import type { FakeClient, HookWorld } from '../../helpers/fire-hook.ts';
import { newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const [A, B] = [sessionId(1), sessionId(2)];

function fire(world: HookWorld, client: FakeClient, name: string, id: string) {
  return client.fire(payload(name, { session_id: id, cwd: world.project }));
}

function clients(world: HookWorld, count: number): Promise<FakeClient[]> {
  return Promise.all(Array.from({ length: count }, () => world.client()));
}

/** A session in the middle of a turn whose client was killed. */
async function crashed(world: HookWorld, id: string): Promise<void> {
  const client = await world.client();
  await fire(world, client, 'SessionStart.startup', id);
  await fire(world, client, 'UserPromptSubmit.typed', id);
  await client.kill();
}

function closings(world: HookWorld, id: string): object[] {
  return world
    .events(id)
    .filter(({ type }) => type === 'session_closed')
    .map(({ data }) => data);
}

describe('a session whose client was killed', () => {
  it('is closed by the next one, which is told that it crashed and where', async () => {
    const world = newHookWorld();
    await crashed(world, A);
    expect(world.state(A).lifecycle).toMatchObject({ status: 'active', turn: 'working' });
    const { stdout } = await fire(world, await world.client(), 'SessionStart.startup', B);
    expect(stdout).toContain('crashed: its process ended without a close');
    expect(stdout).toContain('that turn was never finished');
    expect(closings(world, A)).toEqual([{ reason: 'crashed', clean: false, closed_by: B }]);
    expect(world.state(A)).toMatchObject({
      lifecycle: { status: 'dormant', clean: false, end_reason: 'crashed', last_turn: 'interrupted' },
      observability: { metrics: { turns_interrupted: 1 } },
    });
  });

  it('is closed once, when five start at the same time, and the five get five numbers', async () => {
    const world = newHookWorld();
    await crashed(world, A);
    const five = await clients(world, 5);
    const fired = await Promise.all(
      five.map((client, index) => fire(world, client, 'SessionStart.startup', sessionId(10 + index))),
    );
    expect(fired.map(({ stdout }) => stdout)).toEqual(
      five.map(() => expect.stringMatching(/additionalContext.*crashed: its process ended/)),
    );
    expect(closings(world, A)).toHaveLength(1);
    const numbers = five.map((_client, index) => world.state(sessionId(10 + index)).session_info.number);
    expect([...numbers].sort()).toEqual([2, 3, 4, 5, 6]);
    expect(world.troubles()).toEqual([]);
  });

  it('has what its last turn used read once, though five close it; not where it was switched off', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const transcript = (id: string) => join(world.home, `${id}.jsonl`);
    for (const id of [A, B]) {
      const changes = { session_id: id, cwd: world.project, transcript_path: transcript(id) };
      await client.fire(payload('SessionStart.startup', changes));
      await client.fire(payload('UserPromptSubmit.typed', changes));
      const usage = { input_tokens: 40, output_tokens: 2 };
      const content = [{ type: 'tool_use', id: 'toolu_1', name: 'Grep', input: {} }];
      const message = { id: 'msg_1', model: 'claude-opus-4-8', content, usage };
      writeFileSync(transcript(id), `${JSON.stringify({ type: 'assistant', message })}\n`);
    }
    changeSession(world.layout, B, storeContext('test', 1_000), (state) => setOrchestration(state, false));
    await client.kill();
    const five = await clients(world, 5);
    await Promise.all(
      five.map((one, index) => fire(world, one, 'SessionStart.startup', sessionId(10 + index))),
    );
    expect(closings(world, A)).toHaveLength(1);
    expect(closings(world, B)).toHaveLength(1);
    expect(world.state(A).observability).toMatchObject({
      usage: { tokens: { input: 40, output: 2 } },
      tools: { Grep: { calls: 1 } },
    });
    expect(world.kinds(B)).not.toContain('usage_recorded');
    expect(world.troubles()).toEqual([]);
  });

  it('is not closed while its client lives', async () => {
    const world = newHookWorld();
    const client = await world.client();
    await fire(world, client, 'SessionStart.startup', A);
    await fire(world, await world.client(), 'SessionStart.startup', B);
    expect(closings(world, A)).toEqual([]);
    expect(world.state(B).session_info.predecessor).toBeNull();
  });

  it('goes on under its own number when it is resumed, closed as crashed first', async () => {
    const world = newHookWorld();
    await crashed(world, A);
    const client = await world.client();
    await fire(world, client, 'SessionStart.resume', A);
    expect(closings(world, A)).toEqual([{ reason: 'crashed', clean: false, closed_by: A }]);
    expect(world.state(A)).toMatchObject({
      session_info: { number: 1, process: { pid: client.pid } },
      lifecycle: { status: 'active', source: 'resume', starts: 2, turn: 'idle', clean: true },
    });
  });

  it('goes on also when another session has closed it meanwhile', async () => {
    const world = newHookWorld();
    await crashed(world, A);
    await fire(world, await world.client(), 'SessionStart.startup', B);
    await fire(world, await world.client(), 'SessionStart.resume', A);
    expect(closings(world, A)).toHaveLength(1);
    expect(world.state(A).lifecycle).toMatchObject({ status: 'active', starts: 2 });
  });

  it('is taken over when another client resumes it while the first still lives', async () => {
    const world = newHookWorld();
    const [first, second] = [await world.client(), await world.client()];
    await fire(world, first, 'SessionStart.startup', A);
    await fire(world, second, 'SessionStart.resume', A);
    expect(closings(world, A)).toEqual([{ reason: 'superseded', clean: true, closed_by: null }]);
    expect(world.state(A).session_info.process?.pid).toBe(second.pid);
  });
});

describe('sessions that start at the same time', () => {
  it('ten of them get ten numbers, and each is told that it has begun', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const ids = Array.from({ length: 10 }, (_, index) => sessionId(20 + index));
    const fired = await Promise.all(ids.map((id) => fire(world, client, 'SessionStart.startup', id)));
    for (const { stdout, exitCode } of fired) {
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/"additionalContext":"\[Baton\] Session \d+ /);
    }
    const numbers = ids.map((id) => world.state(id).session_info.number);
    expect([...numbers].sort((left, right) => left - right)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(world.troubles()).toEqual([]);
  });

  it('one session started five times at once has one number and one start that counts', async () => {
    const world = newHookWorld();
    const client = await world.client();
    await Promise.all(Array.from({ length: 5 }, () => fire(world, client, 'SessionStart.startup', A)));
    expect(world.shared()).toHaveLength(1);
    expect(world.state(A)).toMatchObject({ session_info: { number: 1 }, lifecycle: { status: 'active' } });
    expect(world.troubles()).toEqual([]);
  });

  it('twenty tool calls told at the same time are counted, every one', async () => {
    const world = newHookWorld();
    const client = await world.client();
    await fire(world, client, 'SessionStart.startup', A);
    await Promise.all(Array.from({ length: 20 }, () => fire(world, client, 'PostToolUse.edit', A)));
    await expect
      .poll(() => world.state(A).observability.files[0]?.edits, { timeout: 20_000, interval: 20 })
      .toBe(20);
    expect(world.troubles()).toEqual([]);
  });
});

describe('an old session that cannot be read', () => {
  it('is passed over on the way to the last one that worked', async () => {
    const world = newHookWorld();
    const client = await world.client();
    for (const id of [A, B]) {
      await fire(world, client, 'SessionStart.startup', id);
      await fire(world, client, 'SessionEnd.exit', id);
    }
    expect(world.state(B).session_info.predecessor?.session_id).toBe(A);
    replaceBy(join(world.layout.session(A), '000001.jsonl'), 'folder');
    const { stdout } = await fire(world, client, 'SessionStart.startup', sessionId(3));
    expect(stdout).toContain('[Baton] Session 3 (development mode) started.');
  });

  it.each<[string, (folder: string) => void]>([
    ['whose log is a folder', (folder) => replaceBy(join(folder, '000001.jsonl'), 'folder')],
    ['whose folder is a file', (folder) => replaceBy(folder, 'file')],
    ['whose view is a folder', (folder) => replaceBy(join(folder, 'view.json'), 'folder')],
    ['whose snapshot is a folder', (folder) => replaceBy(join(folder, 'snapshot.json'), 'folder')],
    ['that is gone', (folder) => rmSync(folder, { recursive: true })],
  ])('%s does not keep the next one from starting', async (_name, spoil) => {
    const world = newHookWorld();
    await crashed(world, A);
    spoil(world.layout.session(A));
    const { stdout, exitCode } = await fire(world, await world.client(), 'SessionStart.startup', B);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('[Baton] Session 2 (development mode) started.');
    expect(world.state(B).lifecycle.status).toBe('active');
  });
});

const mayBeAnother = process.getuid?.() === 0 && spawnSync('setpriv', ['--reuid=65534', 'true']).status === 0;
if (!mayBeAnother) console.warn('NOT RUN: sessions of another user. Only root may become somebody else.');

describe.runIf(mayBeAnother)('an old session that is only readable', () => {
  it('is told of as crashed, stays as it is, and keeps nobody from starting', async () => {
    const world = newHookWorld();
    await crashed(world, A);
    const log = join(world.layout.session(A), '000001.jsonl');
    const before = readFileSync(log, 'utf8');
    const [user, group] = [65_534, 65_534];
    // As another user, who may read the first one's session and write everything else.
    execFileSync('chown', ['-R', `${user}:${group}`, world.dir]);
    for (const path of [world.layout.session(A), log, join(world.layout.session(A), 'view.json')])
      chownSync(path, 0, 0);
    execFileSync('chmod', ['-R', 'a+rX', world.layout.session(A)]);
    const client = await world.client();
    const shell = ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', '/bin/sh'];
    const content = payload('SessionStart.startup', { session_id: B, cwd: world.project });
    const { stdout } = await client.fire(content, { shell });
    expect(stdout).toContain('Session 2 (development mode) started.');
    expect(stdout).toContain('crashed: its process ended without a close');
    expect(readFileSync(log, 'utf8')).toBe(before);
  });
});

function replaceBy(path: string, kind: 'file' | 'folder'): void {
  renameSync(path, `${path}.moved`);
  if (kind === 'file') writeFileSync(path, 'x');
  else mkdirSync(path);
}
