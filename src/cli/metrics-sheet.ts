import { counted } from '../counted.ts';
import type { ScorePart } from '../insight/score.ts';
import { SCORE_WEIGHTS } from '../insight/score.ts';
import type { SessionMetrics } from '../insight/session-metrics.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { countText, moneyText } from '../render/number-text.ts';
import { plainText } from '../render/terminal-text.ts';
import type { SessionState } from '../session/state.ts';
import type { CommandContext } from './command-context.ts';

const LABEL_WIDTH = 12;
const BAR_WIDTH = 20;

/** The score of an earlier session. */
export interface ScoreBefore {
  readonly number: number;
  readonly score: number;
}

/** The metrics of one session on a screen: the score, its parts, the numbers, what is not known, what they say. */
export function metricsSheet(
  { session_info: info }: SessionState,
  metrics: SessionMetrics & { readonly trend: readonly ScoreBefore[] },
  context: CommandContext,
): string[] {
  const { inputs, score } = metrics;
  const muted = (text: string) => paint(text, 'muted', context.colours);
  const row = (label: string, text: string) => `${muted(label.padEnd(LABEL_WIDTH))}${text}`;
  const part = (name: ScorePart, detail: string) =>
    row(name, `${bar(metrics[name], context)} ${muted(`${SCORE_WEIGHTS[name] * 100} %: ${detail}`)}`);
  const minutes = (count: number) => durationText(count * 60_000);
  const rate = (value: number | null) => (value === null ? 'not known' : `${decimal(value)} an hour`);
  return [
    paint(
      `Session #${info.number}  ${score === null ? 'no score yet' : `score ${Math.round(score * 100)} of 100`}`,
      'strong',
      context.colours,
    ) +
      (score !== null && metrics.known_weight < 1
        ? muted(`  from ${Math.round(metrics.known_weight * 100)} % of its parts`)
        : ''),
    part('efficiency', `${minutes(inputs.active_minutes)} active, ${minutes(inputs.idle_minutes)} idle`),
    part('output', `${counted(inputs.commits, 'commit')}, ${rate(inputs.commits_per_hour)}`),
    part(
      'quality',
      `coverage ${inputs.coverage_delta === null ? 'not known' : signed(inputs.coverage_delta)}, documentation ${inputs.documentation_ratio === null ? 'not known' : `${percent(inputs.documentation_ratio)} % of edits`}`,
    ),
    part('flow', counted(inputs.interruptions ?? 0, 'interruption')),
    '',
    row('time', `${minutes(inputs.hours * 60)}, of it ${minutes(inputs.setup_minutes)} setup`),
    row(
      'work',
      `${counted(inputs.tasks_completed, 'task')} completed, ${counted(inputs.files_edited, 'file')} edited, +${inputs.lines_added} −${inputs.lines_removed} lines committed`,
    ),
    row(
      'tests',
      `${counted(inputs.tests_run, 'run')}, ${inputs.tests_failed} failed${inputs.coverage === null ? '' : `, coverage ${decimal(inputs.coverage)} %`}`,
    ),
    row(
      'tools',
      `${counted(inputs.tool_calls, 'call')}, ${inputs.tool_failures} failed; context switches: ${inputs.context_switches}`,
    ),
    row(
      'use',
      `${countText(inputs.tokens)} tokens, ${inputs.cost_usd === null ? 'price not known' : moneyText(inputs.cost_usd)}`,
    ),
    ...(metrics.trend.length === 0
      ? []
      : [row('before', metrics.trend.map((one) => `#${one.number} ${percent(one.score)}`).join(' · '))]),
    ...(metrics.undefined.length === 0 ? [] : ['', muted('Not known:')]),
    ...metrics.undefined.map(({ input, why }) => muted(`  ${input}: ${why}`)),
    ...(metrics.insights.length === 0 ? [] : ['', 'What the numbers say:']),
    ...metrics.insights.map(({ text }) => `  ${plainText(text, 300)}`),
  ];
}

function bar(value: number | null, context: CommandContext): string {
  if (value === null) return 'not known'.padEnd(BAR_WIDTH + 5);
  const full = Math.round(value * BAR_WIDTH);
  const [on, off] = context.options.ascii ? ['#', '-'] : ['█', '░'];
  const tone = value >= 0.7 ? 'good' : value >= 0.4 ? 'warn' : 'bad';
  const drawn = paint(on.repeat(full), tone, context.colours);
  return `${drawn}${paint(off.repeat(BAR_WIDTH - full), 'muted', context.colours)} ${`${percent(value)}`.padStart(3)} `;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${decimal(Math.abs(share) * 100)} points`;
}

function decimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
