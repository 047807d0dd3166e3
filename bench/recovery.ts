import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tokensOf } from '../src/continuity/context-budget.ts';

// How much of what three sessions knew the fourth is told: facts are planted in one that ends cleanly, one that is
// compacted and one that is killed, all by the built hooks and commands; then the fourth starts. Looked for is each
// fact in the injected context, and in the documents that it is pointed to. `npm run bench:recovery`; --json for the
// numbers alone. Repeatable: nothing in it depends on the machine or the moment.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const base = mkdtempSync(join(tmpdir(), 'baton-recovery-'));
const project = join(base, 'project');
const dist = join(base, 'dist');
const MOST_TOKENS = 1_200;

/** Something that a session knew: in which one it was planted, and how it reads when it has survived. */
interface Fact {
  readonly what: string;
  readonly session: 0 | 1 | 2 | 3;
  readonly text: string;
}

const FACTS: readonly Fact[] = [
  { what: 'epic', session: 0, text: 'Sign in with a key' },
  { what: 'sprint', session: 0, text: 'Tokens week' },
  { what: 'goal of the sprint', session: 0, text: 'tokens that expire' },
  { what: 'priority of the task', session: 0, text: 'high' },
  { what: 'task', session: 1, text: 'Issue tokens' },
  { what: 'decision', session: 1, text: 'tokens are JWT' },
  { what: 'completed task', session: 1, text: 'Draw the schema' },
  { what: 'commit', session: 1, text: 'feat: issue tokens' },
  { what: 'state in the log, superseded since', session: 1, text: 'issue() has no expiry yet' },
  { what: 'constraint', session: 2, text: 'leave the users table alone' },
  { what: 'blocked task', session: 2, text: 'Refuse old tokens' },
  { what: 'what blocks it', session: 2, text: 'no clock in CI' },
  { what: 'progress', session: 2, text: '60 %' },
  { what: 'state in the log', session: 2, text: 'issue() sets an expiry' },
  { what: 'next step in the log', session: 2, text: 'check the expiry on use' },
  { what: 'problem in the log', session: 2, text: 'leap seconds are off' },
  { what: 'feature that does not pass', session: 2, text: 'expired tokens are refused' },
  { what: 'feature that passes', session: 2, text: 'tokens are issued' },
  { what: 'next, as a note', session: 3, text: 'ask about clock skew' },
  { what: 'branch', session: 3, text: 'tokens-branch' },
  { what: 'last prompt', session: 3, text: 'now refuse the expired ones' },
  { what: 'unfinished turn', session: 3, text: 'that turn was never finished' },
  { what: 'crash', session: 3, text: 'crashed: its process ended without a close' },
  { what: 'edited file', session: 3, text: 'src/expiry.ts' },
  { what: 'uncommitted file', session: 3, text: 'half-done.ts' },
  { what: 'stash', session: 3, text: 'Stashed: 1 change' },
  { what: 'failed check', session: 3, text: 'npm test' },
];

const DOCUMENT = (log: string) => `# Task t1: Issue tokens

## Feature Checklist

\`\`\`json
{ "features": [
  { "id": "f1", "description": "tokens are issued", "passes": true },
  { "id": "f2", "description": "expired tokens are refused", "passes": false }
] }
\`\`\`

## Progress Log
${log}`;
const FIRST_LOG = `
### Session 1 · 2026-03-02T09:30:00Z

**State**

- issue() has no expiry yet
`;
const SECOND_LOG = `
### Session 2 · 2026-03-02T10:30:00Z

**Issues**

- leap seconds are off

**State**

- issue() sets an expiry

**Next**

- check the expiry on use
`;

try {
  execFileSync(join(root, 'node_modules', '.bin', 'tsx'), [join(root, 'scripts', 'build.ts'), dist], {
    stdio: 'ignore',
  });
  prepare();
  session('s1', [
    hook('SessionStart', { source: 'startup' }),
    hook('UserPromptSubmit', { prompt: 'begin with tokens' }),
    ...baton('sprint start s1', 'task start t0', 'task complete t0', 'task start t1'),
    ...baton("session note 'tokens are JWT' --as decision"),
    'echo one > issued.ts && git add issued.ts && git commit -qm "feat: issue tokens"',
    bash('git commit -m x', ''),
    document(FIRST_LOG),
    hook('Stop', { last_assistant_message: 'tokens are issued' }),
    hook('SessionEnd', { reason: 'prompt_input_exit' }),
  ]);
  session('s2', [
    hook('SessionStart', { source: 'startup' }),
    hook('UserPromptSubmit', { prompt: 'go on' }),
    ...baton('task progress t1 60', 'task start t2', "task block t2 --reason 'no clock in CI'"),
    ...baton("session note 'leave the users table alone' --as constraint"),
    hook('PreCompact', { trigger: 'auto' }),
    hook('SessionStart', { source: 'compact' }),
    hook('PostCompact', { trigger: 'auto', compact_summary: 'x' }),
    document(FIRST_LOG + SECOND_LOG),
    hook('Stop', { last_assistant_message: 'expiry is set' }),
    hook('SessionEnd', { reason: 'other' }),
  ]);
  session('s3', [
    'git checkout -qb tokens-branch',
    hook('SessionStart', { source: 'startup' }),
    hook('UserPromptSubmit', { prompt: 'now refuse the expired ones' }),
    ...baton("session note 'ask about clock skew'"),
    hook('PostToolUse', { tool_name: 'Edit', tool_input: { file_path: join(project, 'src/expiry.ts') } }),
    hook('PostToolUseFailure', {
      tool_name: 'Bash',
      tool_input: { command: 'npm test' },
      error: 'Exit code 1',
    }),
    'echo x > README.md && git stash -q && echo y > half-done.ts',
    // Killed here: no Stop, no SessionEnd.
  ]);
  const context = told(session('s4', [hook('SessionStart', { source: 'startup' })]));
  report(context, documents());
} finally {
  rmSync(base, { recursive: true, force: true });
}

