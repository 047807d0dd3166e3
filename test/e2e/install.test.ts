import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MCP_SERVERS } from '../../src/install/mcp-servers.ts';
import type { World } from './harness/client.ts';
import { describeWithClient, newWorld } from './harness/client.ts';
import { bash, call, cue, say } from './harness/script.ts';
import { filesBelow, REPOSITORY } from './harness/temp.ts';
import { startTui } from './harness/terminal.ts';

const SETTINGS = `{
  // This project is particular about its hooks.
  "hooks": {
    "Stop": [{ "hooks": [{ "type": "command", "command": "true" }] }], // keep
  },
  "statusLine": { "type": "command", "command": "echo my-own-line", "padding": 1 },
}
`;

const PARTS = [
  '.claude-plugin',
  'agents',
  'bin',
  'commands',
  'dist',
  'hooks',
  'output-styles',
  'settings.json',
];

describeWithClient('the installer and the real client', () => {
  let world: World;

  beforeEach(async () => {
    world = await newWorld({ hello: [say('hello there')], work: [call(bash('echo one')), say('done')] });
  });

  afterEach(() => world.dispose());

  const installer = (plugin: string, ...words: string[]) =>
    execFileSync(join(plugin, 'bin', 'baton'), [...words, '--yes', '--project', world.project], {
      cwd: world.project,
      env: world.env,
      encoding: 'utf8',
    });

  const startTerminal = () => startTui(world, ['--dangerously-skip-permissions'], { columns: 120, rows: 30 });

  /** What an installed package holds, in a folder of its own. */
  function copyOfPlugin(): string {
    const copy = join(world.dir, 'plugin');
    for (const part of PARTS) {
      cpSync(join(REPOSITORY, part), join(copy, part), { recursive: true });
    }
    return copy;
  }

  it('works beside settings with comments, shows the line that was there, and leaves every byte as it was', async () => {
    mkdirSync(join(world.project, '.claude'));
    writeFileSync(join(world.project, '.claude', 'settings.json'), SETTINGS);
    const before = filesBelow(join(world.project, '.claude'));
    const said = installer(REPOSITORY, 'install');
    expect(said).toMatch(/session start hook\s+works/);
    expect(filesBelow(join(world.project, '.claude'))['settings.json']).toBe(SETTINGS);

    const tui = await startTerminal();
    // The client does not read comments (2.1.197) and asks what to do about the file.
    await tui.waitFor('❯ 1.');
    await tui.keys('Down');
    await tui.waitFor('❯ 2.');
    await tui.keys('Down');
    await tui.waitFor('❯ 3. Continue without these settings');
    await tui.keys('Enter');
    await tui.waitFor('bypass permissions on');
    await tui.submit(cue('hello'));
    await tui.waitFor('● hello there');
    await tui.waitFor('⚡ development │ main');
    await tui.waitFor('my-own-line');
    await tui.submit('/exit');
    await tui.exited();

    installer(REPOSITORY, 'uninstall');
    expect(filesBelow(join(world.project, '.claude'))).toEqual(before);
    expect(existsSync(join(world.home, '.claude', 'baton'))).toBe(false);
  });

  it('lets a running session go on when the plugin folder goes away; only the client itself remarks on it', async () => {
    const plugin = copyOfPlugin();
    installer(plugin, 'install');
    const tui = await startTerminal();
    await tui.waitFor('bypass permissions on');
    await tui.submit(cue('work', 'one'));
    // The turn's last hook has ended when the client says how long the turn took.
    await tui.waitFor(/✻ \S+ for \d+s/);
    rmSync(plugin, { recursive: true });
    await tui.submit(cue('hello', 'two'));
    const screen = await tui.waitFor('● hello there');
    expect(screen).not.toMatch(/Cannot find module|node:internal|exit code/i);
    await tui.submit('/exit');
    await tui.exited();
  });

  it('adds the servers for checking work where the client finds them, without a secret, and takes them out', async () => {
    const kept = () =>
      JSON.parse(readFileSync(join(world.home, '.claude.json'), 'utf8')).projects[world.project].mcpServers;
    const entries = Object.fromEntries(Object.entries(MCP_SERVERS).map(([name, { entry }]) => [name, entry]));
    installer(REPOSITORY, 'install', '--with-mcp', 'all');
    expect(kept()).toEqual(entries);
    installer(REPOSITORY, 'uninstall');
    expect(kept()).toEqual({});

    installer(REPOSITORY, 'install', '--scope', 'project', '--with-mcp', 'playwright,github');
    const { stdout } = await world.claude(['mcp', 'list']);
    // Nothing is started before the person has said yes.
    expect(stdout).toMatch(/playwright: npx -y @playwright\/mcp@latest .*Pending approval/);
    expect(stdout).toMatch(/github: https:\/\/api\.githubcopilot\.com\/mcp\/readonly .*Pending approval/);
    installer(REPOSITORY, 'uninstall', '--scope', 'project');
    expect(existsSync(join(world.project, '.mcp.json'))).toBe(false);
  });

  it('follows the plugin to another folder at the next session start', async () => {
    const plugin = copyOfPlugin();
    installer(REPOSITORY, 'install');
    await world.headless(cue('hello'), ['--plugin-dir', plugin]);
    expect(filesBelow(join(world.home, '.claude', 'baton')).root?.trim()).toBe(plugin);
  });
});
