import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { identifyProcess } from '../src/store/process-identity.ts';
import { makeDemoProject } from './demo-project.ts';
import { terminalSvg } from './terminal-svg.ts';

// Renews the pictures in docs/screens/ from the real program on a real terminal (`npm run screens`; needs tmux): a
// project in the middle of a sprint, `baton` run in it as a person would, the screen captured with its colours.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const baton = join(root, 'bin', 'baton');
const folder = mkdtempSync(join(tmpdir(), 'baton-screens-'));
const project = join(folder, 'shop');
const socket = join(folder, 't.sock');
const env = {
  PATH: process.env.PATH ?? '',
  HOME: folder,
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  PS1: '$ ',
};
const tmux = (...words: string[]) =>
  execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...words], { env, encoding: 'utf8' });

/** Each picture: its name, what it shows, the command, and the size of the screen. */
const SCREENS = [
  ['dashboard-overview', 'The overview of the dashboard', 'dashboard', 120, 27],
  ['dashboard-team', 'The teams on the dashboard', 'dashboard --view team', 120, 17],
  ['dashboard-sprint', 'The sprint as a board', 'dashboard --view sprint', 120, 31],
  ['dashboard-metrics', 'The numbers on the dashboard', 'dashboard --view metrics', 120, 36],
  ['dashboard-messages', 'Messages and decisions', 'dashboard --view messages', 120, 12],
  ['dashboard-sessions', 'The sessions', 'dashboard --view sessions', 120, 14],
] as const;

const client = spawn('sleep', ['600']);
try {
  const identity = identifyProcess(client.pid ?? 0);
  if (identity === undefined) throw new Error('The process that plays the client did not start.');
  makeDemoProject(project, Date.now(), identity);
  for (const [name, title, command, columns, rows] of SCREENS) {
    tmux(
      'new-session',
      '-d',
      '-s',
      name,
      '-x',
      String(columns),
      '-y',
      String(rows),
      '-c',
      project,
      '--',
      'env',
      '-i',
      ...Object.entries(env).map(([key, value]) => `${key}=${value}`),
      'bash',
      '--norc',
      '--noprofile',
    );
    tmux('set-option', '-g', 'default-terminal', 'tmux-256color');
    tmux('send-keys', '-t', name, `clear; ${baton} ${command} --watch`, 'Enter');
    const screen = await settled(name);
    tmux('kill-session', '-t', name);
    const lines = screen.split('\n').slice(0, rows);
    while (lines.at(-2)?.trim() === '') lines.splice(-2, 1);
    writeFileSync(join(root, 'docs', 'screens', `${name}.svg`), terminalSvg(lines, columns, title));
    process.stdout.write(`docs/screens/${name}.svg\n`);
  }
} finally {
  client.kill();
  try {
    tmux('kill-server');
  } catch {
    // It has ended with its last session.
  }
  rmSync(folder, { recursive: true, force: true });
}

async function settled(name: string): Promise<string> {
  for (let look = 0; look < 200; look++) {
    const screen = tmux('capture-pane', '-e', '-p', '-t', name);
    if (screen.includes('q quit')) return screen;
    await pause(50);
  }
  throw new Error(`${name} did not show anything.`);
}
