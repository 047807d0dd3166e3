import type { Argument, Command, Option } from 'commander';
import type { IdKind } from './completion-kinds.ts';
import { CONSTANT_WORDS, ID_KINDS, kindOfArgument, kindOfOption } from './completion-kinds.ts';

/** What may be typed next, and a few words about it. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** The ids of a kind that the project knows. */
export type KnownIds = (kind: IdKind) => readonly Candidate[];

/** Only what every shell takes as one plain word is offered: it is put into the command line as it is. */
const PLAIN_WORD = /^[\w.:@%+/-]+$/;

/**
 * What may stand where the last of `words` stands, of which only the beginning has been typed: commands, options, the
 * words of an option or argument, ids. Empty where a file or free text is expected.
 */
export function completionsFor(program: Command, words: readonly string[], ids: KnownIds): Candidate[] {
  const typed = joined(words);
  const partial = typed.at(-1) ?? '';
  const { at, position, awaiting } = walk(program, typed.slice(0, -1));
  const [flag, value] = partial.startsWith('--') && partial.includes('=') ? partial.split('=', 2) : [];
  const given = flag === undefined ? awaiting : optionsOf(at).find(({ long }) => long === flag);
  const beginning = flag === undefined ? partial : (value ?? '');
  return candidates(at, position, given, partial, ids).filter(
    ({ word }) => word.startsWith(beginning) && PLAIN_WORD.test(word),
  );
}

function candidates(
  at: Command,
  position: number,
  option: Option | undefined,
  partial: string,
  ids: KnownIds,
): readonly Candidate[] {
  if (option !== undefined) return ofOption(option, at, ids);
  if (partial.startsWith('-')) {
    return optionsOf(at).flatMap(({ long, description, hidden }) =>
      long === undefined || long === null || hidden ? [] : [{ word: long, about: description }],
    );
  }
  const commands =
    position > 0 ? [] : at.commands.map((one) => ({ word: one.name(), about: one.description() }));
  const args = at.registeredArguments;
  const argument = args[position] ?? (args.at(-1)?.variadic ? args.at(-1) : undefined);
  return [...commands, ...(argument === undefined ? [] : ofArgument(argument, at, ids))];
}

/** Where the words lead: the command, how many of its arguments are given, and the option whose value comes next. */
function walk(program: Command, words: readonly string[]) {
  let at = program;
  let position = 0;
  let awaiting: Option | undefined;
  for (const word of words) {
    if (awaiting !== undefined) {
      awaiting = undefined;
    } else if (word.startsWith('-')) {
      const option = optionsOf(at).find(({ long, short }) => long === word || short === word);
      if (option?.required) awaiting = option;
    } else {
      const next = position === 0 ? at.commands.find((one) => one.name() === word) : undefined;
      if (next === undefined) position++;
      else at = next;
    }
  }
  return { at, position, awaiting };
}

function optionsOf(command: Command): readonly Option[] {
  return [
    ...command.createHelp().visibleOptions(command),
    ...(command.parent === null ? [] : optionsOf(command.parent)),
  ];
}

function ofOption(option: Option, at: Command, ids: KnownIds): readonly Candidate[] {
  return known(kindOfOption(option.name(), nounOf(at)), ids);
}

function ofArgument(argument: Argument, at: Command, ids: KnownIds): readonly Candidate[] {
  return known(kindOfArgument(argument.name(), nounOf(at), at.name()), ids);
}

function known(kind: string | undefined, ids: KnownIds): readonly Candidate[] {
  const idKind = ID_KINDS.find((one) => one === kind);
  if (idKind !== undefined) return ids(idKind);
  return (CONSTANT_WORDS.get(kind ?? '') ?? []).map((word) => ({ word, about: '' }));
}

function nounOf(command: Command): string {
  return command.parent?.parent ? nounOf(command.parent) : command.name();
}

// Bash takes "--view=sprint" as three words.
function joined(words: readonly string[]): string[] {
  const whole: string[] = [];
  for (const word of words) {
    const last = whole.length - 1;
    const isRest = whole[last]?.startsWith('--') === true && (word === '=' || whole[last]?.endsWith('='));
    if (isRest) whole[last] += word;
    else whole.push(word);
  }
  return whole;
}
