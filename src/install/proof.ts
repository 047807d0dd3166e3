import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { HookCommand } from './hook-command.ts';
import { sessionStartCommands } from './hook-command.ts';
import type { Environment } from './scope.ts';
import { isRecord, readSettings } from './settings-text.ts';

/** What one installed command did when it was started as the client starts it. */
export interface Proof {
  readonly name: 'session start hook' | 'status line';
  readonly output: string;
  /** Undefined when it worked. */
  readonly failure: string | undefined;
}

/** What the proof is run on. */
export interface Subject {
  readonly pluginRoot: string;
  readonly settingsFile: string;
  readonly env: Environment;
  initProject(projectDir: string): unknown;
}

const SESSION = 'baton-install-proof';
const PATIENCE_MS = 10_000;

/**
 * Fires one session start through the installed hooks and renders the status line through the installed
 * settings. Both run on a throw-away project, so that no session of theirs is left behind.
 */
export async function proveInstallation(subject: Subject): Promise<Proof[]> {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'baton-proof-')));
  try {
    subject.initProject(project);
    return [await proveHooks(subject, project), await proveStatusLine(subject, project)];
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

async function proveHooks(subject: Subject, project: string): Promise<Proof> {
  const name = 'session start hook';
  const file = join(subject.pluginRoot, 'hooks', 'hooks.json');
  const commands = sessionStartCommands(readFileSync(file, 'utf8'), subject.pluginRoot);
  if (commands.length === 0)
    return { name, output: '', failure: `${file} registers no command for SessionStart` };
  const input = { ...payload(project), hook_event_name: 'SessionStart', source: 'startup' };
  const outputs: string[] = [];
  for (const command of commands) {
    const run = await start(command, input, subject, project);
    if (run.failure !== undefined)
      return { name, output: run.output, failure: explain(run.failure, subject, 'hook') };
    outputs.push(run.output);
  }
  return { name, output: outputs.filter((text) => text !== '').join('\n'), failure: undefined };
}

async function proveStatusLine(subject: Subject, project: string): Promise<Proof> {
  const name = 'status line';
  const { value } = readSettings(subject.settingsFile, readFileSync(subject.settingsFile));
  const command = isRecord(value.statusLine) ? value.statusLine.command : undefined;
  if (typeof command !== 'string')
    return { name, output: '', failure: 'the settings file names no command for it' };
  const input = {
    ...payload(project),
    model: { id: 'claude-opus-4-8', display_name: 'Opus 4.8' },
    workspace: { current_dir: project, project_dir: project, added_dirs: [] },
  };
  const run = await start({ program: '/bin/sh', args: ['-c', command] }, input, subject, project);
  const failure = run.failure ?? (run.output === '' ? 'it printed nothing' : undefined);
  return { name, output: run.output, failure: failure && explain(failure, subject, 'statusline') };
}

async function start(command: HookCommand, input: object, subject: Subject, project: string) {
  const { BATON_DIR: _dir, BATON_SESSION: _session, CLAUDE_ENV_FILE: _file, ...inherited } = subject.env;
  const result = await execa(command.program, command.args, {
    cwd: project,
    env: {
      ...inherited,
      CLAUDE_PROJECT_DIR: project,
      CLAUDE_PLUGIN_ROOT: subject.pluginRoot,
      CLAUDE_CODE_SESSION_ID: SESSION,
      COLUMNS: '100',
    },
    extendEnv: false,
    input: `${JSON.stringify(input)}\n`,
    timeout: PATIENCE_MS,
    reject: false,
  });
  const output = result.stdout.trim();
  if (!result.failed) return { output, failure: undefined };
  const said = result.stderr
    .trim()
    .split('\n')
    .findLast((line) => /error|not found/i.test(line));
  return { output, failure: [result.shortMessage?.split('\n')[0], said].filter(Boolean).join(' – ') };
}

function explain(failure: string, subject: Subject, bundle: 'hook' | 'statusline'): string {
  const file = join(subject.pluginRoot, 'dist', `${bundle}.cjs`);
  if (!existsSync(file)) return `${failure}: ${file} is missing (in a clone: npm run build)`;
  const folders = (subject.env.PATH ?? '').split(':');
  const node = subject.env.BATON_NODE ?? 'node';
  if (!folders.some((folder) => existsSync(join(folder, node))))
    return `${failure}: ${node} is not on the PATH`;
  return failure;
}

function payload(project: string) {
  return { session_id: SESSION, transcript_path: join(project, 'transcript.jsonl'), cwd: project };
}
