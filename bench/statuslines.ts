import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Subject } from './measure.ts';
import { machine, measure, timingTable } from './measure.ts';

// Baton's status line beside others: the same payload in the same repository, whole processes in one run, taken in
// turn, against bare Node. `npm run bench:statuslines [rounds] [--peers DIR] [--install] [--json]`. Nothing is installed unless
// asked for; what is not in DIR (/tmp/peers) is named as missing.

const PACKAGES = ['ccstatusline', '@owloops/claude-powerline', '@cometix/ccline'];
const LARGE_BYTES = 50 * 1024 * 1024;

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2);
const rounds = Number(words.find((word) => /^\d+$/.test(word)) ?? 25);
const peers = resolve(words.includes('--peers') ? (words[words.indexOf('--peers') + 1] ?? '') : '/tmp/peers');
const base = mkdtempSync(join(tmpdir(), 'baton-lines-'));
const home = join(base, 'home');
const project = join(base, 'project');
const env = {
  HOME: home,
  CLAUDE_PROJECT_DIR: project,
  COLUMNS: '120',
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
};

if (words.includes('--install')) install();
try {
  prepare();
  const [found, missing] = [PACKAGES.filter(programOf), PACKAGES.filter((name) => !programOf(name))];
  const failed: string[] = [];
  const subjects: Subject[] = [{ name: 'node -e 0', command: ['node', '-e', '0'], env }];
  for (const [size, transcript] of [
    ['small', transcriptOf('small', 20_000)],
    ['50 MB', transcriptOf('large', LARGE_BYTES)],
  ] as const) {
    const stdin = payload(transcript);
    const budget = 1.25;
    const baton = ['node', join(root, 'dist', 'statusline.cjs')];
    subjects.push({ name: `Baton, ${size} transcript`, command: baton, cwd: project, env, stdin, budget });
    for (const name of found) {
      const subject = {
        name: `${name}, ${size} transcript`,
        command: programOf(name) ?? [],
        cwd: project,
        env,
        stdin,
      };
      if (prints(subject)) subjects.push(subject);
      else failed.push(subject.name);
    }
  }
  const timings = measure(subjects, rounds);
  if (words.includes('--json')) {
    const at = new Date().toISOString();
    process.stdout.write(`${JSON.stringify({ at, machine: machine(), timings, missing, failed })}\n`);
  } else {
    process.stdout.write(`${timingTable(timings)}\n\n${JSON.stringify(machine())}\n`);
    if (missing.length > 0) process.stdout.write(`missing in ${peers}: ${missing.join(', ')}\n`);
    if (failed.length > 0) process.stdout.write(`printed nothing: ${failed.join(', ')}\n`);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** Each package by itself: one that the registry does not have must not keep the others out. */
function install(): void {
  mkdirSync(peers, { recursive: true });
  for (const name of PACKAGES) {
    // Without their install scripts: ccline's puts itself into the user's own Claude folder.
    const npm = [
      'install',
      '--prefix',
      peers,
      name,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    if (spawnSync('npm', npm, { stdio: 'inherit' }).status !== 0)
      process.stderr.write(`${name} was not installed\n`);
  }
}

/** How a package's program is started: its own binary for this machine, else what its manifest names, by Node. */
function programOf(name: string): string[] | undefined {
  const folder = join(peers, 'node_modules', name);
  const native = join(`${folder}-${process.platform}-${process.arch}`, name.split('/').at(-1) ?? name);
  if (existsSync(native)) return [native];
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin?: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : Object.values(bin ?? {})[0];
  return file === undefined ? undefined : ['node', join(folder, file)];
}

/** Whether it prints a line for the payload; the first run may also write what the later ones read. */
function prints({ command: [file = '', ...rest], stdin, cwd }: Subject): boolean {
  const whole = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...env };
  const run = spawnSync(file, rest, { input: stdin ?? '', cwd, env: whole, timeout: 60_000 });
  return run.status === 0 && run.stdout.length > 0;
}

/** A repository of 354 files with Baton and a session in it. */
function prepare(): void {
  for (const folder of [join(home, '.claude', 'baton'), join(project, '.baton', 'sessions')])
    mkdirSync(folder, { recursive: true });
  for (let index = 0; index < 354; index++) writeFileSync(join(project, `file-${index}.txt`), `${index}\n`);
  const git = (...said: string[]) => execFileSync('git', ['-C', project, ...said], { stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '-qm', 'all');
  execFileSync('node', [join(root, 'dist', 'hook.cjs'), 'SessionStart'], {
    input: JSON.stringify({ session_id: 's', cwd: project, source: 'startup' }),
    cwd: project,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** A transcript of about so many bytes, as compact JSON, which is what the client writes. */
function transcriptOf(name: string, bytes: number): string {
  const path = join(base, `${name}.jsonl`);
  const lines: string[] = [];
  for (let written = 0, index = 0; written < bytes; index++) {
    const line = JSON.stringify({
      type: 'assistant',
      sessionId: 's',
      uuid: `u${index}`,
      timestamp: new Date(Date.now() - 3_600_000 + index).toISOString(),
      message: {
        id: `m${index}`,
        role: 'assistant',
        model: 'claude-opus-4-8',
        content: [{ type: 'text', text: 'x'.repeat(600) }],
        usage: {
          input_tokens: 4,
          output_tokens: 120,
          cache_creation_input_tokens: 900,
          cache_read_input_tokens: 60_000,
        },
      },
    });
    lines.push(line);
    written += line.length + 1;
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function payload(transcript_path: string): string {
  return JSON.stringify({
    session_id: 's',
    transcript_path,
    cwd: project,
    model: { id: 'claude-opus-4-8', display_name: 'Opus 4.8' },
    workspace: { current_dir: project, project_dir: project, added_dirs: [] },
    version: '2.1.197',
    output_style: { name: 'default' },
    cost: {
      total_cost_usd: 0.42,
      total_duration_ms: 812_345,
      total_api_duration_ms: 90_000,
      total_lines_added: 12,
      total_lines_removed: 3,
    },
    context_window: {
      total_input_tokens: 61_000,
      total_output_tokens: 640,
      context_window_size: 200_000,
      current_usage: {
        input_tokens: 4,
        output_tokens: 640,
        cache_creation_input_tokens: 900,
        cache_read_input_tokens: 60_000,
      },
      used_percentage: 31,
      remaining_percentage: 69,
    },
    exceeds_200k_tokens: false,
  });
}
