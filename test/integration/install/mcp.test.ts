import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MCP_SERVERS } from '../../../src/install/mcp-servers.ts';
import type { Sandbox } from './sandbox.ts';
import { clientCalls, sandbox } from './sandbox.ts';

const MINE = '{\n\t"mcpServers": {\n\t\t"mine": { "command": "x" } // mine\n\t}\n}\n';
const { playwright, github } = MCP_SERVERS;

const shared = (box: Sandbox) => join(box.project, '.mcp.json');
const state = (box: Sandbox) => JSON.parse(readFileSync(join(box.home, '.claude.json'), 'utf8'));

describe('the MCP servers for checking work', () => {
  it('are not added unless asked for', async () => {
    const box = sandbox({ client: true });
    await box.run('install', '--yes', '--scope', 'project');
    await box.run('install', '--yes');
    expect(existsSync(shared(box))).toBe(false);
    expect(clientCalls(box).filter((call) => call.startsWith('mcp'))).toEqual([]);
  });

  it.each([
    ['a file of the project’s own', MINE],
    ['a file without servers', '{ "other": 1 }'],
    ['a file with an empty list', '{\n  "mcpServers": {}\n}\n'],
    ['no file', undefined],
  ])('go into the .mcp.json of a shared project, and out again: %s', async (_, text) => {
    const box = sandbox();
    if (text !== undefined) box.write(shared(box), text);
    const args = ['--scope', 'project'];
    const said = await box.run('install', '--yes', ...args, '--with-mcp', 'playwright,github');
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/✔ mcp .*playwright, github, each needs your yes in the client/);
    expect(said.out).toContain('github needs GITHUB_PERSONAL_ACCESS_TOKEN in the environment');
    const written = readFileSync(shared(box), 'utf8');
    expect(written).toMatch(/"Authorization": ?"Bearer \$\{GITHUB_PERSONAL_ACCESS_TOKEN\}"/);
    if (text === MINE) expect(written).toContain('"mine": { "command": "x" }, // mine');
    else
      expect(JSON.parse(written)).toMatchObject({
        mcpServers: { playwright: playwright.entry, github: github.entry },
      });

    expect((await box.run('install', '--yes', ...args, '--with-mcp', 'all')).out).toContain(
      'nothing was changed',
    );
    expect((await box.run('status')).out).toMatch(/✔ mcp +playwright/);
    await box.run('uninstall', '--yes', ...args);
    if (text === undefined) expect(existsSync(shared(box))).toBe(false);
    else expect(readFileSync(shared(box), 'utf8')).toBe(text);
  });

  it('are added by the client where it keeps them itself, and removed by it', async () => {
    for (const scope of ['local', 'user']) {
      const box = sandbox({ client: true });
      const said = await box.run('install', '--yes', '--scope', scope, '--with-mcp', 'github');
      expect(said.out).toContain(
        `✔ mcp github    claude mcp add-json github … --scope ${scope}: read issues`,
      );
      const place = () => (scope === 'user' ? state(box) : state(box).projects[box.project]);
      expect(place().mcpServers).toEqual({ github: github.entry });
      await box.run('install', '--yes', '--scope', scope, '--with-mcp', 'playwright');
      expect(Object.keys(place().mcpServers)).toEqual(['github', 'playwright']);
      expect((await box.run('status')).out).toMatch(
        /mcp +playwright[\s\S]*mcp +github|mcp +github[\s\S]*mcp +playwright/,
      );
      await box.run('uninstall', '--yes', '--scope', scope);
      expect(place().mcpServers).toEqual({});
    }
  });

  it('leave a server of the same name alone, coming and going', async () => {
    const box = sandbox();
    const own = '{"mcpServers":{"github":{"command":"own"}}}';
    box.write(shared(box), own);
    const said = await box.run('install', '--yes', '--scope', 'project', '--with-mcp', 'github,playwright');
    expect(said.out).toContain(
      'There is a server github already, with settings of its own; it stays as it is.',
    );
    expect(JSON.parse(readFileSync(shared(box), 'utf8')).mcpServers).toEqual({
      github: { command: 'own' },
      playwright: playwright.entry,
    });
    await box.run('uninstall', '--yes', '--scope', 'project');
    expect(readFileSync(shared(box), 'utf8')).toBe(own);
  });

  it('are shown by a dry run and not added', async () => {
    const box = sandbox({ client: true });
    const file = await box.run('install', '--dry-run', '--scope', 'project', '--with-mcp', 'playwright');
    expect(file.out).toMatch(/\+ +"args": \[/);
    expect(file.out).toContain('@playwright/mcp@latest');
    const asked = await box.run('install', '--dry-run', '--with-mcp', 'playwright');
    expect(asked.out).toContain('• mcp playwright claude mcp add-json playwright … --scope local');
    expect(existsSync(shared(box))).toBe(false);
    expect(existsSync(join(box.home, 'calls'))).toBe(false);
  });

  it('are asked for at a terminal; Enter is none', async () => {
    const box = sandbox();
    await box.answer('', 'install', '--scope', 'project');
    expect(existsSync(shared(box))).toBe(false);
    await box.answer('y', 'install', '--scope', 'project');
    expect(Object.keys(JSON.parse(readFileSync(shared(box), 'utf8')).mcpServers)).toEqual([
      'playwright',
      'github',
    ]);
  });

  it('are told of where nobody can add them, and where the client will not', async () => {
    const alone = sandbox();
    expect((await alone.run('install', '--yes', '--with-mcp', 'all')).out).toContain(
      'The MCP servers were not added',
    );
    const box = sandbox({ client: true });
    box.env.FAKE = 'fails';
    const said = await box.run('install', '--yes', '--with-mcp', 'playwright');
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/✘ mcp playwright/);
    expect(said.out).toContain('The client did not take the server playwright');
    expect((await box.run('status')).out).not.toMatch(/mcp +playwright/);
  });

  it.each([
    [['--with-mcp', 'playwrite'], '"playwrite" is no server that Baton offers. Did you mean "playwright"?'],
    [['uninstall', '--with-mcp', 'all'], '--with-mcp belongs to install.'],
  ])('are refused as wrong usage: %s', async (words, text) => {
    const said = await sandbox().run(...words, '--yes');
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(text);
  });
});
