import { existsSync, lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Tone } from '../../render/colour.ts';
import { paint } from '../../render/colour.ts';
import { plainText } from '../../render/terminal-text.ts';
import type { Environment } from '../../runtime/client-folder.ts';
import { userFolder } from '../../runtime/client-folder.ts';
import { readRoster } from '../../runtime/roster.ts';
import { layoutOf } from '../../store/layout.ts';
import { BATON_FOLDER, findProjectRoot } from '../../store/project-root.ts';
import type { Act } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { checkClient, checkHooks, checkInstall, checkNode, checkSpeed } from '../doctor/client-checks.ts';
import type { Finding, FindingStatus } from '../doctor/finding.ts';
import { fail, warn } from '../doctor/finding.ts';
import { checkProject } from '../doctor/project-checks.ts';
import { projectRepairs } from '../doctor/project-repairs.ts';
import type { Repair } from '../doctor/repair.ts';
import { repairAll, toRepair } from '../doctor/repair.ts';
import { EXIT } from '../exit-code.ts';

const MARKS: Readonly<Record<FindingStatus, readonly [unicode: string, ascii: string, tone: Tone]>> = {
  ok: ['✓', 'ok', 'good'],
  warn: ['!', '!!', 'warn'],
  fail: ['✗', 'xx', 'bad'],
};

/** `baton doctor`: whether everything is in place, and what to do where it is not. */
export function doctorNoun(
  program: Command,
  act: Act,
  pluginRoot: string,
  setExitCode: (code: number) => void,
): void {
  program
    .command('doctor')
    .option('--quick', 'leave out what starts other programs')
    .option('--fix', 'repair what can be repaired without a risk, and say what was done')
    .description('check install, client, hooks, state and speed, and say what to do')
    .addHelpText(
      'after',
      '\nExit 0 when nothing failed, 1 when something did.\n\nExamples:\n  baton doctor\n  baton doctor --fix',
    )
    .action(
      act(async (context, { options }) => {
        const repairs = await repairsFor(context, pluginRoot);
        // Repaired first, so that what is found is how things stand then.
        const repaired = options.fix === true ? repairAll(repairs) : [];
        const left = options.fix === true ? await repairsFor(context, pluginRoot) : repairs;
        const findings = [...(await examine(context, options.quick === true)), ...repaired, toRepair(left)];
        if (findings.some(({ status }) => status === 'fail')) setExitCode(EXIT.refused);
        context.answer(findings, () => sheet(findings, context));
      }),
    );
}

async function repairsFor(context: CommandContext, pluginRoot: string): Promise<Repair[]> {
  const root = projectOf(context);
  const { env, now } = context.host;
  return [
    ...(await launcher(env, pluginRoot)),
    ...(root === undefined ? [] : projectRepairs(layoutOf(root), now())),
  ];
}

// The installer is only loaded where something was installed.
async function launcher(env: Environment, pluginRoot: string): Promise<readonly Repair[]> {
  if (!existsSync(join(userFolder(env), 'installs.json'))) return [];
  const { launcherToRepair } = await import('../../install/run-install.ts');
  return launcherToRepair(env, pluginRoot);
}

function projectOf({ host, options }: CommandContext): string | undefined {
  return findProjectRoot(resolve(options.project ?? host.cwd), options.project === undefined ? host.env : {});
}

async function examine(context: CommandContext, quick: boolean): Promise<Finding[]> {
  const { env, cwd } = context.host;
  const from = resolve(context.options.project ?? cwd);
  const root = projectOf(context);
  const now = context.host.now();
  return [
    checkNode(process.version),
    ...(quick ? [] : [await checkClient(env)]),
    checkInstall(env),
    ...(root === undefined ? [noProject(from)] : checkProject(layoutOf(root), now, env)),
    ...(root === undefined ? [] : [checkHooks(readRoster(layoutOf(root), now), now)]),
    ...(quick ? [] : [await checkSpeed(env)]),
  ];
}

function noProject(from: string): Finding {
  const path = join(from, BATON_FOLDER);
  const kind = lstatSync(path, { throwIfNoEntry: false });
  if (kind !== undefined) {
    return fail(
      'project',
      `${path} is not a folder, so Baton is off here`,
      'Move it away and run `baton init`.',
    );
  }
  return warn(
    'project',
    `no ${BATON_FOLDER}/ in ${from} or above it: Baton is off here`,
    'Run `baton init` in the project.',
  );
}

function sheet(findings: readonly Finding[], context: CommandContext): string[] {
  const width = Math.max(...findings.map(({ name }) => Math.min(20, name.length)));
  return findings.flatMap(({ name, status, message, remedy }) => {
    const [unicode, ascii, tone] = MARKS[status];
    const mark = paint(context.options.ascii ? ascii : unicode, tone, context.colours);
    return [
      `${mark} ${plainText(name, 60).padEnd(width)}  ${plainText(message, 600)}`,
      ...(remedy === undefined
        ? []
        : [`${' '.repeat(width + 4)}${paint(`→ ${plainText(remedy, 400)}`, 'muted', context.colours)}`]),
    ];
  });
}
