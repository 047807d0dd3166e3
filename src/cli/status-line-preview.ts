import { join } from 'node:path';
import { BatonError, isBatonError } from '../errors.ts';
import { readConfig } from '../runtime/config.ts';
import type { Config } from '../runtime/config-schema.ts';
import { DEFAULT_CONFIG } from '../runtime/config-schema.ts';
import { runProgram } from '../runtime/run-program.ts';
import type { CommandContext } from './command-context.ts';

const PATIENCE_MS = 10_000;

/** One line as it looks on one screen. */
export interface PreviewLine {
  readonly mode: string;
  readonly width: number;
  readonly rows: readonly string[];
}

/** What to show: see `statusline/preview/preview-lines.ts`, which is the other side of it. */
export interface PreviewRequest {
  readonly modes: readonly string[];
  readonly widths: readonly number[];
  readonly settings: object;
}

/** The line's settings in the project around, or the usual ones where there is no project. */
export function chosenLooks(context: CommandContext): Config['status_line'] {
  try {
    return readConfig(context.layout).config.status_line;
  } catch (error) {
    if (isBatonError(error, 'E_NOT_FOUND')) return DEFAULT_CONFIG.status_line;
    throw error;
  }
}

/**
 * The lines, rendered by the plugin's own `dist/statusline-preview.cjs`.
 *
 * @throws E_NOT_FOUND when that program is missing or does not answer.
 */
export async function previewStatusLine(
  pluginRoot: string,
  request: PreviewRequest,
  env: Readonly<Record<string, string | undefined>>,
): Promise<PreviewLine[]> {
  const program = join(pluginRoot, 'dist', 'statusline-preview.cjs');
  const input = JSON.stringify(request);
  const output = await runProgram(process.execPath, [program], { timeoutMs: PATIENCE_MS, env, input });
  const lines: unknown = output === undefined ? undefined : JSON.parse(output);
  if (Array.isArray(lines)) return lines;
  throw new BatonError(
    'E_NOT_FOUND',
    `${program} gave no line: \`baton doctor\` says whether Baton is whole.`,
  );
}
