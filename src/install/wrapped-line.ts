import { isBatonLine } from './settings-edit.ts';
import { isRecord } from './settings-text.ts';

/** A settings file's say in the status line, the strongest first in a list of them. */
export interface StatusLineLayer {
  readonly file: string;
  readonly statusLine: unknown;
  /** The line that an installation recorded as wrapped in this very file, if Baton is in it. */
  readonly wrapped: Readonly<Record<string, unknown>> | undefined;
}

/** A status line object with a command to run. */
export type CommandLine = Readonly<Record<string, unknown>> & { readonly command: string };

/**
 * The status line in effect before Baton: that of the strongest layer that has one. Baton's own line is
 * never taken for it; the line that one wraps is, so that two installations wrap the same.
 */
export function lineInEffect(layers: readonly StatusLineLayer[]): CommandLine | undefined {
  for (const layer of layers) {
    if (isBatonLine(layer.statusLine)) {
      if (isCommandLine(layer.wrapped)) return layer.wrapped;
    } else if (isCommandLine(layer.statusLine)) return layer.statusLine;
  }
  return undefined;
}

function isCommandLine(value: unknown): value is CommandLine {
  return isRecord(value) && typeof value.command === 'string' && value.command.trim() !== '';
}
