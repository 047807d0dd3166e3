import { resolve } from 'node:path';
import type { SessionMode } from '../session/view.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Chooses the output style of `mode` in the project's local settings, or takes Baton's out (`isWanted` false).
 * Gives what to tell a person: the client shows a style only to conversations that begin after that.
 *
 * @throws E_INVALID, E_READ_ONLY or E_VERSION_CONFLICT where the settings cannot be changed.
 */
export async function changeStyle(
  context: CommandContext,
  mode: SessionMode,
  isWanted: boolean,
): Promise<string[]> {
  const { styleSettings } = await import('../install/run-install.ts');
  const from = resolve(context.options.project ?? context.host.cwd);
  const { file, style, before } = styleSettings(from, isWanted ? mode : undefined);
  if (style === before)
    return [
      style === undefined ? 'No output style of Baton’s is chosen.' : `Output style ${style}, as before.`,
    ];
  const now = style === undefined ? 'Output style: the client’s own' : `Output style ${style}`;
  const was = before === undefined ? '' : ` (before: ${before})`;
  return [`${now}${was}, in ${file}. It holds after /clear or in a new session.`];
}
