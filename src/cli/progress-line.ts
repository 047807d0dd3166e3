import { counted } from '../counted.ts';
import type { CommandContext } from './command-context.ts';

/** Work that is over sooner says nothing. */
const SILENT_MS = 300;

/** How far long work is, on a line of its own that goes away at the end. */
export interface ProgressLine {
  show(events: number): void;
  end(): void;
}

/** Shows the progress of `what` on standard error where a person looks at a terminal; else nothing. */
export function progressLine(context: CommandContext, what: string): ProgressLine {
  const { host, options } = context;
  if (!host.isTty || options.json) return { show: () => {}, end: () => {} };
  const began = host.now();
  let shown = false;
  return {
    show: (events) => {
      if (host.now() - began < SILENT_MS) return;
      shown = true;
      host.err(`\r${what}: ${counted(events, 'event')} `);
    },
    end: () => {
      if (shown) host.err('\r\x1b[K');
    },
  };
}
