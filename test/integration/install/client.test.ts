import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientCalls, sandbox } from './sandbox.ts';

const MINE = '{ "model": "opus", /* mine */ "a": [1,2] }';

describe('the client on the PATH', () => {
  it('is made to know the plugin’s folder, and rewrites no file of the user’s', async () => {
    const box = sandbox({ client: true });
    const settings = box.write(join(box.project, '.claude', 'settings.local.json'), MINE);
    const said = await box.run('install', '--yes', '--scope', 'local');
    expect(said.out).toContain(`✔ client        claude plugin marketplace add ${box.plugin}`);
    expect(readFileSync(settings, 'utf8')).toContain('{ "model": "opus", /* mine */ "a": [1,2], "extraKnown');
    expect(clientCalls(box)).toEqual([`plugin marketplace add ${box.plugin} --scope local`]);
    const known = readFileSync(join(box.home, '.claude/plugins/known_marketplaces.json'), 'utf8');
    expect(JSON.parse(known)).toMatchObject({ baton: { source: { path: box.plugin } } });
    await box.run('uninstall', '--yes', '--scope', 'local');
    expect(readFileSync(settings, 'utf8')).toBe(MINE);
    expect(readFileSync(join(box.home, '.claude/plugins/known_marketplaces.json'), 'utf8')).toBe('{}');
  });

  it('may fail: Baton is installed and the user told what to do', async () => {
    const box = sandbox({ client: true });
    box.env.FAKE = 'fails';
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/✘ client/);
    expect(said.out).toContain(`no. Baton is installed all the same`);
    expect(said.out).toContain(`To try again: claude plugin marketplace add ${box.plugin}`);
  });

  it('may bring the user’s settings up to date when it starts: that is kept', async () => {
    const box = sandbox({ client: true });
    box.env.FAKE = 'migrates';
    const settings = box.write(join(box.home, '.claude', 'settings.json'), '{"model":"opus"}');
    expect((await box.run('install', '--yes', '--scope', 'user')).code).toBe(0);
    expect(readFileSync(settings, 'utf8')).toContain('baton@baton');
    await box.run('uninstall', '--yes', '--scope', 'user');
    expect(readFileSync(settings, 'utf8')).toBe('{}');
  });

  it('may have the marketplace from elsewhere: that one is left alone', async () => {
    const box = sandbox({ client: true });
    const known = box.write(
      join(box.home, '.claude/plugins/known_marketplaces.json'),
      '{"baton": {"source": {"source": "github", "repo": "a/b"}}}',
    );
    const before = readFileSync(known, 'utf8');
    const said = await box.run('install', '--yes', '--scope', 'project');
    expect(said.out).toContain('The client has a marketplace "baton" already (github a/b)');
    await box.run('uninstall', '--yes', '--scope', 'project');
    expect(readFileSync(known, 'utf8')).toBe(before);
    expect(() => clientCalls(box)).toThrow();
  });
});
