/** Programs that write, move or remove what their words name. */
const WRITERS = new Set(['rm', 'mv', 'tee', 'truncate', 'touch', 'shred', 'unlink', 'rmdir', 'dd']);
/** Programs of which only the last word names what is written. */
const COPIERS = new Set(['cp', 'ln', 'install', 'rsync']);
/** Programs that write only with `-i`. */
const IN_PLACE = new Set(['sed', 'perl', 'ruby']);
/** Programs that run another one. */
const RUNNERS = new Set(['sudo', 'command', 'exec', 'env', 'nohup', 'time', 'xargs']);

/** A longer command is not looked into. */
const MOST_CHARACTERS = 100_000;

const PART =
  /(\\[\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|(<<-?[ \t]*(?:'[^'\n]*'|"[^"\n]*"|[\w.]+))|((?:&|\d+)?>>?[|&]?)|([;&|()\n]|<)|([ \t\r]+)|([^\s\\'"<>;&|()]+)/y;

/**
 * The paths that a command line of the shell writes to or removes, as far as that can be seen in its text: targets of
 * redirections, words of programs that write. A guard rail and no wall: what a script or an interpreter does, or what
 * hides behind a variable, is not seen. The bodies of here-documents are passed over.
 */
export function writtenPaths(command: string): string[] {
  if (command.length > MOST_CHARACTERS) return [];
  const paths: string[] = [];
  const ends: string[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let isTarget = false;
  const endWord = () => {
    if (word === undefined) return;
    if (isTarget) paths.push(word);
    else words.push(word);
    [word, isTarget] = [undefined, false];
  };
  const endCommand = () => {
    endWord();
    paths.push(...writtenBy(words));
    [words, isTarget] = [[], false];
  };
  PART.lastIndex = 0;
  for (let at = 0; at < command.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const part = PART.exec(command);
    if (part === null) break;
    const [, escaped, single, double, here, redirection, operator, blank, bare] = part;
    if (blank !== undefined) endWord();
    else if (here !== undefined) {
      endWord();
      ends.push(here.replace(/^<<-?[ \t]*/, '').replace(/['"]/g, ''));
    } else if (redirection !== undefined) {
      endWord();
      isTarget = true;
    } else if (operator === '<') endWord();
    else if (operator !== undefined) {
      endCommand();
      if (operator === '\n') PART.lastIndex = behindBodies(command, PART.lastIndex, ends.splice(0));
    } else word = (word ?? '') + (escaped?.slice(1) ?? single ?? double ?? bare ?? '');
  }
  endCommand();
  return paths;
}

// Where the text goes on behind the bodies of the here-documents that a line began.
function behindBodies(command: string, from: number, ends: readonly string[]): number {
  let at = from;
  for (const end of ends) {
    while (at < command.length) {
      const next = command.indexOf('\n', at);
      const line = command.slice(at, next < 0 ? undefined : next).trim();
      at = next < 0 ? command.length : next + 1;
      if (line === end) break;
    }
  }
  return at;
}

function writtenBy(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const [program, ...rest] = first < 0 ? [] : words.slice(first);
  if (program === undefined) return [];
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (RUNNERS.has(name)) {
    const next = rest.findIndex((word) => WRITERS.has(word) || COPIERS.has(word) || IN_PLACE.has(word));
    return next < 0 ? [] : writtenBy(rest.slice(next));
  }
  const named = rest.filter((word) => !word.startsWith('-'));
  if (name === 'dd') return named.flatMap((word) => /^of=(.+)/.exec(word)?.[1] ?? []);
  if (WRITERS.has(name)) return named;
  if (COPIERS.has(name)) return named.slice(-1);
  if (IN_PLACE.has(name) && rest.some((word) => /^-[a-z]*i/.test(word))) return named;
  return [];
}
