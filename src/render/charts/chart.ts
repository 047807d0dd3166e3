import type { Content, Markup } from '../markup.ts';
import { html } from '../markup.ts';

/** The widths in which each chart is drawn: for a desk and paper, and for a phone. A style sheet shows one of them. */
export const CHART_WIDTHS = { wide: 860, narrow: 340 } as const;

/** What a chart says to those who do not see it. */
export interface ChartText {
  /** A word without spaces, once on a page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** What a drawing is given: its width, and the end of the ids in it. */
export interface Drawing {
  readonly height: number;
  readonly body: Content;
}

/** A chart in both widths, each an image with a title and a description. */
export function chart(text: ChartText, draw: (width: number) => Drawing): Markup {
  const one = (name: 'wide' | 'narrow') => {
    const width = CHART_WIDTHS[name];
    const { height, body } = draw(width);
    const id = `${text.id}-${name}`;
    return html`<svg class="chart ${name}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${text.title}</title><desc id="${id}-d">${text.description}</desc>${body}</svg>`;
  };
  return html`${one('wide')}${one('narrow')}`;
}

/** A number for a drawing: a tenth of a pixel is fine enough. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The clock of `time`, or its day where the whole is longer than two days. UTC. */
export function timeLabel(time: Date, span: number): string {
  const iso = time.toISOString();
  return span > 2 * 86_400_000
    ? `${iso.slice(8, 10)} ${MONTHS[time.getUTCMonth()] ?? ''}`
    : iso.slice(11, 16);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
