import type { ChalkInstance } from 'chalk';
import { Chalk } from 'chalk';
import type { InstallHost } from './install-host.ts';

/** The installer's way of writing: aligned steps with a mark, notes, indented output. */
export interface Screen {
  readonly paint: ChalkInstance;
  line(text?: string): void;
  step(mark: Mark, label: string, detail: string): void;
  notes(notes: readonly string[]): void;
  quote(text: string): void;
}

/** Done or in place, not in place, to be done, left alone. */
export type Mark = 'done' | 'failed' | 'todo' | 'same';

const LABEL_WIDTH = 13;
const SIGNS = { done: '✔', failed: '✘', todo: '•', same: '·' } as const;

/** A screen over the host's standard output; colours only on a terminal without NO_COLOR. */
export function screenOn(host: InstallHost): Screen {
  const paint = new Chalk({ level: host.isTty && !host.env.NO_COLOR ? 1 : 0 });
  const colours = { done: paint.green, failed: paint.red, todo: paint.cyan, same: paint.dim };
  const line = (text = '') => host.stdout(`${text}\n`);
  return {
    paint,
    line,
    step: (mark, label, detail) =>
      line(`  ${colours[mark](SIGNS[mark])} ${label.padEnd(LABEL_WIDTH)} ${detail}`),
    notes: (notes) => {
      for (const note of notes) line(`\n  ${paint.yellow('!')} ${note}`);
    },
    quote: (text) => {
      for (const each of text.split('\n')) line(paint.dim(`      ${each}`));
    },
  };
}

/** A command line made fit for one line of a message: no control characters, and not too long. */
export function shortCommand(command: string): string {
  const plain = command.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
