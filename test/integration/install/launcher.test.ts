import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STATUS_LINE_COMMAND } from '../../../src/install/launcher.ts';
import type { Sandbox } from './sandbox.ts';
import { sandbox } from './sandbox.ts';

const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/busybox'].filter((shell) => existsSync(shell));

function start(box: Sandbox, shell: string, command: string, env: Record<string, string> = {}) {
  const args = shell.endsWith('busybox') ? ['sh', '-c', command] : ['-c', command];
  const input = '{"session_id":"s1"}\n';
  const { status, stdout, stderr } = spawnSync(shell, args, {
    env: { ...box.env, ...env },
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const NOTHING = { status: 0, stdout: '', stderr: '' };

/** Another copy of the plugin's bundle, as the client keeps them, made `age` seconds ago. */
function cached(box: Sandbox, version: string, says: string, age: number): string {
  const folder = join(box.home, '.claude/plugins/cache/baton/baton', version);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'statusline.cjs'), `console.log(${JSON.stringify(says)})`);
  const when = Date.now() / 1000 - age;
  utimesSync(folder, when, when);
  return folder;
}

describe.each(SHELLS)('the status line command in %s', (shell) => {
  it('runs the bundle with the payload and without the extra certificates', async () => {
    const box = sandbox();
    await box.run('install', '--yes');
    const said = start(box, shell, STATUS_LINE_COMMAND, { NODE_EXTRA_CA_CERTS: '/nowhere' });
    expect(said).toEqual({ status: 0, stdout: 'line of s1\n', stderr: '' });
  });

  it('hands the extra certificates on under a name that costs Node nothing', async () => {
    const box = sandbox();
    await box.run('install', '--yes');
    const bundle = 'const { env } = process; console.log(env.BATON_EXTRA_CA_CERTS, env.NODE_EXTRA_CA_CERTS)';
    writeFileSync(join(box.plugin, 'dist', 'statusline.cjs'), bundle);
    const say = (env: Record<string, string>) => start(box, shell, STATUS_LINE_COMMAND, env).stdout;
    expect(say({ NODE_EXTRA_CA_CERTS: '/no where' })).toBe('/no where undefined\n');
    expect(say({})).toBe('undefined undefined\n');
  });

  it('is silent on a machine without Baton', () => {
    expect(start(sandbox(), shell, STATUS_LINE_COMMAND)).toEqual(NOTHING);
  });

  it('is silent when the plugin is gone, or Node is', async () => {
    const box = sandbox();
    await box.run('install', '--yes');
    expect(start(box, shell, STATUS_LINE_COMMAND, { PATH: '/nowhere' })).toEqual(NOTHING);
    renameSync(box.plugin, `${box.plugin}-gone`);
    expect(start(box, shell, STATUS_LINE_COMMAND)).toEqual(NOTHING);
  });

  it('falls back to the newest copy that the client still uses', async () => {
    const box = sandbox();
    await box.run('install', '--yes');
    rmSync(box.plugin, { recursive: true });
    cached(box, '0.10.0', 'new', 10);
    cached(box, '0.9.0', 'old', 100);
    writeFileSync(join(cached(box, '0.11.0', 'orphan', 1), '.orphaned_at'), '1');
    expect(start(box, shell, STATUS_LINE_COMMAND)).toEqual({ status: 0, stdout: 'new\n', stderr: '' });
  });

  it('honours CLAUDE_CONFIG_DIR and BATON_NODE, and falls back to node', async () => {
    const box = sandbox();
    box.env.CLAUDE_CONFIG_DIR = join(box.home, 'my config');
    await box.run('install', '--yes');
    expect(existsSync(join(box.home, '.claude'))).toBe(false);
    expect(start(box, shell, STATUS_LINE_COMMAND, { BATON_NODE: 'no-such-node' }).stdout).toBe(
      'line of s1\n',
    );
    expect(start(box, shell, STATUS_LINE_COMMAND, { BATON_NODE: 'echo' }).stdout).toBe(
      `${box.plugin}/dist/statusline.cjs\n`,
    );
  });

  it('starts the other two bundles by name, and nothing by any other', async () => {
    const box = sandbox();
    await box.run('install', '--yes');
    const launch = `. "${box.home}/.claude/baton/launch.sh"`;
    expect(start(box, shell, `set -- subagents; ${launch}`).stdout).toBe('line of s1 --subagents\n');
    expect(start(box, shell, `set -- hook Stop; ${launch}`)).toEqual(NOTHING);
    writeFileSync(join(box.plugin, 'dist', 'hook.cjs'), 'console.log(process.argv[2])');
    expect(start(box, shell, `set -- hook Stop; ${launch}`).stdout).toBe('Stop\n');
    expect(start(box, shell, `set -- other; ${launch}`)).toEqual(NOTHING);
  });
});
