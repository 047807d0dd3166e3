import { initProject } from '../runtime/init-project.ts';
import { withLock } from '../store/lock.ts';
import { addServer, makeKnown, makeUnknown, removeServer } from './client.ts';
import type { Facts } from './facts.ts';
import { applyChanges, asRefusal, missingFoldersAbove, removeEmptyFolders } from './file-change.ts';
import type { McpName } from './mcp-servers.ts';
import type { InstallPlan } from './plan-install.ts';
import { ledgerChange } from './plan-install.ts';
import { describeCreated, removeUntouched } from './project-files.ts';
import type { Environment } from './scope.ts';

/** How long to wait for another installation of the same user. */
export const INSTALL_PATIENCE = { now: () => Date.now(), patienceMs: 5_000 };

/** What did not come off, and the label of its step. */
export interface Warning {
  readonly step: string;
  readonly text: string;
}

/** Facts and the plan that was made from them. */
export interface Prepared {
  readonly facts: Facts;
  readonly plan: InstallPlan;
}

/**
 * Does what was planned. The client is asked first, and then `prepare` is called once more: when it starts,
 * the client may bring the user's settings up to date, and nothing of that may be lost. Gives warnings about
 * what did not come off but is not needed, each with the step that it belongs to.
 *
 * @throws E_LOCKED, E_VERSION_CONFLICT or E_READ_ONLY, and then Baton has changed nothing.
 */
export async function applyInstall(
  prepare: () => Prepared,
  client: string | undefined,
  env: Environment,
): Promise<Warning[]> {
  const before = prepare();
  const root = client === undefined ? undefined : before.plan.makeKnown;
  const answer = client && root ? await makeKnown(client, root, env) : undefined;
  const { added, warnings } = await addServers(before, client, env);
  const { facts, plan } = answer === undefined && added.length === 0 ? before : prepare();
  try {
    writeAll(facts, plan, answer?.done === true, added);
  } catch (error) {
    if (client && root && answer?.done) await makeUnknown(client, root, env);
    if (client) for (const name of added) await removeServer(client, name, facts.scope, folderOf(facts), env);
    throw asRefusal(error);
  }
  if (answer !== undefined && !answer.done)
    warnings.push({ step: 'client', text: unknownToClient(answer.why, plan.record.plugin_root) });
  return warnings;
}

/** Has the client add the servers that it keeps itself, one after another: they go into one file. */
async function addServers({ facts, plan }: Prepared, client: string | undefined, env: Environment) {
  const added: McpName[] = [];
  const warnings: Warning[] = [];
  if (client === undefined) return { added, warnings };
  for (const name of plan.serversToAsk) {
    const answer = await addServer(client, name, facts.scope, folderOf(facts), env);
    if (answer.done) added.push(name);
    else
      warnings.push({
        step: `mcp ${name}`,
        text: `The client did not take the server ${name}: ${answer.why}.`,
      });
  }
  return { added, warnings };
}

/** Where the client is started: what is local belongs to the folder it stands in; a user's is the same anywhere. */
export function folderOf(facts: Facts): string {
  return facts.project ?? '/';
}

function writeAll(facts: Facts, plan: InstallPlan, madeKnown: boolean, added: readonly McpName[]): void {
  const newFolders = missingFoldersAbove(facts.folder.lock);
  try {
    withLock(facts.folder.lock, INSTALL_PATIENCE, () => {
      const { initialise } = plan;
      const created =
        initialise === undefined ? [] : describeCreated(initialise, initProject(initialise).created);
      try {
        const record = {
          ...plan.record,
          marketplace_added: plan.record.marketplace_added || madeKnown,
          mcp: { ...plan.record.mcp, servers: [...new Set([...plan.record.mcp.servers, ...added])] },
          project_files: [...plan.record.project_files, ...created],
        };
        applyChanges([...plan.changes, ledgerChange(facts, record)]);
      } catch (error) {
        removeUntouched(created);
        throw error;
      }
    });
  } catch (error) {
    removeEmptyFolders(newFolders.reverse());
    throw error;
  }
}

function unknownToClient(why: string, root: string): string {
  return (
    `The client did not take the plugin's folder: ${why}. Baton is installed all the same: an interactive session ` +
    'has it within seconds, a headless one from its second run on, in a project that you trust. ' +
    `To try again: claude plugin marketplace add ${root}`
  );
}
