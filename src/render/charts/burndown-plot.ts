import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { Burndown } from '../../insight/report.ts';
import type { Markup } from '../markup.ts';
import { html } from '../markup.ts';
import { chart, px } from './chart.ts';

const HEIGHT = 220;
const LEFT = 34;
const BOTTOM = 24;

/** What is left of a sprint at the end of each day, beside an even pace. `id` is once on the page. */
export function burndownPlot(burndown: Burndown, id: string): Markup {
  const { days, total, planned_days: planned, unit } = burndown;
  const left = days.at(-1)?.remaining ?? total;
  const description = `${left} of ${total} ${unit} are left after ${days.length} days${planned === null ? '' : ` of ${planned}`}.`;
  const title = 'Work that is left, day by day';
  return chart({ id, title, description }, (width) => {
    const length = Math.max(days.length, planned ?? 0, 1);
    const x = scaleLinear([0, length], [LEFT, width - 8]);
    const y = scaleLinear([0, Math.max(1, total)], [HEIGHT - BOTTOM, 10]).nice();
    const points: [number, number][] = [
      [0, total],
      ...days.map(({ remaining }, day): [number, number] => [day + 1, remaining]),
    ];
    // The step stands for the day that follows: the last value has come to its end.
    const place = ([day]: [number, number]) => x(day);
    const path = line<[number, number]>(place, ([, value]) => y(value)).curve(curveStepAfter)(points) ?? '';
    const fill =
      area<[number, number]>(place, y(0), ([, value]) => y(value)).curve(curveStepAfter)(points) ?? '';
    const ideal =
      planned === null
        ? null
        : html`<line class="ideal" x1="${px(x(0))}" y1="${px(y(total))}" x2="${px(x(planned))}" y2="${px(y(0))}"/><text class="note" x="${px(x(planned * 0.5) + 6)}" y="${px(y(total * 0.5) - 6)}">even pace</text>`;
    const rows = y
      .ticks(4)
      .map(
        (tick) =>
          html`<line class="grid" x1="${LEFT}" x2="${width - 8}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text class="tick" x="${LEFT - 6}" y="${px(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
      );
    const columns = x
      .ticks(Math.min(length, width > 500 ? 12 : 5))
      .filter(Number.isInteger)
      .map(
        (tick) =>
          html`<text class="tick" x="${px(x(tick))}" y="${HEIGHT - 6}" text-anchor="middle">${tick}</text>`,
      );
    const [lastX, lastY] = [px(x(days.length)), px(y(left))];
    return {
      height: HEIGHT,
      body: html`${rows}${columns}<path class="area" d="${rounded(fill)}"/>${ideal}<path class="line" d="${rounded(path)}"/><circle class="dot" cx="${lastX}" cy="${lastY}" r="4"/><text class="name" x="${Math.min(width - 60, lastX + 8)}" y="${Math.max(12, lastY - 8)}">${left} left</text>`,
    };
  });
}

function rounded(path: string): string {
  return path.replace(/\d+\.\d+/g, (number) => String(px(Number(number))));
}
