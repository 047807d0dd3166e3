import type { Command } from 'commander';
import type { CheckStatus } from '../../continuity/reality.ts';
import { own } from '../../own-field.ts';
import type { Tone } from '../../render/colour.ts';
import { paint } from '../../render/colour.ts';
import { durationText } from '../../render/duration.ts';
import { plainText } from '../../render/terminal-text.ts';
import type { KeptChecks } from '../../runtime/checks-cache.ts';
import { loadConfig } from '../../runtime/config.ts';
import { changeSession, openShared } from '../../runtime/session-streams.ts';
import type { Act } from '../act.ts';
import { textOption } from '../act.ts';
import { namedSession } from '../calling-session.ts';
import { runChecks } from '../checks/run-checks.ts';
import { askForTrust } from '../checks/trust.ts';
import type { CommandContext, ProgramHost } from '../command-context.ts';
import { EXIT } from '../exit-code.ts';

const TONES: Readonly<Record<CheckStatus, Tone>> = {
  ok: 'good',
  warn: 'warn',
  fail: 'bad',
  timeout: 'bad',
  skipped: 'muted',
};

/** `baton check`: the reality checks and their consensus (PRODUCT C10). */
export function checkNoun(
  program: Command,
  act: Act,
  host: ProgramHost,
  setExitCode: (code: number) => void,
): void {
  program
    .command('check')
    .option('--only <name>', 'only this check; the others keep their last outcome')
    .option('--built-in', 'only what Baton brings; your commands keep their last outcome')
    .option('--fresh', 'run commands again though their last outcome still stands')
    .option('--trust', 'read the commands of this project and approve them, at a terminal')
    .description('whether what is believed is real: state, git, plan, locks, disk, and your own commands')
    .addHelpText(
      'after',
      '\nYour own commands are a setting, and run only once you have approved exactly them:\n' +
        `  baton config set checks.commands '[{"name":"tests","command":"npm test"}]'\n` +
        '  baton check --trust\n\n' +
        'Exit 0 when the consensus reaches checks.threshold, 1 when it does not.\n\nExample:\n  baton check --only tests',
    )
    .action(
      act(async (context, given) => {
        const { config } = loadConfig(context.layout);
        if (given.options.trust === true) {
          if (!(await askForTrust(context, config.checks.commands, host.mayAsk))) setExitCode(EXIT.refused);
          return;
        }
        const only = textOption(given, 'only');
        const progress = progressOn(context);
        const outcome = await runChecks(context, config.checks, {
          only,
          built_in: given.options.builtIn === true,
          fresh: given.options.fresh === true || only !== undefined,
          begun: progress.show,
        });
        progress.clear();
        tellSession(context, outcome);
        const shown = outcome.checks.filter(({ name }) => only === undefined || name === only);
        if (outcome.consensus < outcome.threshold) setExitCode(EXIT.refused);
        context.answer(
          {
            consensus: outcome.consensus,
            checks: shown.map(({ name, health, status, message, duration_ms }) => ({
              name,
              health,
              status,
              message,
              duration_ms,
            })),
          },
          () => sheet({ ...outcome, checks: shown }, context),
        );
      }),
    );
}

// On a terminal one line that comes and goes, on standard error; nothing for a program.
function progressOn(context: CommandContext) {
  const { host, options } = context;
  const isShown = host.isTty && options.json !== true;
  return {
    show: (name: string) => {
      if (isShown) host.err(`\r\u001b[Krunning ${plainText(name, 40)} …`);
    },
    clear: () => {
      if (isShown) host.err('\r\u001b[K');
    },
  };
}

// The session that asked remembers what it was told. One that is not known, or over, has nothing to remember.
function tellSession(context: CommandContext, { consensus, checks }: KeptChecks): void {
  const id = namedSession(context);
  if (id === undefined || own(openShared(context.layout).state.registry.sessions, id) === undefined) return;
  changeSession(context.layout, id, context.store, (state) =>
    state.lifecycle.status === 'dormant'
      ? []
      : [
          {
            type: 'reality_checked',
            data: { consensus, checks: checks.map(({ name, health, status }) => ({ name, health, status })) },
          },
        ],
  );
}

function sheet({ consensus, threshold, checks }: KeptChecks, context: CommandContext): string[] {
  const width = Math.max(...checks.map(({ name }) => Math.min(40, name.length)), 4);
  const now = context.host.now();
  const rows = checks.map(({ name, health, status, message, duration_ms, checked_at }) => {
    const age = now - Date.parse(checked_at);
    const when =
      age > 60_000 ? `${durationText(age)} ago` : duration_ms >= 100 ? durationText(duration_ms) : '';
    return [
      plainText(name, 40).padEnd(width),
      status === 'skipped' ? '   -' : health.toFixed(2),
      paint(status.padEnd(7), TONES[status], context.colours),
      `${plainText(message, 400)}${when === '' ? '' : paint(`  ${when}`, 'muted', context.colours)}`,
    ].join('  ');
  });
  const verdict = consensus >= threshold ? 'good' : 'bad';
  const text = `${consensus.toFixed(2)} (${consensus >= threshold ? 'at least' : 'below'} ${threshold.toFixed(2)})`;
  return [...rows, '', `${'consensus'.padEnd(width)}  ${paint(text, verdict, context.colours)}`];
}
