import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../store/atomic-file.ts';
import type { Environment } from './client-folder.ts';
import { userFolder } from './client-folder.ts';

/**
 * Keeps the launcher of the status line pointed at the plugin folder that the client runs now: it may have
 * been moved or updated since Baton was installed. Nothing where no launcher is installed, and nothing is
 * thrown: the launcher finds another copy by itself.
 */
export function keepLauncherPointed(env: Environment): void {
  const root = env.CLAUDE_PLUGIN_ROOT;
  const folder = userFolder(env);
  const note = join(folder, 'root');
  try {
    if (!root || !existsSync(join(folder, 'launch.sh')) || !existsSync(join(root, 'dist', 'statusline.cjs')))
      return;
    if (readFileSync(note, 'utf8').trim() !== root) replaceFile(note, `${root}\n`, { durable: false });
  } catch {
    // The next start tries again.
  }
}
