import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { BatonError } from '../../errors.ts';
import { plainText } from '../../render/terminal-text.ts';
import { readRoster } from '../../runtime/roster.ts';
import type { TrustedCommand } from '../../runtime/trusted-checks.ts';
import { trustChecks } from '../../runtime/trusted-checks.ts';
import type { CommandContext } from '../command-context.ts';

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
  if (env.CLAUDECODE || env.CLAUDE_CODE_SESSION_ID || isBelowClient(context)) {
    throw new BatonError(
      'E_RULE',
      'Only a person may approve commands of a project: run `baton check --trust` at a terminal, outside a session.',
    );
  }
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

// Whoever took the client's variables away is still its descendant.
function isBelowClient({ layout, host }: CommandContext): boolean {
  const clients = new Set(
    readRoster(layout, host.now()).flatMap(({ view, liveness }) =>
      liveness === 'live' && view.process !== null ? [view.process.pid] : [],
    ),
  );
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 50; steps++) {
    if (clients.has(pid)) return true;
    pid = parentOf(pid);
  }
  return false;
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  } catch {
    return 0;
  }
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
