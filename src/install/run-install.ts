import type { ErrorCode } from '../errors.ts';
import { isBatonError, systemCode } from '../errors.ts';
import type { SessionMode } from '../session/view.ts';
import { readArguments, USAGE } from './arguments.ts';
import { installCommand } from './install-command.ts';
import type { InstallHost } from './install-host.ts';
import type { LauncherRepair } from './launcher-repair.ts';
import { launcherRepairs } from './launcher-repair.ts';
import type { StyleSet } from './output-style.ts';
import { setOutputStyle } from './output-style.ts';
import { screenOn } from './screen.ts';
import { statusCommand } from './status-command.ts';
import { uninstallCommand } from './uninstall-command.ts';

const EXIT_CODES: Partial<Record<ErrorCode, number>> = { E_USAGE: 2, E_LOCKED: 3, E_CORRUPT: 4 };

/**
 * The installer: `install`, `uninstall` or `status`, as the arguments say. The same for `install.ts` and for
 * `baton install`. Gives the exit code and never throws: 0 done, 1 refused, 2 wrong usage, 3 busy, 4 damaged.
 */
export async function runInstall(argv: readonly string[], host: InstallHost): Promise<number> {
  try {
    const request = readArguments(argv);
    const screen = screenOn(host);
    if (request.help) {
      screen.line(USAGE.trimEnd());
      return 0;
    }
    if (request.action === 'status') return statusCommand(request, host, screen);
    if (request.action === 'uninstall') return await uninstallCommand(request, host, screen);
    return await installCommand(request, host, screen);
  } catch (error) {
    host.stderr(`${messageOf(error)}\n`);
    return (isBatonError(error) ? EXIT_CODES[error.code] : undefined) ?? 1;
  }
}

/** `setOutputStyle`, for the command line, which loads all that edits settings from the installer's file. */
export function styleSettings(from: string, mode: SessionMode | undefined): StyleSet {
  return setOutputStyle(from, mode);
}

/** `launcherRepairs`, for `baton doctor`, which finds what installs in this file's bundle only. */
export function launcherToRepair(env: InstallHost['env'], pluginRoot: string): LauncherRepair[] {
  return launcherRepairs(env, pluginRoot);
}

function messageOf(error: unknown): string {
  if (isBatonError(error)) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (systemCode(error) !== undefined) return `The system refused: ${text}. Nothing more was written.`;
  return `Baton met something it did not foresee: ${text}. Nothing more was written. Please report it.`;
}
