import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HookWorld } from '../../helpers/fire-hook.ts';
import { newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const [A, B] = [sessionId(1), sessionId(2)];

/** Starts a session and gives what the model is told. */
async function started(world: HookWorld, id: string): Promise<string> {
  const client = await world.client();
  const fired = await client.fire(payload('SessionStart.startup', { session_id: id, cwd: world.project }));
  return fired.stdout;
}

/** Runs one command of the built CLI, as session A where the command is about a session. */
function baton(world: HookWorld, ...words: string[]): string {
  const session = words[0] === 'state' ? { BATON_SESSION: A } : {};
  return execFileSync(process.execPath, [join(world.plugin, 'dist', 'cli.cjs'), ...words], {
    encoding: 'utf8',
    cwd: world.project,
    env: { PATH: '/usr/bin:/bin', HOME: world.home, NO_COLOR: '1', ...session },
  });
}

describe('the settings and the hooks', () => {
  it('start one session more than limits.live_sessions without orchestration, from the next start on', async () => {
    const world = newHookWorld();
    baton(world, 'config', 'set', 'limits.live_sessions', '1');
    await started(world, A);
    await started(world, B);
    expect(world.state(A).runtime_config.orchestration_enabled).toBe(true);
    expect(world.state(B).runtime_config.orchestration_enabled).toBe(false);
  });

  it('tell the model nothing with briefing.enabled off, and little with a small briefing', async () => {
    const world = newHookWorld();
    baton(world, 'config', 'set', 'briefing.enabled', 'false');
    expect(await started(world, A)).toBe('');
    expect(world.state(A).lifecycle.status).toBe('active');
    baton(world, 'config', 'set', 'briefing.enabled', 'true');
    expect(await started(world, B)).toContain('[Baton] Session 2');
  });

  it('say after how many hours without activity a session has expired', async () => {
    const world = newHookWorld();
    baton(world, 'config', 'set', 'limits.session_expiry_hours', '0.0001');
    await started(world, A);
    const status = () => JSON.parse(baton(world, 'session', 'list', '--json'))[0]?.status;
    await expect.poll(status, { interval: 100, timeout: 5_000 }).toBe('expired');
    baton(world, 'config', 'set', 'limits.session_expiry_hours', '2');
    expect(status()).toBe('live');
  });

  it('hold as they were while the file is broken', async () => {
    const world = newHookWorld();
    baton(world, 'config', 'set', 'briefing.enabled', 'false');
    writeFileSync(world.layout.config, '{"briefing":');
    expect(await started(world, A)).toBe('');
  });
});

describe('a session that is left to version 1', () => {
  it('is not recorded by hooks, until it is taken back', async () => {
    const world = newHookWorld();
    await started(world, A);
    const client = await world.client();
    const prompt = () =>
      client.fire(payload('UserPromptSubmit.typed', { session_id: A, cwd: world.project }));
    baton(world, 'state', 'set', 'runtime_config.values.state_version', '"v1"');
    const before = world.kinds(A);
    await prompt();
    expect(world.kinds(A)).toEqual(before);
    baton(world, 'state', 'delete', 'runtime_config.values.state_version');
    await prompt();
    expect(world.kinds(A).at(-1)).toBe('prompt_submitted');
  });
});
