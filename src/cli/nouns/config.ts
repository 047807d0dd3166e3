import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { paint } from '../../render/colour.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import type { ConfigChange, ConfigReading, ConfigReview } from '../../runtime/config.ts';
import { changeConfig, loadConfig, rollBackConfig } from '../../runtime/config.ts';
import type { ConfigVersion } from '../../runtime/config-history.ts';
import { readConfigHistory } from '../../runtime/config-history.ts';
import type { Act } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { changedSettings, settingRows, withoutSetting, withSetting } from '../config-value.ts';
import { lookUp } from '../json-place.ts';
import { requireArea } from '../plan-edit.ts';
import { requirePerson } from '../require-person.ts';

const EXAMPLES = `
A setting is named by dots. A change counts at the next event; nothing needs to be started again.

Examples:
  baton config list
  baton config set limits.live_sessions 4
  baton config set status_line.segments '["mode","tasks","cost"]'
  baton config set briefing.enabled --default
  baton config rollback 3`;

/** `baton config`: the settings of the project, their history, and the way back. */
export function configNoun(program: Command, act: Act): void {
  const config = program
    .command('config')
    .description('the settings of this project (.baton/config.json): read, change, take back')
    .addHelpText('after', EXAMPLES);

  config
    .command('get')
    .argument('[setting]', 'which one', '$')
    .description('print a setting as it holds now, as JSON')
    .addHelpText('after', '\nExample:\n  baton config get limits')
    .action(
      act((context, { args }) => {
        const found = lookUp(load(context).config, args[0] ?? '$');
        context.host.out(`${JSON.stringify(found.kind === 'one' ? found.value : found.values, null, 2)}\n`);
      }),
    );

  config
    .command('set')
    .argument('<setting>', 'which one')
    .argument('[value]', 'JSON, or a plain word where the setting is a text')
    .option('--default', 'take the choice out: the default holds')
    .description('change a setting')
    .addHelpText('after', EXAMPLES)
    .action(
      act((context, { args: [place = '', value], options }) => {
        if ((value === undefined) === (options.default !== true))
          throw new BatonError('E_USAGE', `Give a value for ${place}, or --default, and not both.`);
        requireArea(context, 'settings');
        const change = changeConfig(
          context.layout,
          context.store,
          (file) => (value === undefined ? withoutSetting(file, place) : withSetting(file, place, value)),
          rulesStay(context),
        );
        answerChange(context, change);
      }),
    );

  config
    .command('list')
    .description('all settings, those that differ from the defaults marked')
    .addHelpText('after', '\nExample:\n  baton config list --json')
    .action(act((context) => list(context, load(context))));

  config
    .command('history')
    .option('--limit <count>', 'at most so many, newest first', '20')
    .description('the versions of the settings on this machine, newest first; the newest 100 are kept')
    .addHelpText('after', '\nExample:\n  baton config history')
    .action(
      act((context, { options }) => {
        const versions = readConfigHistory(context.layout)
          .reverse()
          .slice(0, wholeNumber(options.limit, '--limit'));
        context.answer(versions, () => historyTable(versions, context));
      }),
    );

  config
    .command('rollback')
    .argument('<version>', 'a number from `baton config history`')
    .description('put a version back; that is a new version and can be undone in its turn')
    .addHelpText('after', '\nExample:\n  baton config rollback 3')
    .action(
      act((context, { args }) => {
        requireArea(context, 'settings');
        const version = wholeNumber(args[0], 'The version');
        answerChange(context, rollBackConfig(context.layout, context.store, version, rulesStay(context)));
      }),
    );
}

/** What sessions are held to: the rules, what counts as evidence, and the project's own checks. */
const RULES = /^(?:protocol|evidence|checks)\b/;

// Whoever is held to a rule must not be the one who lifts it.
function rulesStay(context: CommandContext): ConfigReview {
  return (before, after) => {
    const [rule] = changedSettings(before, after).filter((setting) => RULES.test(setting));
    if (rule === undefined) return;
    requirePerson(
      context,
      `Sessions are held to this setting, so a person changes it, at a terminal outside the client: ${rule}. Nothing was written. Tell them what should change, and why.`,
    );
  };
}

function load(context: CommandContext): ConfigReading {
  const reading = loadConfig(context.layout);
  const holds = reading.from === 'last-good' ? ' The last good settings hold.' : ' The defaults hold.';
  for (const { level, message } of reading.problems)
    context.host.err(`baton: ${level === 'error' ? `${message}${holds}` : message}\n`);
  return reading;
}

function answerChange(context: CommandContext, change: ConfigChange): void {
  context.answer({ changed: change.version !== null, version: change.version, config: change.config }, () => [
    change.version === null ? 'It is so already; nothing to change.' : `Changed: version ${change.version}.`,
  ]);
}

function list(context: CommandContext, { config, from, problems }: ConfigReading): void {
  const rows = settingRows(config);
  context.answer({ from, problems, settings: rows }, () => [
    ...table(
      [
        { title: '' },
        { title: 'setting' },
        { title: 'value', shrinks: true },
        { title: 'default', shrinks: true },
      ],
      rows.map(({ path, value, default: standard, changed }) => [
        changed ? '*' : '',
        changed ? paint(plainText(path, 80), 'strong', context.colours) : plainText(path, 80),
        plainText(JSON.stringify(value), 200),
        changed ? paint(plainText(JSON.stringify(standard), 200), 'muted', context.colours) : '',
      ]),
      { width: context.width, colours: context.colours },
    ),
  ]);
}

function historyTable(versions: readonly ConfigVersion[], context: CommandContext): string[] {
  if (versions.length === 0) return ['No version yet: `baton config set` makes the first.'];
  return table(
    [{ title: '#', align: 'right' }, { title: 'at' }, { title: 'by' }, { title: 'changed', shrinks: true }],
    versions.map(({ n, at, by, before, after }) => [
      String(n),
      at,
      plainText(by, 40),
      plainText(changedSettings(before, after).join(', '), 200),
    ]),
    { width: context.width, colours: context.colours },
  );
}

function wholeNumber(value: unknown, what: string): number {
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  throw new BatonError('E_USAGE', `${what} is a whole number; received ${JSON.stringify(value)}.`);
}
