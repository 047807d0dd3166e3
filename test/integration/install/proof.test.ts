import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sandbox } from './sandbox.ts';

describe('the proof at the end of an installation', () => {
  it('shows what the hook and the status line printed, and leaves no session behind', async () => {
    const box = sandbox();
    const temporary = join(box.home, '..', 'tmp');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.out).toContain(`started from ${box.plugin}: {"session_id":"baton-install-proof"`);
    expect(said.out).toContain('"hook_event_name":"SessionStart"');
    expect(said.out).toContain('      line of baton-install-proof\n');
    expect(readdirSync(join(box.project, '.baton', 'sessions'))).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('says what is missing when the bundle is not built', async () => {
    const box = sandbox();
    rmSync(join(box.plugin, 'dist', 'statusline.cjs'));
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(
      /✘ status line {3}it printed nothing: .*dist\/statusline\.cjs is missing .*npm run build/,
    );
    expect(said.out).toContain('Installed, but not everything works');
  });

  it('says so when Node is not on the PATH', async () => {
    const box = sandbox();
    box.env.PATH = '/nowhere';
    expect((await box.run('install', '--yes', '--scope', 'project')).out).toContain(
      'it printed nothing: node is not on the PATH',
    );
  });

  it('says so when the hook fails', async () => {
    const box = sandbox();
    const hooks = {
      hooks: {
        SessionStart: [{ hooks: [{ type: 'command', command: 'echo "Error: broken" >&2; exit 3' }] }],
      },
    };
    writeFileSync(join(box.plugin, 'hooks', 'hooks.json'), JSON.stringify(hooks));
    writeFileSync(join(box.plugin, 'dist', 'hook.cjs'), '');
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/✘ session start hook .*exit code 3.*Error: broken/);
  });

  it('says when all works but the client will not read the file', async () => {
    const box = sandbox();
    box.write(join(box.project, '.claude', 'settings.json'), '{ /* mine */ }');
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.code).toBe(0);
    expect(said.out).toContain('Written, but not in effect');
  });
});

describe('the status', () => {
  it('lists what is installed where, and marks what is no longer in place', async () => {
    const box = sandbox();
    expect((await box.run('status')).out).toContain('Baton is not installed');
    await box.run('install', '--yes', '--scope', 'local');
    const good = await box.run('status');
    expect(good.code).toBe(0);
    expect(good.out).toContain(`Scope local: ${box.project} (1.2.3, `);
    box.write(join(box.project, '.claude', 'settings.local.json'), '{}');
    rmSync(box.plugin, { recursive: true });
    const bad = await box.run('status');
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/✘ plugin root .*has no dist\/statusline\.cjs/);
    expect(bad.out).toMatch(/✘ settings .*lacks an entry/);
  });
});

describe('install.ts', () => {
  it('is the same installer, started as a program', () => {
    const box = sandbox();
    mkdirSync(join(box.project, '.git'));
    const script = join(import.meta.dirname, '../../../install.ts');
    const run = (...argv: string[]) =>
      execFileSync(process.execPath, ['--import', 'tsx', script, ...argv], {
        cwd: join(import.meta.dirname, '../../..'),
        env: { ...box.env, NO_COLOR: '1' },
        encoding: 'utf8',
      });
    expect(run('--help')).toContain('Usage: install.ts');
    expect(run('status', '--project', box.project)).toContain('Baton is not installed');
  });
});
