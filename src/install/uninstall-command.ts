import { rmSync } from 'node:fs';
import { withLock } from '../store/lock.ts';
import { folderOf, INSTALL_PATIENCE } from './apply-install.ts';
import type { InstallRequest } from './arguments.ts';
import { findClient, makeUnknown, removeServer } from './client.ts';
import { checkCanAsk, confirm } from './confirm.ts';
import { formatDifference } from './difference.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './facts.ts';
import { applyChanges, asRefusal, removeEmptyFolders } from './file-change.ts';
import type { InstallHost } from './install-host.ts';
import type { UninstallPlan } from './plan-uninstall.ts';
import { planUninstall } from './plan-uninstall.ts';
import { removeUntouched } from './project-files.ts';
import type { Screen } from './screen.ts';
import { uninstallSteps } from './uninstall-steps.ts';

/** Takes Baton out again: says what it will do, asks, and puts all files back or none. Gives the exit code. */
export async function uninstallCommand(
  request: InstallRequest,
  host: InstallHost,
  screen: Screen,
): Promise<number> {
  checkCanAsk(host, request);
  const facts = gatherFacts(request, host.cwd, host.env);
  const plan = planUninstall(facts);
  if (plan.nothingToDo) {
    screen.line(`Baton is not installed in ${facts.settings.path}; nothing was changed.`);
    for (const each of facts.installs) {
      screen.step('same', 'installed in', `${each.settings_file} (--scope ${each.scope})`);
    }
    return 0;
  }
  screen.line(screen.paint.bold(`Taking Baton out of ${facts.settings.path}`));
  screen.line();
  const steps = uninstallSteps(facts, plan, request.purge);
  if (request.dryRun || !request.yes) for (const step of steps) screen.step('todo', ...step);
  if (request.dryRun) {
    for (const change of plan.changes) screen.line(`\n${formatDifference(change, screen.paint)}`);
    screen.line('\nA dry run: nothing was written.');
    return 0;
  }
  if (!request.yes) {
    if (!(await confirm(host, 'Go ahead?'))) {
      screen.line('\nNothing was written.');
      return 1;
    }
    screen.line();
  }
  undo(facts, plan, request.purge);
  for (const step of steps) screen.step('done', ...step);
  const client = findClient(host.env);
  if (client !== undefined && plan.makeUnknown !== undefined) {
    const answer = await makeUnknown(client, plan.makeUnknown, host.env);
    if (answer.done) screen.step('done', 'client', 'forgot the marketplace baton');
    else screen.notes([stillKnown(answer.why)]);
  }
  for (const name of plan.serversToAsk) {
    const answer = client
      ? await removeServer(client, name, facts.scope, folderOf(facts), host.env)
      : NO_CLIENT;
    if (!answer.done) {
      screen.notes([
        `The server ${name} stays: ${answer.why}. To remove it: claude mcp remove ${name} --scope ${facts.scope}`,
      ]);
    }
  }
  return 0;
}

const NO_CLIENT = { done: false, why: 'there is no `claude` on the PATH' } as const;

function undo(facts: Facts, plan: UninstallPlan, purge: boolean): void {
  // Without a record there is no folder of Baton's either, and none is made just to hold a lock.
  if (facts.recorded === undefined) applyChanges(plan.changes);
  else withLock(facts.folder.lock, INSTALL_PATIENCE, () => applyChanges(plan.changes));
  try {
    if (purge) removeUntouched(plan.projectFiles);
    if (plan.lastFolder !== undefined) rmSync(plan.lastFolder, { recursive: true, force: true });
    removeEmptyFolders(plan.emptyFolders);
  } catch (error) {
    throw asRefusal(error);
  }
}

function stillKnown(why: string): string {
  return `The client still knows the marketplace: ${why}. To try again: claude plugin marketplace remove baton`;
}
