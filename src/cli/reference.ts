import type { Command } from 'commander';
import { buildProgram } from './program.ts';

const INTRODUCTION = `# The command line

Made from the commands themselves by \`npm run docs\`.

**Exit codes.** 0 done. 1 refused or not found: the message says why and what to do. 2 wrong usage: the message names
the argument and the nearest name. 3 the state is busy: a lock was not had in time. 4 damaged state was met. Nothing
is written on 1 to 4.

**Which session.** \`--session\` takes an id, the beginning of one, or \`#\` and its number. Without it the environment
decides: \`BATON_SESSION\`, then \`CLAUDE_CODE_SESSION_ID\`, which the client sets for its own shell.

**Which project.** The nearest \`.baton/\` upward from the current folder; from a git worktree, that of the main one.
\`--project\` names another, \`BATON_DIR\` the \`.baton\` folder itself.

**\`--json\`** prints exactly one JSON document; errors go to standard error as \`{"error":{"code","message","details"}}\`.
`;

/** The program with all its commands, for those who only look at it: what it is given goes nowhere. */
export function wholeProgram(): Promise<Command> {
  return buildProgram({
    cwd: '/',
    env: {},
    isTty: false,
    columns: 100,
    version: 'x',
    pluginRoot: '/',
    mayAsk: false,
    now: () => 0,
    readStdin: () => '',
    out: () => {},
    err: () => {},
  }, () => {}, ['help']);
}

/** The page docs/cli.md: every command with its help. */
export async function cliReference(): Promise<string> {
  const program = await wholeProgram();
  return `${INTRODUCTION}\n${sections(program, '').join('\n')}`;
}

function sections(command: Command, path: string): string[] {
  const name = path === '' ? command.name() : `${path} ${command.name()}`;
  command.configureHelp({ ...command.configureHelp(), helpWidth: 100 });
  const own = `${path === '' ? '##' : '###'} \`${name}\`\n\n\`\`\`text\n${wholeHelp(command)}\n\`\`\`\n`;
  return [
    own,
    ...command.commands.filter((one) => one.name() !== 'help').flatMap((one) => sections(one, name)),
  ];
}

// `helpInformation` leaves out what was added behind the help, which is where the examples are.
function wholeHelp(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), writeErr: () => {} });
  command.outputHelp();
  return text.trimEnd();
}
