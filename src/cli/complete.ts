import { plainText } from '../render/terminal-text.ts';
import { knownIds } from '../runtime/known-ids.ts';
import { layoutOf } from '../store/layout.ts';
import { findProjectRoot } from '../store/project-root.ts';
import type { ProgramHost } from './command-context.ts';
import { completionsFor } from './completions.ts';
import { EXIT } from './exit-code.ts';
import { buildProgram } from './program.ts';

/**
 * Prints what may stand where the last of `words` stands: a line each, the word, a tab, and what it is. Nothing where
 * nothing is known: completion never complains.
 */
export async function complete(words: readonly string[], host: ProgramHost): Promise<number> {
  try {
    const program = await buildProgram(host, () => {}, words);
    const root = findProjectRoot(projectIn(words) ?? host.cwd, host.env);
    const found = completionsFor(program, words, (kind) =>
      root === undefined ? [] : knownIds(layoutOf(root), host.now())[kind](),
    );
    host.out(found.map(({ word, about }) => `${word}\t${plainText(about, 80)}\n`).join(''));
  } catch {
    // A damaged plan is told of by the command itself.
  }
  return EXIT.done;
}

function projectIn(words: readonly string[]): string | undefined {
  const at = words.indexOf('--project');
  return at < 0 ? undefined : words[at + 1];
}
