import type { DashboardModel, SprintSheet } from '../../insight/dashboard/dashboard-model.ts';
import type { TaskRow } from '../../plan/task-board.ts';
import type { BarPart } from '../bar.ts';
import { stackedBar } from '../bar.ts';
import type { Panel } from '../block.ts';
import { spread } from '../block.ts';
import { paint } from '../colour.ts';
import { durationText } from '../duration.ts';
import { LANES } from '../task-lanes.ts';
import { displayWidth } from '../width.ts';
import type { ViewLook } from './view-look.ts';

const NUMBER = 6;

/** How far the sprint is, in a bar and in words; where there is none, how to begin one. */
export function sprintPanel(model: DashboardModel, look: ViewLook): Panel {
  const { sprint } = model;
  if (sprint === null) return noSprint(model, look);
  const { colours } = look;
  return {
    title: `Sprint ${sprint.sprint_id} · ${sprint.name}`,
    note: dayText(sprint),
    tone: 'accent',
    body: (width) => [
      `${stackedBar(parts(sprint), Math.max(1, width - NUMBER), colours)}${paint(`${sprint.progress} %`.padStart(NUMBER), 'strong', colours)}`,
      ...standing(lanes(sprint, look), paint(pace(sprint, model), 'muted', colours), width),
      ...sprint.goals.slice(0, 3).map((goal) => `${paint('◆', 'accent', colours)} ${goal}`),
    ],
  };
}

/** Both in one line where they have room, else one under the other. */
function standing(counts: string, speed: string, width: number): string[] {
  const isRoomy = displayWidth(counts) + displayWidth(speed) + 1 <= width;
  return isRoomy || speed === '' ? [spread(counts, speed, width)] : [counts, speed];
}

// In the unit of the percentage beside it: points, or tasks where none has an estimate.
function parts(sprint: SprintSheet): BarPart[] {
  const sizeOf = (row: TaskRow) => (sprint.unit === 'points' ? row.estimated_effort : 1);
  return LANES.toReversed().map(({ tone, sign, statuses }) => ({
    count: sprint.rows
      .filter(({ status }) => statuses.includes(status))
      .reduce((sum, row) => sum + sizeOf(row), 0),
    tone,
    sign,
  }));
}

function lanes(sprint: SprintSheet, { colours }: ViewLook): string {
  return LANES.toReversed()
    .map(
      ({ name, tone, sign, statuses }) =>
        `${paint(sign, tone, colours)} ${countOf(sprint, statuses)} ${name.toLowerCase()}`,
    )
    .join('  ');
}

function countOf({ rows }: SprintSheet, statuses: readonly string[]): number {
  return rows.filter(({ status }) => statuses.includes(status)).length;
}

function dayText({ day, days, status }: SprintSheet): string {
  if (status === 'completed' || status === 'closed') return status;
  if (day === null) return days === null ? 'not started' : `not started, ${days} days planned`;
  return days === null ? `day ${day}` : `day ${day} of ${days}`;
}

function pace({ velocity, estimated_completion, unit }: SprintSheet, { at }: DashboardModel): string {
  if (velocity === null) return '';
  const left =
    estimated_completion === null
      ? ''
      : `, done in ${durationText(Date.parse(estimated_completion) - Date.parse(at))}`;
  return `${velocity} ${unit}/day${left}`;
}

function noSprint({ counts }: DashboardModel, { colours }: ViewLook): Panel {
  const epic = counts.epics === 0 ? ['baton epic create auth --title "Sign-in"'] : [];
  return {
    title: 'Sprint',
    note: 'none yet',
    tone: 'accent',
    body: () => [
      'Nothing is planned yet. Begin with:',
      ...[
        ...epic,
        'baton sprint create s1 --epic auth --name "Tokens"',
        'baton task add t1 --sprint s1 --title "Issue tokens"',
      ].map((line) => `${paint('▸', 'accent', colours)} ${line}`),
    ],
  };
}
