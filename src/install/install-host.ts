import type { Environment } from './scope.ts';

/** What the installer is given by whoever starts it: nothing else of the process is looked at. */
export interface InstallHost {
  readonly cwd: string;
  readonly env: Environment;
  /** True when a person sits at a terminal and may be asked. */
  readonly isTty: boolean;
  /** The folder of the plugin: that of `install.ts`, or the one above `dist/`. */
  readonly pluginRoot: string;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Asks the person at the terminal; by default on the terminal itself. */
  ask?(question: string): Promise<string>;
  now?(): Date;
}
