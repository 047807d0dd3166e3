import { BatonError } from '../errors.ts';
import { asciiText } from '../render/ascii-text.ts';
import type { ColourLevel } from '../render/colour.ts';
import { colourLevel } from '../render/colour.ts';
import type { Environment } from '../runtime/client-folder.ts';
import type { Person } from '../runtime/person.ts';
import { CLI_PATIENCE_MS, storeContext } from '../runtime/store-context.ts';
import type { StoreContext } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { layoutOf } from '../store/layout.ts';
import { refuseLinkedFolders } from '../store/no-follow.ts';
import { findProjectRoot } from '../store/project-root.ts';

/** Where there is no terminal: what fits into one of 106 columns with the client's margin around it. */
const WIDTH_ELSEWHERE = 100;

/** The world a command runs in. Tests give one of their own. */
export interface Host {
  readonly cwd: string;
  readonly env: Environment;
  /** True when standard output is a terminal. */
  readonly isTty: boolean;
  readonly columns: number;
  now(): number;
  readStdin(): string;
  out(text: string): void;
  err(text: string): void;
  /** Who sits there; the system and git are asked where the host does not say. */
  person?(): Promise<Person>;
  /** Ends what goes on until Ctrl-C: nobody reads any more. */
  readonly ended?: Promise<void>;
}

/** What only the program as a whole needs to know of its host. */
export interface ProgramHost extends Host {
  readonly version: string;
  /** The folder of the plugin, for the installer. */
  readonly pluginRoot: string;
  /** True when a person sits there who can be asked. */
  readonly mayAsk: boolean;
}

/** The options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly color?: boolean;
  readonly ascii?: boolean;
  readonly project?: string;
  readonly session?: string;
}

/** What a command works with: the host, the options, and how to answer. */
export class CommandContext {
  readonly host: Host;
  readonly options: GlobalOptions;
  readonly name: string;

  constructor(host: Host, options: GlobalOptions, name: string) {
    this.host = host;
    this.options = options;
    this.name = name;
  }

  /** The project's layout. @throws E_NOT_FOUND, saying how to begin, where there is no Baton project. */
  get layout(): Layout {
    const from = this.options.project ?? this.host.cwd;
    // A project that was named wins over the environment's.
    const env = this.options.project === undefined ? this.host.env : {};
    const root = findProjectRoot(from, env);
    if (root !== undefined) {
      const layout = layoutOf(root);
      refuseLinkedFolders(layout);
      return layout;
    }
    if (env.BATON_DIR) {
      throw new BatonError(
        'E_NOT_FOUND',
        `BATON_DIR is ${env.BATON_DIR}; expected a folder named .baton. Unset it, or make that folder.`,
      );
    }
    throw new BatonError(
      'E_NOT_FOUND',
      `No .baton/ in ${from} or above it: this is not a Baton project. Run \`baton init\` in the project's folder.`,
    );
  }

  /** The clock, the ids and the name under which this command writes. */
  get store(): StoreContext {
    return { ...storeContext(`cli:${this.name}`, CLI_PATIENCE_MS), now: this.host.now };
  }

  get colours(): ColourLevel {
    if (this.options.color === false || this.options.json) return 'none';
    const forced = this.host.env.FORCE_COLOR !== undefined;
    return this.host.isTty || forced ? colourLevel(this.host.env) : 'none';
  }

  get width(): number {
    return this.host.isTty ? this.host.columns : WIDTH_ELSEWHERE;
  }

  /** Answers with `value` as one JSON document under --json, else with the lines for a person. */
  answer(value: unknown, forPerson: () => readonly string[]): void {
    if (this.options.json) {
      this.host.out(`${JSON.stringify(value, null, 2)}\n`);
      return;
    }
    const lines = forPerson().map((line) => this.plain(line));
    if (lines.length > 0) this.host.out(`${lines.join('\n')}\n`);
  }

  /** `line` as it is printed: under --ascii without the characters that Baton draws with. */
  plain(line: string): string {
    return this.options.ascii ? asciiText(line) : line;
  }
}
