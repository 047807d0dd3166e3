/** One program that a command line starts: its words, quotes taken off, assignments before it left out. */
export interface SimpleCommand {
  readonly words: readonly string[];
}

/** Programs in a pipe, and by what they are joined to the next: `;` also for a new line and for the end. */
export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  readonly negated: boolean;
  readonly joined: '&&' | '||' | ';' | '&';
}

/** What of a shell is understood; undefined where a line holds more: then nothing is concluded from it. */
export type ShellReading = readonly Pipeline[] | undefined;

const OPERATOR = /^(?:&&|\|\||;;|;|\|&|\||&(?![>\d])|\n|[(){}](?=\s|$)|\()/;
const REDIRECTION = /^(?:\d*|&)(?:>>|>\||>&|<&|>|<(?![<(]))[ \t]*(?:&?[\w./$~@%+:,=-]+|'[^']*'|"[^"]*"|&-)?/;
/** Words that begin something which is more than a list of programs. */
const CONTROL = new Set([
  'if',
  'for',
  'while',
  'until',
  'case',
  'select',
  'function',
  '[[',
  '((',
  '{',
  '(',
  'coproc',
]);

/**
 * Reads a command line as a list of pipelines, as far as POSIX shells mean the same by it: words, quotes, `&&`, `||`,
 * `;`, `&`, pipes, redirections, comments. Anything with control words, groups, functions, here-documents is undefined.
 */
export function readShell(text: string): ShellReading {
  const pipelines: Pipeline[] = [];
  let commands: SimpleCommand[] = [];
  let words: string[] = [];
  let negated = false;
  const endCommand = () => {
    if (words.length > 0) commands.push({ words: withoutAssignments(words) });
    words = [];
  };
  const endPipeline = (joined: Pipeline['joined']) => {
    endCommand();
    if (commands.length > 0) pipelines.push({ commands, negated, joined });
    [commands, negated] = [[], false];
  };
  let rest = text.replaceAll('\\\n', ' ').replaceAll('\r\n', '\n');
  while (rest !== '') {
    const blank = /^[ \t]+/.exec(rest)?.[0] ?? '';
    rest = rest.slice(blank.length);
    if (rest === '') break;
    if (rest.startsWith('<<') || rest.startsWith('<(') || rest.startsWith('>(')) return undefined;
    const comment = /^#[^\n]*/.exec(rest)?.[0];
    if (comment !== undefined) {
      rest = rest.slice(comment.length);
      continue;
    }
    const redirection = REDIRECTION.exec(rest)?.[0];
    if (redirection !== undefined) {
      rest = rest.slice(redirection.length);
      continue;
    }
    const operator = OPERATOR.exec(rest)?.[0];
    if (operator !== undefined) {
      rest = rest.slice(operator.length);
      if (operator === '|' || operator === '|&') endCommand();
      else if (operator === '&&' || operator === '||' || operator === '&') endPipeline(operator);
      else if (operator === ';' || operator === '\n') endPipeline(';');
      else return undefined;
      continue;
    }
    const word = takeWord(rest);
    if (word === undefined) return undefined;
    rest = rest.slice(word.length);
    if (words.length === 0 && CONTROL.has(word.text)) return undefined;
    if (words.length === 0 && commands.length === 0 && word.text === '!') negated = true;
    else words.push(word.text);
  }
  endPipeline(';');
  return pipelines;
}

interface Word {
  readonly text: string;
  readonly length: number;
}

// One word with its quotes taken off. What a shell would put in for `$…` stays as it is written.
function takeWord(from: string): Word | undefined {
  let text = '';
  let at = 0;
  while (at < from.length) {
    const rest = from.slice(at);
    const part =
      /^(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(\$\([^()'"`]*\)|`[^`]*`)|([^\s'"\\`;&|<>()#]+|#))/.exec(
        rest,
      );
    if (part === null) break;
    const [whole, single, double, escaped, substituted, bare] = part;
    text += single ?? double ?? escaped ?? substituted ?? bare ?? '';
    at += whole.length;
  }
  return at === 0 ? undefined : { text, length: at };
}

function withoutAssignments(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  return first < 0 ? [] : words.slice(first);
}
