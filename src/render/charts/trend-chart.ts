import { scaleLinear, scalePoint } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import type { SessionRow } from '../../insight/report.ts';
import type { Markup } from '../markup.ts';
import { html, shortened } from '../markup.ts';
import { chart, px } from './chart.ts';

const HEIGHT = 190;
const LEFT = 30;
const BOTTOM = 24;
/** Document 004's mark for a good session. */
const GOOD = 70;

/** The score of each session that has one, the oldest on the left; `current` is shown apart. */
export function trendChart(sessions: readonly SessionRow[], current: string | null): Markup {
  const scored = sessions.flatMap((row) => (row.score === null ? [] : [{ row, score: row.score * 100 }]));
  const description = scored.map(({ row, score }) => `#${row.number}: ${Math.round(score)}`).join(', ');
  return chart(
    { id: 'trend', title: 'Score by session', description: `Of 100; ${GOOD} is good. ${description}.` },
    (width) => {
      const x = scalePoint(
        scored.map(({ row }) => row.session_id),
        [LEFT + 10, width - 14],
      ).padding(scored.length === 1 ? 0.5 : 0.1);
      const y = scaleLinear([0, 100], [HEIGHT - BOTTOM, 10]);
      const placed = scored.map(({ row, score }) => ({
        row,
        score,
        left: px(x(row.session_id) ?? 0),
        top: px(y(score)),
      }));
      const path = line<(typeof placed)[number]>(
        ({ left }) => left,
        ({ top }) => top,
      ).curve(curveMonotoneX)(placed);
      const rows = [0, 50, GOOD, 100].map(
        (tick) =>
          html`<line class="grid" x1="${LEFT}" x2="${width}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text class="tick" x="${LEFT - 6}" y="${px(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
      );
      const every = Math.ceil(placed.length / (width > 500 ? 20 : 7));
      const dots = placed.map(({ row, score, left, top }, index) => {
        const isCurrent = row.session_id === current;
        const named = isCurrent || (placed.length - 1 - index) % every === 0;
        return html`<circle class="${isCurrent ? 'dot current' : 'dot'}" cx="${left}" cy="${top}" r="${isCurrent ? 6 : 4}"><title>${`Session #${row.number} ${shortened(row.label ?? '', 60)}: ${Math.round(score)} of 100`}</title></circle>${named ? html`<text class="tick" x="${left}" y="${HEIGHT - 6}" text-anchor="middle">#${row.number}</text>` : null}`;
      });
      return {
        height: HEIGHT,
        body: html`${rows}<line class="ideal" x1="${LEFT}" x2="${width}" y1="${px(y(GOOD))}" y2="${px(y(GOOD))}"/><path class="line" d="${path ?? ''}"/>${dots}`,
      };
    },
  );
}
