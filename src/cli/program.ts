import { Command, Help } from 'commander';
import { nearest } from '../nearest.ts';
import { actOn } from './act.ts';
import type { ProgramHost } from './command-context.ts';
import { NOUNS } from './noun-table.ts';

/**
 * The command surface for one host, with the nouns that are among `words` ready to run and the others by name
 * only; with 'help' among them, all are ready. `setExitCode` is for commands that answer and yet did not succeed.
 */
export async function buildProgram(
  host: ProgramHost,
  setExitCode: (code: number) => void,
  words: readonly string[],
): Promise<Command> {
  const act = actOn(host);
  const plain = new Help();
  const program = new Command('baton')
    .description('Keeps the place of every Claude Code session of a project.')
    .version(host.version, '-V, --version', 'print the version')
    .option('--json', 'one JSON document on standard output, nothing else')
    .option('--session <id>', 'the session: an id, its beginning, or "#" and its number')
    .option('--project <dir>', 'the project, instead of the one around the current folder')
    .option('--no-color', 'no colours')
    .option('--ascii', 'plain characters only')
    .helpOption('-h, --help', 'show help')
    // Nouns are listed by name alone: those that are not loaded have no more to show.
    .configureHelp({ subcommandTerm: (one) => (one.parent?.parent ? plain.subcommandTerm(one) : one.name()) })
    .addHelpText('after', '\nExamples:\n  baton\n  baton session list --active\n  baton doctor')
    .exitOverride()
    .configureOutput({ writeOut: (text) => host.out(text), writeErr: () => {} })
    .showSuggestionAfterError(true)
    .action(act(async (context) => (await import('./overview.ts')).overview(context)));
  for (const noun of NOUNS) {
    if (words.includes('help') || words.includes(noun.name))
      await noun.load({ program, act, host, setExitCode });
    else program.command(noun.name).description(noun.description);
  }
  program
    .command('install')
    .description('register Baton with Claude Code and prove that it works (baton install --help)');
  program.command('uninstall').description('take Baton out again, every file as it was');
  helpCommand(program);
  return program;
}

/** `baton help [COMMAND …]`, and `baton help --all` for the whole reference. */
function helpCommand(program: Command): void {
  program
    .command('help')
    .argument('[command...]', 'a command, for example: session mode')
    .option('--all', 'the help of every command')
    .description('show help')
    .action((words: string[], options: { all?: boolean }) => {
      const start = words.reduce<Command | undefined>(
        (at, word) => at?.commands.find((command) => command.name() === word),
        program,
      );
      if (start === undefined) {
        program.error(`error: unknown command '${words.join(' ')}'${meant(program, words)}`, {
          code: 'commander.unknownCommand',
        });
      }
      for (const command of options.all ? withAllBelow(start) : [start]) command.outputHelp();
    });
  program.helpCommand(false);
}

/** The nearest of the commands at the level where the words went wrong, as commander itself says it. */
function meant(program: Command, words: readonly string[]): string {
  let at = program;
  for (const word of words) {
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) {
      const near = nearest(
        word,
        at.commands.map((command) => command.name()),
      );
      return near === undefined ? '' : `\n(Did you mean ${near}?)`;
    }
    at = next;
  }
  return '';
}

function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}
