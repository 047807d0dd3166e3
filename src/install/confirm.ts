import { createInterface } from 'node:readline/promises';
import { BatonError } from '../errors.ts';
import type { InstallHost } from './install-host.ts';

/**
 * Refuses to start work that would have to ask where nobody can answer.
 *
 * @throws E_USAGE without a terminal, unless the answer or a dry run was given on the command line.
 */
export function checkCanAsk(
  host: InstallHost,
  request: { readonly yes: boolean; readonly dryRun: boolean },
): void {
  if (host.isTty || request.yes || request.dryRun) return;
  throw new BatonError(
    'E_USAGE',
    'There is no terminal to ask on. Expected --yes to go ahead, or --dry-run to see what would be done. ' +
      'Nothing was written.',
  );
}

/** True when the person at the terminal agrees; just Enter is a yes. */
export async function confirm(host: InstallHost, question: string): Promise<boolean> {
  const answer = await askPerson(host, `${question} [Y/n] `);
  return /^\s*(y(es)?)?\s*$/i.test(answer);
}

/** What the person at the terminal answers. */
export function askPerson(host: InstallHost, question: string): Promise<string> {
  return (host.ask ?? askOnTerminal)(`\n${question}`);
}

async function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('no')));
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}
