import type { DashboardModel } from '../../insight/dashboard/dashboard-model.ts';
import type { Panel } from '../block.ts';
import { spread } from '../block.ts';
import { paint } from '../colour.ts';
import { durationText } from '../duration.ts';
import type { ViewLook } from './view-look.ts';

/** How fast the sprint in view goes, and when it would be done in futures like the past. */
export function pacePanel(model: DashboardModel, { colours }: ViewLook): Panel {
  const { sprint } = model;
  const dim = (text: string) => paint(text, 'muted', colours);
  const forecast = sprint?.forecast;
  const chance = forecast?.chance_by_planned_end ?? null;
  const missing = forecast?.bands.length === 0 && sprint?.status !== 'completed' ? forecast.missing : [];
  return {
    title: 'Pace',
    note: sprint === null ? '' : sprint.sprint_id,
    body: (width) =>
      sprint === null || forecast === undefined
        ? [dim('No sprint, no pace.')]
        : [
            spread(
              'velocity',
              sprint.velocity === null ? dim('not known yet') : `${sprint.velocity} ${sprint.unit}/day`,
              width,
            ),
            spread('left', `${forecast.remaining} ${forecast.unit}`, width),
            ...forecast.bands.map(({ band, at }) =>
              spread(`in ${band} of 100 futures by`, at === null ? dim('later') : endText(at, model), width),
            ),
            ...(chance === null
              ? []
              : [
                  spread(
                    'planned end kept',
                    paint(`${Math.round(chance * 100)} of 100`, chance < 0.5 ? 'warn' : 'good', colours),
                    width,
                  ),
                ]),
            ...(missing.length === 0 ? [] : [dim('For a forecast it needs:')]),
            ...missing.map((one) => dim(`  ${one}`)),
          ],
  };
}

function endText(at: string, model: DashboardModel): string {
  return `${at.slice(0, 10)} (in ${durationText(Date.parse(at) - Date.parse(model.at))})`;
}
