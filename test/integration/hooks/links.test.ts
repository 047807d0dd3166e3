import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HookWorld } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';
import { run } from '../cli/program.ts';

// A repository that somebody else made may hold symbolic links where Baton writes.
const A = sessionId(1);

function troublesOfUser(world: HookWorld): string {
  const path = join(world.home, '.claude/baton/errors.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Puts a link in the place of `path`, to a file or a folder of the person's. */
function linked(world: HookWorld, path: string, kind: 'file' | 'folder'): string {
  const target = join(world.home, kind === 'file' ? '.bashrc' : 'private');
  if (kind === 'file') writeFileSync(target, 'alias l=ls\n');
  else mkdirSync(target);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
  return target;
}

async function start(world: HookWorld): Promise<void> {
  const client = await world.client();
  const changes = { session_id: A, cwd: world.project };
  expect(await client.fire(payload('SessionStart.startup', changes))).toMatchObject({
    exitCode: 0,
    stderr: '',
  });
  expect(await client.fire(payload('Stop.plain', changes))).toMatchObject({ exitCode: 0, stderr: '' });
}

describe('a link in the place of a file', () => {
  it.each([
    ['the shared log', (world: HookWorld) => join(world.layout.shared, '000001.jsonl')],
    ["a session's log", (world: HookWorld) => join(world.layout.session(A), '000001.jsonl')],
    ["a session's view", (world: HookWorld) => join(world.layout.session(A), 'view.json')],
    ['the log of troubles', (world: HookWorld) => world.layout.trouble],
  ])('is not written through by a hook: %s', async (_, place) => {
    const world = newHookWorld();
    const target = linked(world, place(world), 'file');
    if (place(world) === world.layout.trouble) writeFileSync(world.layout.config, '{');
    await start(world);
    expect(readFileSync(target, 'utf8')).toBe('alias l=ls\n');
  });

  it('is not written through by a change of the plan', async () => {
    const world = newHookWorld();
    const target = linked(world, world.layout.audit, 'file');
    const { code, err } = await run(['epic', 'create', 'e1', '--title', 'E'], { cwd: world.project });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('is a symbolic link, and Baton writes through none'),
    ]);
    expect(readFileSync(target, 'utf8')).toBe('alias l=ls\n');
  });
});

describe('a link in the place of a folder', () => {
  it.each(['sessions', 'shared', 'cache', 'locks', 'plan', 'plan/epics', 'tasks', 'handoffs', 'reports'])(
    '.baton/%s makes hooks write nothing and say why',
    async (name) => {
      const world = newHookWorld();
      const target = linked(world, join(world.layout.baton, name), 'folder');
      await start(world);
      expect(readdirSync(target)).toEqual([]);
      await eventually(() =>
        expect(troublesOfUser(world)).toContain(`.baton/${name} is a symbolic link; expected a folder`),
      );
      const { code, err } = await run(['session', 'list'], { cwd: world.project });
      expect([code, err]).toEqual([1, expect.stringContaining('set BATON_DIR')]);
    },
  );

  it('.baton itself is refused as well', async () => {
    const world = newHookWorld();
    const target = linked(world, world.layout.baton, 'folder');
    await start(world);
    expect(readdirSync(target)).toEqual([]);
  });
});
