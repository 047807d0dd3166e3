import type { Given } from './act.ts';
import type { GlobalOptions } from './command-context.ts';

/** The plain form of a command: two words, so many arguments, options with a value or without. */
export interface QuickForm {
  readonly words: readonly [noun: string, verb: string];
  readonly args: number;
  /** Its options that take a value, and what they are when they are not given. */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly flags: readonly string[];
}

/** What a command line says, in the form in which the command parser would tell it. */
export interface QuickWords {
  readonly options: GlobalOptions;
  readonly given: Given;
}

const FLAGS: Readonly<Record<string, GlobalOptions>> = {
  '--json': { json: true },
  '--no-color': { color: false },
  '--ascii': { ascii: true },
};
const NAMED = ['session', 'project'] as const;

/**
 * Reads `words` as the command of that form. Undefined for whatever else they are, or could be: a value that begins
 * with a dash, an option twice, an abbreviation. The command parser then has the last word.
 */
export function readQuickWords(words: readonly string[], form: QuickForm): QuickWords | undefined {
  const plain: string[] = [];
  const seen = new Set<string>();
  let options: GlobalOptions = {};
  let own: Record<string, unknown> = { ...form.values };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      plain.push(word);
      continue;
    }
    if (seen.has(word)) return undefined;
    seen.add(word);
    const name = word.slice(2);
    if (Object.hasOwn(FLAGS, word)) options = { ...options, ...FLAGS[word] };
    else if (form.flags.includes(name) && word === `--${name}`) own = { ...own, [name]: true };
    else {
      const value = words[++at];
      if (word !== `--${name}` || value === undefined || value === '' || value.startsWith('-'))
        return undefined;
      const named = NAMED.find((one) => one === name);
      if (named !== undefined) options = { ...options, [named]: value };
      else if (Object.hasOwn(form.values, name)) own = { ...own, [name]: value };
      else return undefined;
    }
  }
  const [noun, verb, ...args] = plain;
  if (noun !== form.words[0] || verb !== form.words[1] || args.length !== form.args) return undefined;
  return { options, given: { args, options: own } };
}
