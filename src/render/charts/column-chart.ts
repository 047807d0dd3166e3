import { scaleBand, scaleLinear } from 'd3-scale';
import type { Markup } from '../markup.ts';
import { html } from '../markup.ts';
import type { ChartText } from './chart.ts';
import { chart, px } from './chart.ts';

const HEIGHT = 150;
const LEFT = 30;
const BOTTOM = 22;

/** Standing bars over days. */
export function columnChart(
  text: ChartText,
  days: readonly { readonly date: string; readonly done: number }[],
): Markup {
  return chart(text, (width) => {
    const shown = days.slice(width > 500 ? -90 : -30);
    const x = scaleBand(
      shown.map(({ date }) => date),
      [LEFT, width],
    ).paddingInner(0.2);
    const y = scaleLinear([0, Math.max(1, ...shown.map(({ done }) => done))], [HEIGHT - BOTTOM, 8]).nice();
    const rows = y
      .ticks(3)
      .map(
        (tick) =>
          html`<line class="grid" x1="${LEFT}" x2="${width}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text class="tick" x="${LEFT - 6}" y="${px(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
      );
    const every = Math.ceil(shown.length / (width > 500 ? 10 : 4));
    const bars = shown.map(({ date, done }, index) => {
      const left = x(date) ?? 0;
      const named = (shown.length - 1 - index) % every === 0;
      const end = index === shown.length - 1;
      const label = html`<text class="tick" x="${end ? width : px(left + x.bandwidth() / 2)}" y="${HEIGHT - 5}" text-anchor="${end ? 'end' : 'middle'}">${date.slice(5)}</text>`;
      return html`${done === 0 ? null : html`<rect class="bar" x="${px(left)}" y="${px(y(done))}" width="${px(x.bandwidth())}" height="${px(y(0) - y(done))}" rx="2"><title>${`${date}: ${done}`}</title></rect>`}${named ? label : null}`;
    });
    return { height: HEIGHT, body: html`${rows}${bars}` };
  });
}
