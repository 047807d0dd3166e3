import { join } from 'node:path';
import { BATON_FOLDER } from '../store/project-root.ts';
import type { Facts } from './facts.ts';
import type { UninstallPlan } from './plan-uninstall.ts';

/** What an uninstallation does or did, a label and a sentence for each step. */
export function uninstallSteps(
  facts: Facts,
  plan: UninstallPlan,
  purge: boolean,
): (readonly [label: string, detail: string])[] {
  const steps: [string, string][] = [['settings', settingsStep(facts, plan)]];
  const mcpFile = facts.mcp.file;
  if (mcpFile !== undefined && plan.changes.some(({ path }) => path === mcpFile.target))
    steps.push(['mcp', `${mcpFile.path}: without the servers that Baton added`]);
  if (plan.serversToAsk.length > 0)
    steps.push(['mcp', `claude mcp remove ${plan.serversToAsk.join(', ')} --scope ${facts.scope}`]);
  if (plan.lastFolder !== undefined)
    steps.push(['launcher', `${plan.lastFolder}: removed, this was the last installation`]);
  if (facts.hasProjectState && facts.stateFolder !== undefined) {
    const state = join(facts.stateFolder, BATON_FOLDER);
    const what = purge
      ? 'what was never changed is removed'
      : 'stays, with your plans (--purge removes what is untouched)';
    steps.push(['project', `${state}: ${what}`]);
  }
  return steps;
}

function settingsStep(facts: Facts, plan: UninstallPlan): string {
  const { path } = facts.settings;
  if (plan.settings === 'restored') {
    const existed = facts.recorded?.settings_existed === true;
    return existed ? `${path}: as it was, byte for byte` : `${path}: removed, it was not there before`;
  }
  if (plan.settings === 'stripped')
    return `${path}: edited since; only Baton's entries leave, all else stays`;
  if (facts.settings.bytes === undefined) return `${path}: not there any more`;
  return `${path}: stays as it is`;
}
