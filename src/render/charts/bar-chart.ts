import { scaleLinear } from 'd3-scale';
import type { Markup } from '../markup.ts';
import { html, shortened } from '../markup.ts';
import { truncateToWidth } from '../width.ts';
import type { ChartText } from './chart.ts';
import { chart, px } from './chart.ts';

/** One bar: what it stands for, how long it is, and its value in words. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

const ROW = 34;
const MOST_BARS = 12;

/** Lying bars, the label above each: long names fit on a phone too. Those beyond the twelfth are one bar. */
export function barChart(text: ChartText, bars: readonly Bar[], restText: (value: number) => string): Markup {
  const rest = bars.slice(MOST_BARS).reduce((sum, { value }) => sum + value, 0);
  const shown =
    bars.length <= MOST_BARS
      ? bars
      : [
          ...bars.slice(0, MOST_BARS),
          { label: `${bars.length - MOST_BARS} more`, value: rest, text: restText(rest) },
        ];
  return chart(text, (width) => {
    const x = scaleLinear([0, Math.max(1e-9, ...shown.map(({ value }) => value))], [0, width]);
    const letters = Math.floor(width / 7) - 14;
    return {
      height: shown.length * ROW + 4,
      body: shown.map(({ label, value, text: words }, index) => {
        const top = index * ROW;
        return html`<text class="name" x="0" y="${top + 13}">${truncateToWidth(shortened(label, 120), letters)}</text><text class="value" x="${width}" y="${top + 13}" text-anchor="end">${words}</text><rect class="track" x="0" y="${top + 19}" width="${width}" height="8" rx="4"/><rect class="bar" x="0" y="${top + 19}" width="${px(Math.max(value > 0 ? 3 : 0, x(value)))}" height="8" rx="4"/>`;
      }),
    };
  });
}
