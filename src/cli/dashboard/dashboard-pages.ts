import type { DashboardFacts } from '../../insight/dashboard/dashboard-facts.ts';
import type { DashboardModel, DashboardView } from '../../insight/dashboard/dashboard-model.ts';
import { makeDashboard } from '../../insight/dashboard/make-dashboard.ts';
import type { ColourLevel } from '../../render/colour.ts';
import type { DashboardLook } from '../../render/dashboard/dashboard.ts';
import { drawDashboard, keyLine } from '../../render/dashboard/dashboard.ts';
import { liveDashboard } from './live-dashboard.ts';
import { processTerminal } from './live-terminal.ts';

// The entry of dist/dashboard.cjs: what draws is large, and few commands need it.

/** What the live dashboard is made with. */
export interface LiveDashboard {
  readonly first: DashboardView;
  readonly intervalMs: number;
  readonly colours: ColourLevel;
  facts(): DashboardFacts;
  clock(): string;
  /** The line as it is printed, in plain characters where that was asked. */
  plain(line: string): string;
}

/** The dashboard of a project as data. */
export function dashboardOf(facts: DashboardFacts): DashboardModel {
  return makeDashboard(facts);
}

/** One page of it, drawn. */
export function dashboardPage(model: DashboardModel, view: DashboardView, look: DashboardLook): string[] {
  return drawDashboard(model, view, look);
}

/** Shows it on the terminal of this process until a person or a signal ends it. */
export function watchDashboard(live: LiveDashboard): Promise<void> {
  const { first, intervalMs, colours, plain } = live;
  return liveDashboard(processTerminal(), {
    first,
    intervalMs,
    draw: (view, { columns: width, rows: height }) =>
      drawDashboard(makeDashboard(live.facts()), view, { width, height, colours, clock: live.clock() }).map(
        plain,
      ),
    keys: (view, isCut, width) => plain(keyLine(view, isCut, { width, colours })),
  });
}
