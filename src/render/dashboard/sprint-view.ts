import type { DashboardModel } from '../../insight/dashboard/dashboard-model.ts';
import type { Panel } from '../block.ts';
import { panelGrid, panels } from '../block.ts';
import { burndownChart } from '../burndown-chart.ts';
import { paint } from '../colour.ts';
import { kanban } from '../kanban.ts';
import { sprintPanel } from './sprint-panel.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { firstOf } from './view-look.ts';

const CHART_ROWS = 6;

/** The sprint as a board, its burndown, and what blocks it. */
export const sprintView: DrawView = (model, look) => {
  const { sprint } = model;
  if (sprint === null) return panels([sprintPanel(model, look)], look);
  return [
    ...panels([sprintPanel(model, look)], look),
    ...kanban(sprint.rows, look),
    ...panelGrid([burndownPanel(model, look), blockersPanel(model, look)], 50, look),
  ];
};

/** The burndown of the sprint in view. */
export function burndownPanel({ sprint }: DashboardModel, look: ViewLook): Panel {
  const days = sprint?.burndown ?? [];
  return {
    title: 'Burndown',
    note: sprint === null || days.length === 0 ? '' : `${sprint.unit} left`,
    body: (width) =>
      sprint === null || days.length === 0
        ? [
            paint('It begins when a session takes the sprint up:', 'muted', look.colours),
            'baton sprint start ID',
          ]
        : burndownChart(days, sprint.points || sprint.tasks, sprint.days, CHART_ROWS, { ...look, width }),
  };
}

function blockersPanel({ sprint }: DashboardModel, look: ViewLook): Panel {
  const blocked = (sprint?.rows ?? []).filter(({ status }) => status === 'blocked' || status === 'failed');
  return {
    title: 'Blockers',
    tone: blocked.length === 0 ? 'good' : 'bad',
    note: blocked.length === 0 ? '' : String(blocked.length),
    body: () =>
      blocked.length === 0
        ? [`${paint('✓', 'good', look.colours)} Nothing blocks this sprint.`]
        : firstOf(blocked, look, ({ id, title, blockers, status }) => [
            `${paint('✗', 'bad', look.colours)} ${paint(id, 'strong', look.colours)} ${title}`,
            paint(`  ${blockers.join('; ') || status}`, 'muted', look.colours),
          ]),
  };
}
