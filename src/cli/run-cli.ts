import { CommanderError } from 'commander';
import { BatonError } from '../errors.ts';
import type { Host, ProgramHost } from './command-context.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { suggestion } from './nearest.ts';
import { buildProgram } from './program.ts';

/** The word of the shells' completion scripts: no command of the help. */
const COMPLETE = '__complete';

/** Runs one command line and gives the exit code. Throws nothing: failures are printed, under --json as JSON. */
export async function runCli(words: readonly string[], host: ProgramHost): Promise<number> {
  if (words[0] === 'install' || words[0] === 'uninstall') return install(words, host);
  if (words[0] === COMPLETE) return (await import('./complete.ts')).complete(words.slice(1), host);
  let exitCode: number = EXIT.done;
  const program = await buildProgram(
    host,
    (code) => {
      exitCode = code;
    },
    words,
  );
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const failure =
      error instanceof CommanderError
        ? usageError(
            error,
            // Without the options and their values.
            program.args,
            program.commands.map((one) => one.name()),
          )
        : error;
    report(failure, words.includes('--json'), host);
    return exitCodeOf(failure);
  }
}

async function install(words: readonly string[], host: ProgramHost): Promise<number> {
  const { runInstall } = await import('../install/run-install.ts');
  const rest =
    words[0] === 'install' && (words[1] === 'status' || words[1] === 'uninstall') ? words.slice(1) : words;
  return runInstall(rest, {
    cwd: host.cwd,
    env: host.env,
    isTty: host.mayAsk,
    pluginRoot: host.pluginRoot,
    stdout: (text) => host.out(text),
    stderr: (text) => host.err(text),
  });
}

function usageError(error: CommanderError, words: readonly string[], nouns: readonly string[]): BatonError {
  const text = error.message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/, '. Did you mean $1?');
  const named = words.find((word) => !word.startsWith('-')) ?? '';
  const first = named === 'help' ? '' : named;
  const isNoun = first === '' || nouns.includes(first);
  if (!isNoun) {
    return new BatonError(
      'E_USAGE',
      `There is no command ${JSON.stringify(first)}.${suggestion(first, nouns)} See \`baton help\`.`,
    );
  }
  return new BatonError(
    'E_USAGE',
    `${text.replace(/[^.?]$/, '$&.')} See \`baton help${first === '' ? '' : ` ${first}`}\`.`,
  );
}

function report(error: unknown, asJson: boolean, host: Host): void {
  const code = error instanceof BatonError ? error.code : 'E_UNEXPECTED';
  const message = error instanceof Error ? error.message : String(error);
  const details = error instanceof BatonError ? error.details : {};
  host.err(asJson ? `${JSON.stringify({ error: { code, message, details } })}\n` : `baton: ${message}\n`);
}
