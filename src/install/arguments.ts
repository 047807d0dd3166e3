import { parseArgs } from 'node:util';
import { BatonError } from '../errors.ts';
import type { McpName } from './mcp-servers.ts';
import { readMcpNames } from './mcp-servers.ts';
import type { Scope } from './scope.ts';
import { SCOPES } from './scope.ts';

const ACTIONS = ['install', 'uninstall', 'status'] as const;

/** What was asked for on the command line. */
export interface InstallRequest {
  readonly action: (typeof ACTIONS)[number];
  readonly scope: Scope;
  readonly project: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly purge: boolean;
  /** The MCP servers to add as well; undefined where that was not said. */
  readonly withMcp: readonly McpName[] | undefined;
  readonly help: boolean;
}

/** The usage text, for `--help` and after a wrong argument. */
export const USAGE = `Usage: install.ts [install|uninstall|status] [options]
       baton install|uninstall [options]

  install      put Baton into a settings file of the client, and prove that it works (the default)
  uninstall    put every file back as it was
  status       what is installed where, and whether each piece is in place

  --scope local|project|user   local:   .claude/settings.local.json, for you in this project (the default)
                               project: .claude/settings.json, shared through git
                               user:    settings.json in your home's .claude, for all your projects
  --project DIR                the project; default: the git repository around the current folder
  --with-mcp NAMES             also add servers for checking work: playwright (a browser), github (read-only;
                               needs GITHUB_PERSONAL_ACCESS_TOKEN in the environment); all or none
  --dry-run                    show the steps and the changes; write nothing
  --yes                        do not ask
  --purge                      with uninstall: also remove from .baton/ what was never changed
`;

/**
 * Reads the command line; the action defaults to `install`, the scope to `local`: what names
 * a folder of this machine does not belong in a file that others share.
 *
 * @throws E_USAGE, naming the argument and what is allowed.
 */
export function readArguments(argv: readonly string[]): InstallRequest {
  const { values, positionals } = parsed(argv);
  const action = oneOf(ACTIONS, positionals[0] ?? 'install', 'action');
  if (positionals.length > 1) throw wrong(`"${positionals[1]}" is one argument too many.`);
  const withMcp = values['with-mcp'];
  if (withMcp !== undefined && action !== 'install') throw wrong('--with-mcp belongs to install.');
  if (values.purge === true && action !== 'uninstall') throw wrong('--purge belongs to uninstall.');
  return {
    action,
    scope: oneOf(SCOPES, values.scope ?? 'local', '--scope'),
    project: values.project,
    dryRun: values['dry-run'] === true,
    yes: values.yes === true,
    purge: values.purge === true,
    withMcp: withMcp === undefined ? undefined : readMcpNames(withMcp),
    help: values.help === true,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        scope: { type: 'string' },
        project: { type: 'string' },
        'dry-run': { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
        purge: { type: 'boolean' },
        'with-mcp': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<Word extends string>(allowed: readonly Word[], got: string, name: string): Word {
  const word = allowed.find((each) => each === got);
  if (word !== undefined) return word;
  throw wrong(`Expected ${name} to be one of ${allowed.join(', ')}, got "${got}".`);
}

function wrong(what: string): BatonError {
  return new BatonError('E_USAGE', `${what}\n\n${USAGE}`);
}
