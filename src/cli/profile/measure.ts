import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../../errors.ts';
import type { PhaseTimes } from '../../insight/profile-phases.ts';
import { median, medianPhases, phasesOf } from '../../insight/profile-phases.ts';
import type { Environment } from '../../runtime/client-folder.ts';
import { PROBE } from './probe.ts';
import type { ScratchProject } from './scratch-project.ts';

/** What is measured: a program of the plugin, with what the client would hand it. */
export interface Target {
  readonly name: string;
  /** Whether somebody waits for it: the client does not wait for a hook that only records. */
  readonly waits: boolean;
  readonly file: string;
  readonly args: readonly string[];
  readonly input: object;
}

/** The time of one target over several runs: medians, in milliseconds. */
export interface Profiled {
  readonly name: string;
  readonly waits: boolean;
  readonly phases: PhaseTimes;
}

const TIMEOUT_MS = 30_000;

/** The hooks and the status line, as the client fires them in the middle of a session. */
export function targetsIn(scratch: ScratchProject): Target[] {
  const common = {
    session_id: scratch.sessionId,
    transcript_path: join(scratch.folder, 'transcript.jsonl'),
    cwd: scratch.root,
    permission_mode: 'default',
  };
  const hook = (event: string, waits: boolean, fields: object): Target => ({
    ...{ name: event, waits, file: 'hook.cjs', args: [event] },
    input: { ...common, hook_event_name: event, ...fields },
  });
  const edit = {
    tool_name: 'Edit',
    tool_input: { file_path: join(scratch.root, 'a.ts') },
    tool_response: {},
    duration_ms: 5,
  };
  return [
    hook('SessionStart', true, { source: 'startup', model: 'claude-opus-4-8' }),
    hook('UserPromptSubmit', true, { prompt: 'go on with the next task' }),
    hook('PostToolUse', false, edit),
    hook('Stop', false, { stop_hook_active: false, last_assistant_message: 'done' }),
    {
      ...{ name: 'status line', waits: false, file: 'statusline.cjs', args: [] },
      input: {
        ...common,
        model: { id: 'claude-opus-4-8', display_name: 'Opus' },
        workspace: { current_dir: scratch.root, project_dir: scratch.root },
      },
    },
  ];
}

/** What bare Node takes from start to end: the median, in milliseconds. */
export function measureBareNode(env: Environment, runs: number): number {
  const times = Array.from({ length: runs }, () => timed(['-e', '0'], '', '/', env));
  return Math.round(median(times) * 100) / 100;
}

/** Runs a target of the plugin at `pluginRoot` in the scratch project, again and again. @throws E_NOT_FOUND unbuilt. */
export function measure(
  target: Target,
  scratch: ScratchProject,
  pluginRoot: string,
  env: Environment,
  runs: number,
): Profiled {
  const file = join(pluginRoot, 'dist', target.file);
  if (!existsSync(file))
    throw new BatonError(
      'E_NOT_FOUND',
      `${file} is missing: this Baton is not built. Run \`npm run build\`, or reinstall.`,
    );
  const probe = join(scratch.folder, 'probe.cjs');
  const notes = join(scratch.folder, 'marks.json');
  writeFileSync(probe, PROBE);
  const input = `${JSON.stringify(target.input)}\n`;
  const own = {
    ...env,
    HOME: scratch.home,
    BATON_PROBE: notes,
    CLAUDE_PROJECT_DIR: scratch.root,
    CLAUDE_PLUGIN_ROOT: pluginRoot,
  };
  const times: PhaseTimes[] = [];
  // The first run pays for what all later ones find in the system's caches.
  for (let round = -1; round < runs; round++) {
    rmSync(notes, { force: true });
    const total = timed(['--require', probe, file, ...target.args], input, scratch.root, own);
    const { own: probed, ...marks } = marksIn(notes, target.name);
    if (round >= 0) times.push(phasesOf(marks, total - probed));
  }
  return { name: target.name, waits: target.waits, phases: medianPhases(times) };
}

function timed(args: readonly string[], input: string, cwd: string, env: Environment): number {
  const { BATON_DIR: _dir, NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...clean } = env;
  const start = performance.now();
  spawnSync(process.execPath, args, { cwd, env: clean, input, timeout: TIMEOUT_MS });
  return performance.now() - start;
}

function marksIn(file: string, name: string) {
  try {
    const marks: Parameters<typeof phasesOf>[0] & { readonly own: number } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    return marks;
  } catch {
    throw new BatonError(
      'E_NOT_FOUND',
      `${name} did not end as it should, so that it could not be measured. See \`baton doctor\`.`,
    );
  }
}