function prepare(): void {
  mkdirSync(project);
  run('git init -q -b main && echo a > README.md && git add README.md && git commit -qm begin');
  run(baton('init').join('\n'));
  const plan = join(project, '.baton', 'plan');
  const task = (id: string, title: string, more: object = {}) => [id, { id, title, ...more }];
  writeFileSync(
    join(plan, 'epics', 'auth.json'),
    JSON.stringify({ id: 'auth', title: 'Sign in with a key' }),
  );
  writeFileSync(
    join(plan, 'sprints', 's1.json'),
    JSON.stringify({
      id: 's1',
      epic_id: 'auth',
      name: 'Tokens week',
      goals: ['tokens that expire'],
      planned_tasks: Object.fromEntries([
        task('t0', 'Draw the schema'),
        task('t1', 'Issue tokens', { priority: 'high' }),
        task('t2', 'Refuse old tokens'),
      ]),
    }),
  );
}

/** The steps of one client: a shell of their own is their parent, and gone when it ends. Gives what they printed. */
function session(id: string, steps: readonly string[]): string {
  return run(steps.join('\n'), { BATON_SESSION: id, SESSION: id });
}

function run(script: string, env: Readonly<Record<string, string>> = {}): string {
  return execFileSync('/bin/sh', ['-c', `set -e\n${script}\n:`], {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: base,
      CLAUDE_PROJECT_DIR: project,
      GIT_AUTHOR_NAME: 'b',
      GIT_AUTHOR_EMAIL: 'b@b.invalid',
      GIT_COMMITTER_NAME: 'b',
      GIT_COMMITTER_EMAIL: 'b@b.invalid',
      ...env,
    },
  });
}

function hook(event: string, payload: object): string {
  const text = JSON.stringify({ cwd: project, hook_event_name: event, session_id: '$SESSION', ...payload });
  return `node '${join(dist, 'hook.cjs')}' ${event} <<PAYLOAD\n${text}\nPAYLOAD`;
}

function bash(command: string, stdout: string): string {
  return hook('PostToolUse', { tool_name: 'Bash', tool_input: { command }, tool_response: { stdout } });
}

function baton(...commands: readonly string[]): string[] {
  return commands.map((words) => `node '${join(dist, 'cli.cjs')}' ${words} >/dev/null`);
}

function document(log: string): string {
  const path = join(project, '.baton', 'tasks', 't1-state.md');
  return `mkdir -p '${dirname(path)}' && cat > '${path}' <<'DOCUMENT'\n${DOCUMENT(log)}DOCUMENT`;
}

function told(printed: string): string {
  const reply = JSON.parse(printed) as { hookSpecificOutput: { additionalContext: string } };
  return reply.hookSpecificOutput.additionalContext;
}

function documents(): string {
  const below = (folder: string) =>
    readdirSync(join(project, '.baton', folder)).map((name) =>
      readFileSync(join(project, '.baton', folder, name), 'utf8'),
    );
  return [...below('tasks'), ...below('handoffs')].join('\n');
}

function report(context: string, written: string): void {
  const rows = FACTS.map((fact) => ({
    ...fact,
    in_context: context.includes(fact.text),
    in_documents: written.includes(fact.text),
  }));
  const told = rows.filter((row) => row.in_context).length;
  const kept = rows.filter((row) => row.in_context || row.in_documents).length;
  const result = {
    facts: rows.length,
    in_context: told,
    recovered: kept,
    share: kept / rows.length,
    characters: context.length,
    tokens: tokensOf(context),
  };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ ...result, rows })}\n`);
  else {
    for (const { what, session: where, in_context, in_documents } of rows) {
      const planted = where === 0 ? 'plan' : `session ${where}`;
      const found = in_context ? 'context' : in_documents ? 'documents' : 'LOST';
      process.stdout.write(`${planted.padEnd(10)} ${what.padEnd(36)} ${found}\n`);
    }
    process.stdout.write(
      `\n${kept} of ${rows.length} facts recovered (${Math.round(100 * result.share)} %), ${told} of them in the context itself: ` +
        `${context.length} characters, at most ${result.tokens} tokens (budget ${MOST_TOKENS}).\n`,
    );
    if (process.argv.includes('--context')) process.stdout.write(`\n${context}\n`);
  }
  if (result.share < 1 || result.tokens > MOST_TOKENS) process.exitCode = 1;
}
