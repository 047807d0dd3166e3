import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../../src/install/file-change.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { sandbox } from './sandbox.ts';

describe('the installer refuses, and writes nothing', () => {
  it('when the settings file is no JSON', async () => {
    const box = sandbox();
    box.write(join(box.project, '.claude', 'settings.json'), '{\n  "a": \n}');
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.code).toBe(1);
    expect(said.err).toMatch(/settings\.json cannot be edited.*line 3, column 1/);
    expect([...readdirSync(box.project), ...readdirSync(box.home)]).toEqual(['.claude']);
  });

  it('when a folder stands where the settings file belongs', async () => {
    const box = sandbox();
    mkdirSync(join(box.project, '.claude', 'settings.json'), { recursive: true });
    expect((await box.run('install', '--yes', '--scope', 'project')).err).toMatch(/Expected a file/);
    expect(existsSync(join(box.home, '.claude'))).toBe(false);
  });

  it('when the plugin folder is not complete', async () => {
    const box = sandbox();
    rmSync(join(box.plugin, 'hooks', 'hooks.json'));
    expect((await box.run('install', '--yes', '--scope', 'project')).err).toMatch(
      /hooks\/hooks\.json is missing/,
    );
    expect(readdirSync(box.project)).toEqual([]);
  });

  it('when the list of installations is damaged', async () => {
    const box = sandbox();
    box.write(join(box.home, '.claude', 'baton', 'installs.json'), '{');
    expect(await box.run('uninstall', '--yes', '--scope', 'project')).toMatchObject({ code: 4 });
  });

  it('when --project is no folder', async () => {
    expect(await sandbox().run('install', '--yes', '--project', 'nowhere')).toMatchObject({ code: 2 });
  });
});

describe('changes', () => {
  it('are all taken back when one cannot be made', () => {
    const folder = tempDir();
    const first = join(folder, 'first');
    writeFileSync(first, 'old');
    // A folder with something in it cannot be replaced by a file, whoever asks.
    mkdirSync(join(folder, 'taken', 'full'), { recursive: true });
    const write = (path: string, before?: string) => ({
      path,
      before: before === undefined ? undefined : Buffer.from(before),
      after: Buffer.from('new'),
      mode: 0o600,
    });
    const blocked = { ...write(join(folder, 'taken', 'full')), path: join(folder, 'first', 'below') };
    expect(() =>
      applyChanges([write(first, 'old'), write(join(folder, 'a', 'b', 'second')), blocked]),
    ).toThrow();
    expect(readFileSync(first, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['first', 'taken']);
  });

  it('are not made when a file is no longer as it was planned on', () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, 'other');
    const change = { path, before: Buffer.from('old'), after: Buffer.from('new'), mode: 0o600 };
    expect(() => applyChanges([change])).toThrow(/changed while Baton was about to write it/);
    expect(readFileSync(path, 'utf8')).toBe('other');
  });
});
