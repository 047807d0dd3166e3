import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientCalls, sandbox } from './sandbox.ts';

const MINE = '{\n  // mine\n  "statusLine": { "type": "command", "command": "echo mine" },\n  "hooks": {}\n}';

/** All files and folders below `folder` with their content and mode: equal trees are equal texts. */
function tree(folder: string): string {
  return execFileSync(
    'sh',
    [
      '-c',
      'find . | sort | while read -r f; do ls -ld "$f" | cut -c1-10; echo "$f"; [ -f "$f" ] && cat "$f"; done; true',
    ],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
}

describe('install and uninstall', () => {
  it.each(['project', 'local', 'user'])('in scope %s leave a machine as they found it', async (scope) => {
    const box = sandbox();
    box.write(join(box.project, '.claude', 'settings.json'), MINE);
    box.write(join(box.home, '.claude', 'settings.json'), MINE);
    const before = [tree(box.project), tree(box.home)];
    expect((await box.run('install', '--scope', scope, '--yes')).code).toBe(0);
    expect(tree(box.home)).not.toBe(before[1]);
    const said = await box.run('uninstall', '--scope', scope, '--yes', '--purge');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toContain(scope === 'local' ? 'it was not there before' : 'byte for byte');
    expect([tree(box.project), tree(box.home)]).toEqual(before);
  });

  it('leave nothing behind where there was nothing', async () => {
    const box = sandbox();
    await box.run('install', '--yes', '--scope', 'project');
    expect(statSync(join(box.project, '.claude', 'settings.json')).mode & 0o777).toBe(0o644);
    expect(statSync(join(box.home, '.claude', 'baton')).mode & 0o777).toBe(0o700);
    expect(statSync(join(box.home, '.claude', 'baton', 'installs.json')).mode & 0o777).toBe(0o600);
    await box.run('uninstall', '--yes', '--purge', '--scope', 'project');
    expect([...readdirSync(box.project), ...readdirSync(box.home)]).toEqual([]);
  });

  it('change nothing the second time, and say so', async () => {
    const box = sandbox({ client: true });
    await box.run('install', '--yes', '--scope', 'project');
    const before = [tree(box.project), tree(box.home)];
    const again = await box.run('install', '--yes', '--scope', 'project');
    expect(again.code).toBe(0);
    expect(again.out).toContain('everything is in place already; nothing was changed');
    expect([tree(box.project), tree(box.home)]).toEqual(before);
    await box.run('uninstall', '--yes', '--scope', 'project');
    expect((await box.run('uninstall', '--yes', '--scope', 'project')).out).toContain('is not installed in');
  });

  it('keep `.baton/` with what was made in it', async () => {
    const box = sandbox();
    await box.run('install', '--yes', '--scope', 'project');
    box.write(join(box.project, '.baton', 'plan', 'epics', 'E1.json'), '{}');
    expect((await box.run('uninstall', '--yes', '--purge', '--scope', 'project')).code).toBe(0);
    expect(readdirSync(join(box.project, '.baton', 'plan'))).toEqual(['epics']);
    expect(readdirSync(join(box.project, '.baton'))).toEqual(['plan']);
  });

  it('follow a linked settings file and keep its mode', async () => {
    const box = sandbox();
    const real = box.write(join(box.home, 'dotfiles', 'settings.json'), MINE);
    chmodSync(real, 0o640);
    const link = join(box.project, '.claude', 'settings.json');
    mkdirSync(join(box.project, '.claude'));
    symlinkSync(real, link);
    await box.run('install', '--yes', '--scope', 'project');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toContain('baton@baton');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    await box.run('uninstall', '--yes', '--scope', 'project');
    expect(readFileSync(real, 'utf8')).toBe(MINE);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it('work for two projects of one user, each on its own', async () => {
    const box = sandbox({ client: true });
    const second = join(box.home, 'second');
    mkdirSync(second);
    await box.run('install', '--yes', '--scope', 'project');
    await box.run('install', '--yes', '--project', second, '--scope', 'project');
    await box.run('uninstall', '--yes', '--scope', 'project');
    expect(existsSync(join(box.home, '.claude', 'baton', 'launch.sh'))).toBe(true);
    expect(clientCalls(box)).toHaveLength(1);
    expect((await box.run('status', '--project', second)).code).toBe(0);
    await box.run('uninstall', '--yes', '--project', second, '--scope', 'project');
    expect(existsSync(join(box.home, '.claude', 'baton'))).toBe(false);
    expect(clientCalls(box).at(-1)).toBe('plugin marketplace remove baton --scope local');
  });
});

describe('what is left to the user', () => {
  it('is asked at a terminal; no is no', async () => {
    const box = sandbox();
    const before = [tree(box.project), tree(box.home)];
    const said = await box.answer('n', 'install');
    expect(said.code).toBe(1);
    expect(said.out).toContain('\u001B[36m•\u001B[39m settings');
    expect([tree(box.project), tree(box.home)]).toEqual(before);
    box.env.NO_COLOR = '1';
    const agreed = await box.answer('', 'install');
    expect(agreed.code).toBe(0);
    expect(agreed.out).not.toContain('\u001B');
  });

  it('needs --yes or --dry-run without a terminal', async () => {
    const said = await sandbox().run('install');
    expect(said.code).toBe(2);
    expect(said.err).toMatch(/Expected --yes .* or --dry-run/);
  });

  it('is shown by a dry run, which writes nothing and starts nothing', async () => {
    const box = sandbox({ client: true });
    box.write(join(box.project, '.claude', 'settings.json'), MINE);
    const before = [tree(box.project), tree(box.home)];
    const said = await box.run('install', '--dry-run', '--scope', 'project');
    expect(said.code).toBe(0);
    expect(said.out).toContain('+    "baton@baton": true');
    expect(said.out).toContain('-  "statusLine": { "type": "command", "command": "echo mine" },');
    expect([tree(box.project), tree(box.home)]).toEqual(before);
  });
});
