import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import type { DashboardFacts } from '../../insight/dashboard/dashboard-facts.ts';
import type { DashboardView } from '../../insight/dashboard/dashboard-model.ts';
import { DASHBOARD_VIEWS } from '../../insight/dashboard/dashboard-model.ts';
import { readDashboardFacts } from '../../runtime/dashboard-facts.ts';
import type { Act, Given } from '../act.ts';
import { textOption } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { knownWord } from '../known-word.ts';
import { suggestion } from '../nearest.ts';
import { sessionIfAny } from '../task-standings.ts';

const SHORTEST_INTERVAL_S = 0.2;

/** `baton dashboard`: the project on one screen. */
export function dashboardNoun(program: Command, act: Act): void {
  program
    .command('dashboard')
    .option(
      '--view <page>',
      `${DASHBOARD_VIEWS.slice(0, -1).join(', ')} or ${DASHBOARD_VIEWS.at(-1)}`,
      'overview',
    )
    .option('--sprint <id>', 'the sprint to look at, instead of the one that is worked on')
    .option('--watch', 'stay, and draw it anew as things happen; q or Ctrl-C ends it')
    .option('--interval <seconds>', 'how often to look again, with --watch', '1')
    .description('the project on one screen: sprint, sessions, teams, messages, numbers')
    .addHelpText(
      'after',
      '\nKeys with --watch: 1 to 6 choose the page, Tab and the arrows go on, j and k scroll, q ends.\n\nExamples:\n  baton dashboard\n  baton dashboard --view sprint --watch',
    )
    .action(act((context, given) => show(context, given)));
}

async function show(context: CommandContext, given: Given): Promise<void> {
  const view = knownWord(textOption(given, 'view'), DASHBOARD_VIEWS, 'page of the dashboard') ?? 'overview';
  const sprintId = textOption(given, 'sprint') ?? null;
  if (given.options.watch === true) return watch(context, given, view, sprintId);
  const { dashboardOf, dashboardPage } = await pages();
  const model = dashboardOf(look(context, sprintId));
  const { width, colours } = context;
  context.answer({ view, ...model }, () =>
    dashboardPage(model, view, { width, colours, clock: clockOf(context.host.now()) }),
  );
}

async function watch(
  context: CommandContext,
  given: Given,
  first: DashboardView,
  sprintId: string | null,
): Promise<void> {
  const interval = Number(textOption(given, 'interval'));
  if (!(interval >= SHORTEST_INTERVAL_S)) {
    throw new BatonError(
      'E_USAGE',
      `--interval needs seconds, at least ${SHORTEST_INTERVAL_S}; received ${JSON.stringify(textOption(given, 'interval'))}.`,
    );
  }
  if (context.options.json)
    throw new BatonError('E_USAGE', '--watch draws for a person: leave out --json, or --watch.');
  if (!context.host.isTty || context.host.env.TERM === 'dumb')
    throw new BatonError('E_USAGE', '--watch needs a terminal. Without one: baton dashboard');
  // What is wrong is told before the screen changes.
  look(context, sprintId);
  const { watchDashboard } = await pages();
  await watchDashboard({
    first,
    intervalMs: interval * 1000,
    colours: context.colours,
    facts: () => look(context, sprintId),
    clock: () => clockOf(context.host.now(), true),
    plain: (line) => context.plain(line),
  });
}

/** What draws, from a file of its own. */
const pages = () => import('../dashboard/dashboard-pages.ts');

function look(context: CommandContext, sprintId: string | null): DashboardFacts {
  const sessionId = sessionIfAny(context) ?? null;
  const facts = readDashboardFacts(context.layout, context.host.now(), { sprintId, sessionId });
  const sprints = Object.keys(facts.plan.sprints);
  if (sprintId !== null && !sprints.includes(sprintId)) {
    throw new BatonError(
      'E_NOT_FOUND',
      `There is no sprint ${JSON.stringify(sprintId)}.${suggestion(sprintId, sprints)} See \`baton sprint list\`.`,
    );
  }
  return facts;
}

function clockOf(now: number, withSeconds = false): string {
  const time = new Date(now);
  const parts = [time.getHours(), time.getMinutes(), ...(withSeconds ? [time.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
