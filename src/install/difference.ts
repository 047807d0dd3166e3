import type { ChalkInstance } from 'chalk';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { FileChange } from './file-change.ts';

/** A change of a file as a unified diff, coloured by `paint`; an absent file is `/dev/null`. */
export function formatDifference(change: FileChange, paint: ChalkInstance): string {
  const patch = createTwoFilesPatch(
    change.before === undefined ? '/dev/null' : change.path,
    change.after === undefined ? '/dev/null' : change.path,
    visible(change.before),
    visible(change.after),
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
  return patch
    .trimEnd()
    .split('\n')
    .map((line) => coloured(line.trimEnd(), paint))
    .join('\n');
}

/** Text that can be shown: what moves a cursor or hides itself is written out. */
function visible(bytes: Buffer | undefined): string {
  const text = bytes?.toString('utf8') ?? '';
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\p{Cc}\uFEFF]/gu, (char) =>
      char === '\n' || char === '\t' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

function coloured(line: string, paint: ChalkInstance): string {
  if (line.startsWith('---') || line.startsWith('+++')) return paint.bold(line);
  if (line.startsWith('@@')) return paint.cyan(line);
  if (line.startsWith('+')) return paint.green(line);
  return line.startsWith('-') ? paint.red(line) : line;
}
