import { join } from 'node:path';
import { BatonError } from '../errors.ts';
import { numberAt, objectsAt, parseObject, textAt } from '../json-fields.ts';
import { runProgram } from '../runtime/run-program.ts';
import { namedSession } from './calling-session.ts';
import type { CommandContext } from './command-context.ts';

const PATIENCE_MS = 10_000;

/** What one step of a render took, in milliseconds. */
export interface LineStep {
  readonly step: string;
  readonly ms: number;
}

/** What a render takes as a whole process beside bare Node, and its steps: medians over the rounds, in milliseconds. */
export interface LineTimings {
  readonly rounds: number;
  readonly line_ms: number;
  readonly node_ms: number;
  readonly ratio: number;
  readonly steps: readonly LineStep[];
}

/**
 * Renders the status line of this project and session as the client would, in turn with bare Node, and has the line
 * itself say where its time goes.
 *
 * @throws E_NOT_FOUND when `dist/statusline.cjs` is missing or prints nothing.
 */
export async function timeStatusLine(
  context: CommandContext,
  pluginRoot: string,
  rounds: number,
): Promise<LineTimings> {
  const { cwd, env: all } = context.host;
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = all;
  const program = join(pluginRoot, 'dist', 'statusline.cjs');
  const project = context.options.project ?? env.CLAUDE_PROJECT_DIR ?? cwd;
  const session = namedSession(context);
  const input = JSON.stringify({
    ...(session ? { session_id: session } : {}),
    workspace: { current_dir: cwd, project_dir: project },
  });
  const options = { timeoutMs: PATIENCE_MS, env };
  const node = { whole: [] as number[] };
  const line = { whole: [] as number[], steps: [] as LineStep[][] };
  for (let round = 0; round < rounds; round++) {
    const bare = await timed(() => runProgram(process.execPath, ['-e', '0'], options));
    const whole = await timed(() => runProgram(process.execPath, [program], { ...options, input }));
    const told = await runProgram(process.execPath, [program, '--timings'], { ...options, input });
    if (!whole.result || told === undefined)
      throw new BatonError('E_NOT_FOUND', `${program} printed nothing: \`baton doctor\` says why.`);
    node.whole.push(bare.ms);
    line.whole.push(whole.ms);
    line.steps.push(stepsIn(told));
  }
  const [node_ms, line_ms] = [median(node.whole), median(line.whole)];
  return { rounds, line_ms, node_ms, ratio: line_ms / node_ms, steps: medianSteps(line.steps) };
}

async function timed<Result>(run: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const begin = performance.now();
  const result = await run();
  return { result, ms: performance.now() - begin };
}

function stepsIn(text: string): LineStep[] {
  return objectsAt(parseObject(text), 'steps').map((one) => ({
    step: textAt(one, 'step') ?? '?',
    ms: numberAt(one, 'ms') ?? 0,
  }));
}

/** The steps in the order in which they first came, each with the median of the rounds that had it. */
function medianSteps(rounds: readonly (readonly LineStep[])[]): LineStep[] {
  const all = rounds.flat();
  return [...new Set(all.map(({ step }) => step))].map((step) => ({
    step,
    ms: median(all.filter((one) => one.step === step).map(({ ms }) => ms)),
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
