import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CheckStatus } from '../../continuity/reality.ts';
import { consensusOf } from '../../continuity/reality.ts';
import { BatonError } from '../../errors.ts';
import type { CheckFinding } from '../../runtime/built-in-checks.ts';
import { BUILT_IN_CHECKS } from '../../runtime/built-in-checks.ts';
import type { KeptCheck, KeptChecks } from '../../runtime/checks-cache.ts';
import { keepChecks, readChecks } from '../../runtime/checks-cache.ts';
import type { Config } from '../../runtime/config-schema.ts';
import { areTrusted } from '../../runtime/trusted-checks.ts';
import type { CommandContext } from '../command-context.ts';
import { suggestion } from '../nearest.ts';
import { runCheckCommand } from './run-command.ts';

/** One check that can be run: its name, how much it counts, and what it runs where that is a command. */
interface PlannedCheck {
  readonly name: string;
  readonly weight: number;
  readonly command: string | null;
  run(): CheckFinding | Promise<CheckFinding>;
}

/** What of the checks is wanted. */
export interface CheckChoice {
  /** Only the one with this name. */
  readonly only: string | undefined;
  /** Only what Baton brings: commands keep their last outcome, however old. */
  readonly built_in: boolean;
  /** Run commands again though their last outcome still stands. */
  readonly fresh: boolean;
  /** Called before each check that takes time. */
  readonly begun: (name: string) => void;
}

const NOT_APPROVED: CheckFinding = {
  health: 0,
  status: 'skipped',
  message: 'not approved: read it and run `baton check --trust` at a terminal',
};

/**
 * Runs the checks one after another and keeps the outcome for the next start and the status line. Commands of the
 * project run only when a person has approved them.
 *
 * @throws E_NOT_FOUND for a name that no check has.
 */
export async function runChecks(
  context: CommandContext,
  settings: Config['checks'],
  choice: CheckChoice,
): Promise<KeptChecks> {
  const { layout, host } = context;
  const all = plannedChecks(context, settings);
  const names = all.map(({ name }) => name);
  if (choice.only !== undefined && !names.includes(choice.only)) {
    throw new BatonError(
      'E_NOT_FOUND',
      `There is no check ${JSON.stringify(choice.only)}.${suggestion(choice.only, names)} Checks: ${names.join(', ')}.`,
    );
  }
  const before = readChecks(layout);
  const checks: KeptCheck[] = [];
  for (const planned of all) {
    const kept = before?.checks.find((one) => one.name === planned.name && one.command === planned.command);
    const isWanted =
      (choice.only === undefined || choice.only === planned.name) &&
      !(choice.built_in && planned.command !== null);
    const isFresh =
      kept !== undefined &&
      kept.status !== 'skipped' &&
      planned.command !== null &&
      host.now() - Date.parse(kept.checked_at) < settings.cache_minutes * 60_000;
    if (isWanted && !(isFresh && !choice.fresh)) checks.push(await run(planned, context, choice));
    else if (kept !== undefined) checks.push(kept);
  }
  const weightOf = new Map(all.map(({ name, weight }) => [name, weight]));
  const outcome: KeptChecks = {
    consensus: consensusOf(checks.map((one) => ({ ...one, weight: weightOf.get(one.name) ?? 1 }))),
    threshold: settings.threshold,
    checked_at: new Date(host.now()).toISOString(),
    checks,
  };
  keepChecks(layout, outcome);
  return outcome;
}

function plannedChecks(context: CommandContext, settings: Config['checks']): PlannedCheck[] {
  const { layout, host } = context;
  const cwd = workTree(resolve(context.options.project ?? host.cwd), layout.root);
  const isTrusted = areTrusted(layout, host.env, settings.commands);
  return [
    ...BUILT_IN_CHECKS.map(({ name, run: look }) => ({
      name,
      weight: 1,
      command: null,
      run: () => look(layout, cwd),
    })),
    ...settings.commands.map(({ name, command, timeout_seconds, weight }) => ({
      name,
      weight,
      command,
      run: () =>
        isTrusted
          ? runCheckCommand({ command, cwd, env: host.env, timeoutMs: timeout_seconds * 1000 })
          : NOT_APPROVED,
    })),
  ];
}

async function run(
  planned: PlannedCheck,
  { host }: CommandContext,
  { begun }: CheckChoice,
): Promise<KeptCheck> {
  const { name, command } = planned;
  if (command !== null) begun(name);
  const started = host.now();
  const { health, message, status } = await attempt(planned);
  const ended = host.now();
  return {
    name,
    health,
    status: status ?? statusOf(health),
    message,
    duration_ms: Math.max(0, ended - started),
    checked_at: new Date(ended).toISOString(),
    command,
  };
}

// A check that cannot even look has found something.
async function attempt(planned: PlannedCheck): Promise<CheckFinding> {
  try {
    return await planned.run();
  } catch (error) {
    return { health: 0, message: error instanceof Error ? error.message : String(error) };
  }
}

function statusOf(health: number): CheckStatus {
  if (health >= 1) return 'ok';
  return health >= 0.5 ? 'warn' : 'fail';
}

// Where the person stands: of a linked worktree, its own top, and not the main one.
function workTree(from: string, root: string): string {
  for (let at = from; dirname(at) !== at; at = dirname(at)) if (existsSync(join(at, '.git'))) return at;
  return root;
}
