import { createInterface } from 'node:readline/promises';
import { BatonError } from '../../errors.ts';
import { plainText } from '../../render/terminal-text.ts';
import type { TrustedCommand } from '../../runtime/trusted-checks.ts';
import { trustChecks } from '../../runtime/trusted-checks.ts';
import type { CommandContext } from '../command-context.ts';
import { requirePerson } from '../require-person.ts';

/**
 * Shows the person at the terminal the project's own commands and remembers their approval.
 *
 * @throws E_RULE inside a client session, whose model must not approve for the person; E_USAGE where nobody can be
 *   asked.
 */
export async function askForTrust(
  context: CommandContext,
  commands: readonly TrustedCommand[],
  mayAsk: boolean,
): Promise<boolean> {
  const { env } = context.host;
  requirePerson(
    context,
    'Only a person may approve commands of a project: run `baton check --trust` at a terminal, outside a session.',
  );
  if (!mayAsk) {
    throw new BatonError('E_USAGE', 'There is no terminal to ask on. Nothing was approved.');
  }
  if (commands.length === 0) {
    context.host.out('This project names no commands (baton config get checks.commands).\n');
    return false;
  }
  context.host.out(
    [
      'The settings of this project name these commands. `baton check` will run them as you, in its folder:',
      ...commands.map(({ name, command }) => `  ${plainText(name, 40)}: ${plainText(command, 1_000)}`),
      '',
    ].join('\n'),
  );
  if (!(await agrees())) {
    context.host.out('Nothing was approved.\n');
    return false;
  }
  trustChecks(context.layout, env, commands, context.host.now());
  context.host.out('Approved, until one of them changes.\n');
  return true;
}

// Just Enter is a no: this is about what strangers wrote.
async function agrees(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('no')));
  try {
    const answer = await Promise.race([terminal.question('Approve them? [y/N] '), closed]);
    return /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    terminal.close();
  }
}
