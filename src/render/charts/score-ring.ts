import { arc } from 'd3-shape';
import type { Markup } from '../markup.ts';
import { html } from '../markup.ts';

const SIZE = 132;

/** A score of 0 to 1 as a ring with its number in it; null as an empty one. */
export function scoreRing(score: number | null): Markup {
  const ring = arc<number>()
    .innerRadius(50)
    .outerRadius(62)
    .startAngle(0)
    .endAngle((share) => share * 2 * Math.PI)
    .cornerRadius(6);
  const words = score === null ? 'No score yet' : `Score ${Math.round(score * 100)} of 100`;
  const tone = score === null ? 'none' : score >= 0.7 ? 'good' : score >= 0.4 ? 'fair' : 'poor';
  return html`<svg class="ring ${tone}" viewBox="${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}" role="img" aria-label="${words}"><path class="track" d="${ring(1) ?? ''}"/>${score === null ? null : html`<path class="full" d="${ring(Math.max(0.001, score)) ?? ''}"/>`}<text class="big" y="8" text-anchor="middle">${score === null ? '–' : Math.round(score * 100)}</text><text class="tick" y="28" text-anchor="middle">of 100</text></svg>`;
}
