import { counted } from '../../counted.ts';
import type { DashboardModel, DashboardView } from '../../insight/dashboard/dashboard-model.ts';
import { DASHBOARD_VIEWS } from '../../insight/dashboard/dashboard-model.ts';
import { padded, spread } from '../block.ts';
import type { ColourLevel } from '../colour.ts';
import { paint } from '../colour.ts';
import { plainCopy } from '../plain-copy.ts';
import { messagesView } from './messages-view.ts';
import { metricsView } from './metrics-view.ts';
import { overviewView } from './overview-view.ts';
import { sessionsView } from './sessions-view.ts';
import { sprintView } from './sprint-view.ts';
import { teamView } from './team-view.ts';
import type { DrawView } from './view-look.ts';
import { VIEW_TITLES } from './view-look.ts';

/** How the dashboard is drawn. */
export interface DashboardLook {
  readonly width: number;
  readonly colours: ColourLevel;
  /** What the clock says, at the right of the heading. */
  readonly clock: string;
  /** How many rows there are; lists are shortened until it all has room, or nothing is left to shorten. */
  readonly height?: number;
}

const NARROWEST = 20;
const WIDEST = 200;
const LONGEST_TEXT = 300;
/** How long lists may be, tried in this order. */
const LENGTHS = [24, 16, 12, 8, 6, 5, 4, 3, 2];
const DRAWN: Readonly<Record<DashboardView, DrawView>> = {
  overview: overviewView,
  team: teamView,
  sprint: sprintView,
  metrics: metricsView,
  messages: messagesView,
  sessions: sessionsView,
};

/**
 * One page of the dashboard: a heading and the page, every line exactly as wide as the look says (20 to 200 columns),
 * whatever the names in the model hold: none of them can steer a terminal or move a border.
 */
export function drawDashboard(model: DashboardModel, view: DashboardView, look: DashboardLook): string[] {
  const safe = plainCopy(model, LONGEST_TEXT);
  const width = Math.max(NARROWEST, Math.min(WIDEST, look.width));
  const { colours } = look;
  const heading = headingLine(safe, view, { ...look, width });
  const lengths = look.height === undefined ? [8] : LENGTHS;
  let lines: string[] = [];
  for (const most of lengths) {
    lines = [heading, ...DRAWN[view](safe, { width, colours, most })];
    if (lines.length <= (look.height ?? Number.POSITIVE_INFINITY)) break;
  }
  return lines.map((line) => padded(line, width));
}

/** The keys of the live dashboard, as its last line; exactly as wide as the look says. `isCut`: there is more below. */
export function keyLine(
  view: DashboardView,
  isCut: boolean,
  look: Pick<DashboardLook, 'width' | 'colours'>,
): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, look.width));
  const keys = DASHBOARD_VIEWS.map((one, index) => {
    const text = `${index + 1} ${VIEW_TITLES[one]}`;
    if (one !== view) return paint(text, 'muted', look.colours);
    return look.colours === 'none' ? `[${VIEW_TITLES[one]}]` : paint(text, 'chosen', look.colours);
  });
  const gap = width >= 76 ? '  ' : ' ';
  const help = [...(isCut && width >= 76 ? ['↓ more'] : []), ...(width >= 66 ? ['q quit'] : [])].join('  ');
  return help === ''
    ? padded(keys.join(gap), width)
    : spread(keys.join(gap), paint(help, 'muted', look.colours), width);
}

function headingLine(
  { project, counts, health }: DashboardModel,
  view: DashboardView,
  look: DashboardLook,
): string {
  const { colours, width } = look;
  const name = `${paint(' baton ', 'chosen', colours)} ${paint(project, 'strong', colours)} ${paint(`· ${VIEW_TITLES[view]}`, 'muted', colours)}`;
  const facts = [
    paint(`${counts.live} live`, counts.live > 0 ? 'good' : 'muted', colours),
    ...(width >= 76 ? [`${counts.tasks_completed}/${counted(counts.tasks, 'task')}`] : []),
    ...(health === null || width < 100
      ? []
      : [
          paint(
            `checks ${Math.round(health.consensus * 100)} %`,
            health.failing.length > 0 ? 'bad' : 'good',
            colours,
          ),
        ]),
    ...(width >= 90 ? [counted(counts.sprints, 'sprint'), counted(counts.teams, 'team')] : []),
  ];
  return spread(
    name,
    `${facts.join(paint(' · ', 'muted', colours))}  ${paint(look.clock, 'muted', colours)}`,
    width,
  );
}
