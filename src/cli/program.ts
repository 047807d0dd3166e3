import { Command } from 'commander';
import { actOn } from './act.ts';
import type { ProgramHost } from './command-context.ts';
import { agentNoun } from './nouns/agent.ts';
import { commandsNoun } from './nouns/commands.ts';
import { configNoun } from './nouns/config.ts';
import { decisionNoun } from './nouns/decision.ts';
import { doctorNoun } from './nouns/doctor.ts';
import { epicNoun } from './nouns/epic.ts';
import { eventNoun } from './nouns/event.ts';
import { initNoun } from './nouns/init.ts';
import { messageNoun } from './nouns/message.ts';
import { migrateNoun } from './nouns/migrate.ts';
import { planNoun } from './nouns/plan.ts';
import { sessionNoun } from './nouns/session.ts';
import { sprintNoun } from './nouns/sprint.ts';
import { stateNoun } from './nouns/state.ts';
import { taskNoun } from './nouns/task.ts';
import { teamNoun } from './nouns/team.ts';
import { overview } from './overview.ts';

/** The whole command surface for one host. `setExitCode` is for commands that answer and yet did not succeed. */
export function buildProgram(host: ProgramHost, setExitCode: (code: number) => void): Command {
  const act = actOn(host);
  const program = new Command('baton')
    .description('Keeps the place of every Claude Code session of a project.')
    .version(host.version, '-V, --version', 'print the version')
    .option('--json', 'one JSON document on standard output, nothing else')
    .option('--session <id>', 'the session: an id, its beginning, or "#" and its number')
    .option('--project <dir>', 'the project, instead of the one around the current folder')
    .option('--no-color', 'no colours')
    .option('--ascii', 'plain characters only')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', '\nExamples:\n  baton\n  baton session list --active\n  baton doctor')
    .exitOverride()
    .configureOutput({ writeOut: (text) => host.out(text), writeErr: () => {} })
    .showSuggestionAfterError(true)
    .action(act((context) => overview(context)));
  initNoun(program, act);
  stateNoun(program, act);
  sessionNoun(program, act);
  planNoun(program, act, setExitCode);
  epicNoun(program, act);
  sprintNoun(program, act);
  taskNoun(program, act);
  teamNoun(program, act);
  agentNoun(program, act);
  eventNoun(program, act);
  messageNoun(program, act);
  decisionNoun(program, act);
  configNoun(program, act);
  migrateNoun(program, act);
  doctorNoun(program, act, setExitCode);
  commandsNoun(program, act, host.pluginRoot);
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
      if (start === undefined)
        program.error(`error: unknown command '${words.join(' ')}'`, { code: 'commander.unknownCommand' });
      for (const command of options.all ? withAllBelow(start) : [start]) command.outputHelp();
    });
  program.helpCommand(false);
}

function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}
