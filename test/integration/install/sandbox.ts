import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInstall } from '../../../src/install/run-install.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

/** What one run of the installer said, and its exit code. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A machine of its own: a home, a project, a plugin and, if wanted, a client on the PATH. */
export interface Sandbox {
  readonly home: string;
  readonly project: string;
  readonly plugin: string;
  readonly env: Record<string, string>;
  run(...argv: string[]): Promise<Said>;
  /** As `run`, with a person at a terminal who answers this. */
  answer(text: string, ...argv: string[]): Promise<Said>;
  write(path: string, text: string): string;
}

/** Makes a sandbox; nothing of the real home or client is seen from it. */
export function sandbox(options: { readonly client?: boolean } = {}): Sandbox {
  const base = tempDir();
  const [home, project, plugin, bin] = ['home', 'project', 'plugin', 'bin'].map((name) =>
    join(base, name),
  ) as [string, string, string, string];
  for (const folder of [home, project, bin]) mkdirSync(folder);
  writePlugin(plugin);
  if (options.client === true) writeProgram(join(bin, 'claude'), CLIENT);
  const env: Record<string, string> = {
    HOME: home,
    PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`,
  };
  const start = async (argv: string[], answer?: string): Promise<Said> => {
    const said = { out: '', err: '' };
    const code = await runInstall(argv, {
      cwd: project,
      env,
      isTty: answer !== undefined,
      pluginRoot: plugin,
      stdout: (text) => {
        said.out += text;
      },
      stderr: (text) => {
        said.err += text;
      },
      ask: async () => answer ?? '',
    });
    return { code, ...said };
  };
  return {
    home,
    project,
    plugin,
    env,
    run: (...argv) => start(argv),
    answer: (text, ...argv) => start(argv, text),
    write: (path, text) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
  };
}

/** The commands that the fake client was given, one to a line, with the folder it was started in left out. */
export function clientCalls(box: Sandbox): string[] {
  return readFileSync(join(box.home, 'calls'), 'utf8').trim().split('\n');
}

/** A plugin that notes its session starts in the home folder and prints a status line. */
function writePlugin(folder: string): void {
  const files = {
    '.claude-plugin/plugin.json': JSON.stringify({ name: 'baton', version: '1.2.3' }),
    '.claude-plugin/marketplace.json': JSON.stringify({ name: 'baton', plugins: [] }),
    'hooks/hooks.json': JSON.stringify({
      hooks: { SessionStart: [{ hooks: [{ type: 'command', command: HOOK }] }] },
    }),
    'dist/statusline.cjs': STATUS_LINE,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const HOOK =
  'read -r payload; [ -d "$CLAUDE_PROJECT_DIR/.baton" ] && echo "started from $CLAUDE_PLUGIN_ROOT: $payload"';

const STATUS_LINE = `
const { session_id } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(['line of', session_id, ...process.argv.slice(2), process.env.NODE_EXTRA_CA_CERTS].join(' ').trim());
`;

/**
 * What matters of the real client 2.1.197: \`plugin marketplace add|remove --scope local\` rewrites the settings
 * of the folder it stands in, without comments and layout, not through a link, and keeps a list of its own;
 * \`mcp add-json|remove\` keeps servers in .claude.json, of one user or of the folder it stands in.
 */
const CLIENT = `#!${process.execPath}
const fs = require('fs'), path = require('path');
const args = process.argv.slice(2), home = process.env.HOME;
fs.appendFileSync(home + '/calls', args.join(' ') + '\\n');
if (process.env.FAKE === 'fails') { console.error('x Failed to add marketplace: no'); process.exit(1); }
if (process.env.FAKE === 'migrates') fs.writeFileSync(home + '/.claude/settings.json', '{}');
const own = process.cwd() + '/.claude/settings.local.json';
const list = home + '/.claude/plugins/known_marketplaces.json';
const read = (file) => { try { return JSON.parse(fs.readFileSync(file, 'utf8')); } catch { return {}; } };
const write = (file, value) => {
  if (fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) process.exit(1);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(value, null, 2));
};
if (args[0] === 'mcp') {
  const state = read(home + '/.claude.json');
  const place = args.at(-1) === 'user' ? state : (((state.projects ??= {})[process.cwd()] ??= {}), state.projects[process.cwd()]);
  const servers = (place.mcpServers ??= {});
  if ((args[1] === 'remove') !== (args[2] in servers)) { console.error('x no'); process.exit(1); }
  if (args[1] === 'remove') delete servers[args[2]]; else servers[args[2]] = JSON.parse(args[3]);
  write(home + '/.claude.json', state);
  process.exit(0);
}
const settings = read(own), known = read(list);
settings.extraKnownMarketplaces ??= {};
if (args[2] === 'add') {
  const source = { source: 'directory', path: args[3] };
  settings.extraKnownMarketplaces.baton = { source };
  known.baton = { source, installLocation: args[3] };
} else {
  if (!settings.extraKnownMarketplaces.baton) { console.error('x not declared'); process.exit(1); }
  delete settings.extraKnownMarketplaces.baton;
  delete known.baton;
}
write(own, settings);
write(list, known);
`;

function writeProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
