import { join } from 'node:path';
import { initProject } from '../runtime/init-project.ts';
import { applyInstall } from './apply-install.ts';
import type { InstallRequest } from './arguments.ts';
import { findClient } from './client.ts';
import { checkCanAsk, confirm } from './confirm.ts';
import { formatDifference } from './difference.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './facts.ts';
import { readFileState } from './file-state.ts';
import type { InstallHost } from './install-host.ts';
import { installSteps } from './install-steps.ts';
import { chosenServers, mcpNotes } from './mcp-choice.ts';
import { notesOn } from './notes.ts';
import { ledgerChange, planInstall } from './plan-install.ts';
import { readPlugin } from './plugin-root.ts';
import { proveInstallation } from './proof.ts';
import type { Scope } from './scope.ts';
import type { Screen } from './screen.ts';
import { readSettings } from './settings-text.ts';

/**
 * Installs Baton: says what it will do, asks, does all of it or nothing, and proves that it works.
 * Gives the exit code: 0 when everything works, 1 when it is installed but the proof failed.
 */
export async function installCommand(
  request: InstallRequest,
  host: InstallHost,
  screen: Screen,
): Promise<number> {
  checkCanAsk(host, request);
  const plugin = readPlugin(host.pluginRoot);
  const client = findClient(host.env);
  const now = (host.now?.() ?? new Date()).toISOString();
  const withMcp = await chosenServers(request, host, client !== undefined);
  const prepare = () => {
    const facts = gatherFacts(request, host.cwd, host.env);
    return { facts, plan: planInstall(facts, plugin, now, client !== undefined, withMcp) };
  };
  const { facts, plan } = prepare();
  const notes = [
    ...notesOn(facts, plugin, plan, client !== undefined),
    ...mcpNotes(withMcp, plan, client !== undefined, host.env),
  ];
  const where =
    facts.scope === 'user' ? 'for you, in all projects' : `in ${facts.project}, scope ${facts.scope}`;
  screen.line(screen.paint.bold(`Baton ${plugin.version} ${where}`));
  screen.line();
  if (plan.nothingToDo) {
    screen.step('same', 'installed', 'everything is in place already; nothing was changed');
    screen.notes(notes);
    return request.dryRun ? 0 : prove(facts, host, screen);
  }
  const steps = installSteps(facts, plan);
  if (request.dryRun || !request.yes) for (const step of steps) screen.step('todo', ...step);
  if (request.dryRun) {
    // A backup is a copy of what the diffs show anyway, and may hold what is better not printed.
    const shown = plan.changes.filter((change) => change.path !== plan.record.backup);
    for (const change of [...shown, ledgerChange(facts, plan.record)]) {
      screen.line(`\n${formatDifference(change, screen.paint)}`);
    }
    screen.notes(notes);
    screen.line('\nA dry run: nothing was written.');
    return 0;
  }
  if (!request.yes) {
    screen.notes(notes);
    if (!(await confirm(host, 'Go ahead?'))) {
      screen.line('\nNothing was written.');
      return 1;
    }
    screen.line();
  }
  const warnings = await applyInstall(prepare, client, host.env);
  for (const step of steps)
    screen.step(warnings.some((warning) => warning.step === step[0]) ? 'failed' : 'done', ...step);
  const failures = warnings.map(({ text }) => text);
  screen.notes(request.yes ? [...notes, ...failures] : failures);
  return prove(facts, host, screen);
}

async function prove(
  { settings, scope, project }: Facts,
  host: InstallHost,
  screen: Screen,
): Promise<number> {
  const { pluginRoot } = host;
  const settingsFile = settings.path;
  const proofs = await proveInstallation({ pluginRoot, settingsFile, env: host.env, initProject });
  screen.line('\nProof, on a throw-away project:');
  for (const proof of proofs) {
    const fine = proof.output === '' ? 'ran, and had nothing to say' : 'works';
    screen.step(proof.failure === undefined ? 'done' : 'failed', proof.name, proof.failure ?? fine);
    if (proof.output !== '') screen.quote(proof.output);
  }
  const failed = proofs.some((proof) => proof.failure !== undefined);
  const ignored = !readSettings(settingsFile, readFileState(settingsFile).bytes).strict;
  screen.line();
  screen.line(failed ? NOT_WORKING : ignored ? NOT_READ : NEXT);
  screen.line(`To undo: ${undoing(pluginRoot, scope, project)}`);
  return failed ? 1 : 0;
}

// Quoted where a shell would take it apart.
function undoing(pluginRoot: string, scope: Scope, project: string | undefined): string {
  const place = project === undefined ? [] : ['--project', project];
  const words = [join(pluginRoot, 'bin', 'baton'), 'uninstall', '--scope', scope, ...place];
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

const NEXT = 'Next: start (or restart) claude in the project and type /baton:help.';
const NOT_READ =
  'Written, but not in effect: the client does not read this settings file as it is. See the note above.';
const NOT_WORKING =
  'Installed, but not everything works: see above. Uninstalling puts every file back as it was.';
