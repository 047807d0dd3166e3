import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, median } from './measure.ts';

// The most memory that each of Baton's programs takes, beside bare Node. `npm run bench:memory`; --json for the numbers.

const ROOT = join(import.meta.dirname, '..');
const base = mkdtempSync(join(tmpdir(), 'baton-memory-'));
const reporter = join(base, 'report-memory.cjs');
writeFileSync(
  reporter,
  'process.on("exit", () => require("fs").writeSync(2, "\\nMAXRSS " + process.resourceUsage().maxRSS + "\\n"));\n',
);

try {
  execFileSync('git', ['init', '-q', base]);
  execFileSync(process.execPath, [join(ROOT, 'dist/cli.cjs'), 'init'], { cwd: base, env: environment() });
  const payload = (event: string, fields: object) =>
    JSON.stringify({ session_id: 's', cwd: base, hook_event_name: event, ...fields });
  const subjects: [string, string[], string][] = [
    ['node -e 0', ['-e', '0'], ''],
    [
      'SessionStart',
      [join(ROOT, 'dist/hook.cjs'), 'SessionStart'],
      payload('SessionStart', { source: 'startup' }),
    ],
    [
      'UserPromptSubmit',
      [join(ROOT, 'dist/hook.cjs'), 'UserPromptSubmit'],
      payload('UserPromptSubmit', { prompt: 'go' }),
    ],
    ['Stop', [join(ROOT, 'dist/hook.cjs'), 'Stop'], payload('Stop', {})],
    [
      'status line',
      [join(ROOT, 'dist/statusline.cjs')],
      JSON.stringify({ session_id: 's', workspace: { project_dir: base } }),
    ],
    ['baton session list', [join(ROOT, 'dist/cli.cjs'), 'session', 'list'], ''],
    ['baton plan validate', [join(ROOT, 'dist/cli.cjs'), 'plan', 'validate'], ''],
  ];
  const rows = subjects.map(([name, words, stdin]) => ({ name, megabytes: megabytesOf(words, stdin) }));
  process.stdout.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), memory: rows })}\n`
      : `${rows.map(({ name, megabytes }) => `${name.padEnd(24)}${megabytes.toFixed(1).padStart(8)} MB`).join('\n')}\n`,
  );
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** The median of five runs, in megabytes. */
function megabytesOf(words: readonly string[], stdin: string): number {
  const runs = Array.from({ length: 5 }, () => {
    const { stderr } = spawnSync(process.execPath, ['--require', reporter, ...words], {
      input: stdin,
      cwd: base,
      env: environment(),
      encoding: 'utf8',
    });
    return Number(/MAXRSS (\d+)/.exec(stderr)?.[1] ?? 0) / 1024;
  });
  return median(runs);
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', HOME: base, CLAUDE_PROJECT_DIR: base };
}
