import type { InstallRequest } from './arguments.ts';
import { askPerson } from './confirm.ts';
import { gatherFacts } from './facts.ts';
import type { InstallHost } from './install-host.ts';
import type { McpName } from './mcp-servers.ts';
import { MCP_NAMES, MCP_SERVERS, readMcpNames } from './mcp-servers.ts';
import type { InstallPlan } from './plan-install.ts';
import type { Environment } from './scope.ts';

/**
 * The MCP servers to add: those of the command line; else, at a terminal, those that the person names of the ones
 * that are not there yet. None where nobody can be asked, or no client is there to add them.
 *
 * @throws E_USAGE for a name that Baton does not offer.
 */
export async function chosenServers(
  request: InstallRequest,
  host: InstallHost,
  clientPresent: boolean,
): Promise<readonly McpName[]> {
  if (request.withMcp !== undefined) return request.withMcp;
  if (!host.isTty || request.yes || request.dryRun) return [];
  const { mcp } = gatherFacts(request, host.cwd, host.env);
  const offered = MCP_NAMES.filter((name) => !Object.hasOwn(mcp.present, name));
  if (offered.length === 0 || (mcp.file === undefined && !clientPresent)) return [];
  const list = offered.map((name) => `  ${name.padEnd(11)} ${MCP_SERVERS[name].purpose}`).join('\n');
  const answer = await askPerson(
    host,
    `Servers that let agents check their work, off unless you want them:\n${list}\nWhich? [names, all, Enter for none] `,
  );
  return readMcpNames(answer).filter((name) => offered.includes(name));
}

/** What a person has to know about the servers that they asked for. Pure. */
export function mcpNotes(
  wanted: readonly McpName[],
  plan: InstallPlan,
  clientPresent: boolean,
  env: Environment,
): string[] {
  const notes = plan.foreignServers.map(
    (name) => `There is a server ${name} already, with settings of its own; it stays as it is.`,
  );
  const needsClient = wanted.length > 0 && !clientPresent && plan.record.mcp.servers.length === 0;
  if (needsClient && plan.foreignServers.length === 0) {
    notes.push(
      'The MCP servers were not added: in this scope the client keeps them itself, and there is no `claude` on the ' +
        'PATH. Use --scope project, which writes .mcp.json, or install again when it is there.',
    );
  }
  for (const name of wanted) {
    const { needs } = MCP_SERVERS[name];
    if (needs === undefined || env[needs]) continue;
    notes.push(
      `The server ${name} needs ${needs} in the environment that claude starts in. Baton stores no token.`,
    );
  }
  return notes;
}
