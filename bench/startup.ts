import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeRecord } from '../src/store/record.ts';
import type { Subject } from './measure.ts';
import { machine, measure, regressions, timingTable } from './measure.ts';

// What a person waits for when the client starts a hook or the status line: whole processes against bare Node,
// in one run. `npm run bench [rounds]`; --json for the numbers alone.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rounds = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 40);
const base = mkdtempSync(join(tmpdir(), 'baton-bench-'));
// As it is for those who have installed it: compiled code is kept in the user's folder.
const home = join(base, 'home');
mkdirSync(join(home, '.claude', 'baton'), { recursive: true });

const EDIT = { tool_name: 'Edit', tool_input: { file_path: join(base, 'a.ts') }, tool_response: {} };
const TEST_RUN = {
  tool_name: 'Bash',
  tool_input: { command: 'npm test' },
  tool_response: { stdout: '', stderr: '', interrupted: false },
};

try {
  const off = project('off', undefined);
  const small = project('small', 10);
  const large = project('large', 100_000);
  const proven = project('proven', 10);
  const manySessions = project('many', 10);
  for (let index = 0; index < 20; index++)
    fire(manySessions, 'SessionStart', { session_id: `past-${index}`, source: 'startup' });

  const bundle = (name: string) => join(root, 'dist', name);
  const hook = (name: string, event: string, cwd: string, payload: object, budget?: number): Subject => ({
    name,
    command: ['node', bundle('hook.cjs'), event],
    cwd,
    env: { HOME: home, CLAUDE_PROJECT_DIR: cwd },
    stdin: JSON.stringify({ session_id: 's', cwd, ...payload }),
    ...(budget === undefined ? {} : { budget }),
  });
  const gate = (name: string, mode: string, cwd: string, budget: number): Subject => ({
    name,
    command: ['/bin/sh', '-c', guarded(mode, 'PostToolUse')],
    cwd,
    env: { HOME: home, CLAUDE_PROJECT_DIR: cwd, CLAUDE_PLUGIN_ROOT: root },
    stdin: JSON.stringify({ session_id: 's', cwd, tool_name: 'Bash', tool_input: { command: 'ls' } }),
    budget,
  });
  const line = (name: string, cwd: string, budget: number): Subject => ({
    name,
    command: ['node', bundle('statusline.cjs')],
    cwd,
    env: { HOME: home, CLAUDE_PROJECT_DIR: cwd, COLUMNS: '120' },
    stdin: JSON.stringify({
      session_id: 's',
      workspace: { project_dir: cwd, current_dir: cwd },
      model: { display_name: 'Opus' },
      cost: { total_cost_usd: 0.42 },
      context_window: { used_percentage: 31 },
    }),
    budget,
  });
  const timings = measure(
    [
      { name: 'node -e 0', command: ['node', '-e', '0'] },
      { name: 'sh -c true', command: ['/bin/sh', '-c', 'true'] },
      gate('gate, Baton off', 'ask', off, 0.15),
      gate('gate, recorder sent to the background', 'tell', small, 0.25),
      hook(
        'PreToolUse (permission)',
        'PreToolUse',
        small,
        { tool_name: 'Bash', tool_input: { command: 'baton session list' } },
        1.25,
      ),
      hook('PostToolUse (edit), 10 events', 'PostToolUse', small, EDIT, 1.25),
      hook('PostToolUse (edit), 100,000 events', 'PostToolUse', large, EDIT, 1.25),
      // What may be evidence looks at git, and nobody waits for it: the gate sends it to the background.
      hook('PostToolUse (a test run), in the background', 'PostToolUse', proven, TEST_RUN),
      hook('UserPromptSubmit', 'UserPromptSubmit', small, { prompt: 'go on' }, 1.25),
      hook('Stop', 'Stop', small, { last_assistant_message: 'done' }, 1.25),
      hook('SessionStart (git, 20 past sessions)', 'SessionStart', manySessions, { source: 'startup' }, 3),
      line('status line, Baton off', off, 1.25),
      line('status line, 10 events', small, 1.25),
      line('status line, 100,000 events', large, 1.35),
      {
        name: 'baton session list',
        command: [join(root, 'bin', 'baton'), 'session', 'list'],
        cwd: manySessions,
        budget: 2.5,
      },
    ],
    rounds,
  );
  const sizes = Object.fromEntries(
    ['hook-code', 'hook-slow', 'statusline-code', 'cli'].map((name) => [
      `${name}.cjs`,
      statSync(bundle(`${name}.cjs`)).size,
    ]),
  );
  const result = { at: new Date().toISOString(), rounds, machine: machine(), timings, bundle_bytes: sizes };
  const asJson = process.argv.includes('--json');
  process.stdout.write(
    asJson ? `${JSON.stringify(result)}\n` : `${timingTable(timings)}\n\nbundles: ${JSON.stringify(sizes)}\n`,
  );
  const slow = regressions(timings);
  if (slow.length > 0) {
    process.stderr.write(`Over twice the budget: ${slow.join(', ')}\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

function guarded(mode: string, event: string): string {
  return `b="\${CLAUDE_PLUGIN_ROOT}/hooks/guard.sh"; [ -r "$b" ] && set -- ${mode} ${event} && . "$b"; exit 0`;
}

/** A repository, with Baton and a session of so many events where `events` is given. */
function project(name: string, events: number | undefined): string {
  const folder = join(base, name);
  mkdirSync(folder, { recursive: true });
  execFileSync('git', ['init', '-q', folder]);
  if (events === undefined) return folder;
  mkdirSync(join(folder, '.baton', 'sessions'), { recursive: true });
  fire(folder, 'SessionStart', { session_id: 's', source: 'startup' });
  const log = join(folder, '.baton', 'sessions', 's', '000001.jsonl');
  const versions = readFileSync(log, 'utf8').split('\n').filter(Boolean).length;
  const records: Buffer[] = [];
  for (let index = 0; index < events - versions; index++) {
    const data = { tool: 'Bash', outcome: 'ok', duration_ms: 12, agent_id: null, file: null };
    records.push(
      encodeRecord({
        f: 1,
        id: `e${index}`,
        ts: new Date().toISOString(),
        exp: -1,
        by: 'bench',
        events: [{ type: 'tool_used', data }],
      }),
    );
  }
  appendFileSync(log, Buffer.concat(records));
  // The next hook seals, folds and writes the view, as it would have on the way.
  fire(folder, 'Stop', { session_id: 's', last_assistant_message: 'done' });
  return folder;
}

function fire(folder: string, event: string, payload: object): void {
  execFileSync('node', [join(root, 'dist', 'hook.cjs'), event], {
    input: JSON.stringify({ cwd: folder, ...payload }),
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: home, CLAUDE_PROJECT_DIR: folder },
  });
}
