import type { DashboardModel } from '../../insight/dashboard/dashboard-model.ts';
import { meter } from '../bar.ts';
import type { Panel } from '../block.ts';
import { padded } from '../block.ts';
import { paint } from '../colour.ts';
import { wrapText } from '../wrap-text.ts';
import type { ViewLook } from './view-look.ts';

const SCORE_PARTS = ['efficiency', 'output', 'quality', 'flow'] as const;
const GOOD_SCORE = 0.7;
const FAIR_SCORE = 0.4;

/** The score of the session in view with its parts, and what its numbers say. */
export function scorePanel({ metrics }: DashboardModel, look: ViewLook): Panel {
  const { score } = metrics;
  const dim = (text: string) => paint(text, 'muted', look.colours);
  const whole = score?.score ?? null;
  return {
    title: score === null ? 'Score' : `Score of #${score.session}`,
    note: whole === null ? 'not known yet' : `${Math.round(whole * 100)} %`,
    tone: whole === null ? 'strong' : whole >= GOOD_SCORE ? 'good' : whole >= FAIR_SCORE ? 'accent' : 'warn',
    body: (width) =>
      score === null
        ? [dim('It follows from a session: start `claude` here.')]
        : [
            ...SCORE_PARTS.map((part) => {
              const value = score[part];
              const text = value === null ? '?' : `${Math.round(value * 100)} %`;
              const bar = meter(value ?? 0, Math.max(1, width - 17), 'accent', look.colours);
              return `${padded(part, 10)} ${bar} ${padded(text, 5, 'right')}`;
            }),
            ...score.insights.slice(0, 2).flatMap((text) => wrapText(`» ${text}`, width, 2).map(dim)),
          ],
  };
}
