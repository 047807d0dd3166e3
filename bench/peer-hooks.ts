import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, median } from './measure.ts';

// What a person waits for when the client fires an event, with Baton and with another plugin of this kind: every hook
// that the event selects, started at once, same payload, same run. `npm run bench:hooks [--peers DIR] [--rounds N]`,
// where DIR holds node_modules with the peers (npm install --prefix DIR oh-my-claude-sisyphus).

const ROOT = join(import.meta.dirname, '..');
const PEERS = ['oh-my-claude-sisyphus'];
const { values: given } = parseArgs({
  options: { rounds: { type: 'string' }, peers: { type: 'string' }, json: { type: 'boolean' } },
});
const rounds = Number(given.rounds ?? 15);
const peers = given.peers ?? '/tmp/peers';
const base = mkdtempSync(join(tmpdir(), 'baton-peer-hooks-'));

const EVENTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['SessionStart', { source: 'startup' }],
  ['UserPromptSubmit', { prompt: 'go on with the parser' }],
  ['PreToolUse', { tool_name: 'Bash', tool_input: { command: 'ls' }, tool_use_id: 'u1' }],
  [
    'PostToolUse',
    { tool_name: 'Bash', tool_input: { command: 'ls' }, tool_response: { stdout: 'a' }, tool_use_id: 'u1' },
  ],
  [
    'PostToolUse',
    { tool_name: 'Edit', tool_input: { file_path: '/tmp/a.ts' }, tool_response: {}, tool_use_id: 'u2' },
  ],
  ['Stop', { stop_hook_active: false, last_assistant_message: 'done' }],
];

// Where `baton install` has been: hooks keep their compiled code there.
mkdirSync(join(base, '.claude', 'baton'), { recursive: true });

try {
  const systems = [
    { name: 'Baton', folder: ROOT },
    ...PEERS.map((name) => ({ name, folder: join(peers, 'node_modules', name) })),
  ];
  const missing = systems.filter(({ folder }) => !existsSync(join(folder, 'hooks/hooks.json')));
  const here = systems.filter((system) => !missing.includes(system));
  const cells = here.flatMap(({ name, folder }) =>
    EVENTS.map(([event, fields]) => subject(name, folder, event, fields)),
  );
  const bare = {
    name: '',
    event: 'node -e 0',
    commands: ['node -e 0'],
    stdin: '',
    cwd: base,
    env: environment('', base),
  };
  const subjects = [bare, ...cells];
  const times: [number, number][][] = JSON.parse(
    execFileSync('node', [join(import.meta.dirname, 'run-hooks.mjs')], {
      input: JSON.stringify({ subjects, rounds }),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  );
  const node = median((times[0] ?? []).map(([wall]) => wall));
  const rows = subjects.map(({ name, event, commands }, index) => ({
    system: name,
    event,
    hooks: commands.length,
    wall_ms: Math.round(median((times[index] ?? []).map(([wall]) => wall)) * 10) / 10,
    cpu_ms: Math.round(mean((times[index] ?? []).map(([, cpu]) => cpu))),
    ratio: Math.round((median((times[index] ?? []).map(([wall]) => wall)) / node) * 100) / 100,
  }));
  if (given.json)
    process.stdout.write(
      `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), hooks: rows })}\n`,
    );
  else {
    process.stdout.write(`${['system', 'event', 'hooks', 'wall ms', 'cpu ms', '× node'].join('\t')}\n`);
    for (const row of rows)
      process.stdout.write(
        `${[row.system, row.event, row.hooks, row.wall_ms, row.cpu_ms, row.ratio].join('\t')}\n`,
      );
    for (const { name } of missing) process.stdout.write(`not installed in ${peers}: ${name}\n`);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

function subject(name: string, folder: string, event: string, fields: Readonly<Record<string, unknown>>) {
  const cwd = join(base, name.replace(/\W/g, '-'));
  if (!existsSync(cwd)) {
    mkdirSync(cwd);
    execFileSync('git', ['init', '-q', cwd]);
    if (name === 'Baton')
      execFileSync('node', [join(ROOT, 'dist/cli.cjs'), 'init'], { cwd, env: environment(folder, cwd) });
  }
  const stdin = JSON.stringify({
    session_id: 's',
    cwd,
    hook_event_name: event,
    permission_mode: 'default',
    ...fields,
  });
  return {
    name,
    event: 'tool_name' in fields ? `${event} (${String(fields.tool_name)})` : event,
    commands: commandsOf(folder, event, fields),
    stdin,
    cwd,
    env: environment(folder, cwd),
  };
}

interface Registered {
  readonly matcher?: string;
  readonly hooks: readonly { readonly command: string; readonly if?: string }[];
}

/** The commands that the client would start: matchers are lists of names or regular expressions (CONTRACT, 1.4). */
function commandsOf(folder: string, event: string, fields: Readonly<Record<string, unknown>>): string[] {
  const { hooks }: { hooks: Record<string, Registered[]> } = JSON.parse(
    readFileSync(join(folder, 'hooks/hooks.json'), 'utf8'),
  );
  const value = String(fields.tool_name ?? fields.source ?? '');
  const chosen = (hooks[event] ?? []).filter(({ matcher }) => selects(matcher, value));
  return [
    ...new Set(
      chosen.flatMap((group) =>
        group.hooks.filter((hook) => hook.if === undefined).map(({ command }) => command),
      ),
    ),
  ];
}

function selects(matcher: string | undefined, value: string): boolean {
  if (matcher === undefined || matcher === '' || matcher === '*') return true;
  if (/^[A-Za-z0-9_|, -]+$/.test(matcher))
    return matcher
      .split(/[|,]/)
      .map((word) => word.trim())
      .includes(value);
  return new RegExp(matcher).test(value);
}

function environment(folder: string, cwd: string) {
  return {
    PATH: process.env.PATH ?? '',
    HOME: base,
    LANG: 'C.UTF-8',
    CLAUDE_PLUGIN_ROOT: folder,
    CLAUDE_PROJECT_DIR: cwd,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
