import { join } from 'node:path';
import type { Facts } from './facts.ts';
import { MCP_SERVERS } from './mcp-servers.ts';
import type { InstallPlan } from './plan-install.ts';
import { shortCommand } from './screen.ts';

/** What an installation does or did, a label and a sentence for each step. */
export function installSteps(facts: Facts, plan: InstallPlan): (readonly [label: string, detail: string])[] {
  const { record } = plan;
  const touches = (path: string) => plan.changes.some((change) => change.path === path);
  const steps: [string, string][] = [];
  if (touches(facts.settings.target)) {
    const verb = facts.settings.bytes === undefined ? 'a new file' : 'only these entries change';
    steps.push(['settings', `${facts.settings.path}: ${verb}`]);
    steps.push(['plugin', 'baton@baton switched on']);
    if (record.marketplace_path !== null) steps.push(['marketplace', `baton, at ${record.marketplace_path}`]);
    steps.push(['status line', statusLineStep(record.wrapped?.command)]);
  }
  if (record.backup !== null && touches(record.backup)) steps.push(['backup', record.backup]);
  if (touches(facts.folder.launcher)) steps.push(['launcher', facts.folder.launcher]);
  if (touches(facts.folder.root))
    steps.push(['plugin root', `${record.plugin_root} (in ${facts.folder.root})`]);
  if (plan.initialise !== undefined) steps.push(['project', `${join(plan.initialise, '.baton')}: created`]);
  const mcpFile = facts.mcp.file;
  if (mcpFile !== undefined && touches(mcpFile.target))
    steps.push([
      'mcp',
      `${mcpFile.path}: ${record.mcp.servers.join(', ')}, each needs your yes in the client`,
    ]);
  for (const name of plan.serversToAsk) {
    steps.push([
      `mcp ${name}`,
      `claude mcp add-json ${name} … --scope ${facts.scope}: ${MCP_SERVERS[name].purpose}`,
    ]);
  }
  if (plan.makeKnown !== undefined) {
    steps.push(['client', `claude plugin marketplace add ${plan.makeKnown}, outside your settings`]);
  }
  steps.push(['record', `${facts.folder.ledger}: what uninstall needs`]);
  return steps;
}

function statusLineStep(wrapped: string | undefined): string {
  return wrapped === undefined
    ? 'new'
    : `now shows Baton's, and the one in effect below it: ${shortCommand(wrapped)}`;
}
