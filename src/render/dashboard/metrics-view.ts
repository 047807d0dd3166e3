import type { DashboardModel } from '../../insight/dashboard/dashboard-model.ts';
import { meter } from '../bar.ts';
import type { Panel } from '../block.ts';
import { padded, panelGrid, spread } from '../block.ts';
import type { Tone } from '../colour.ts';
import { paint } from '../colour.ts';
import { durationText } from '../duration.ts';
import { bytesText, countText, moneyText } from '../number-text.ts';
import { displayWidth } from '../width.ts';
import { wrapText } from '../wrap-text.ts';
import { burndownPanel } from './sprint-view.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { firstOf } from './view-look.ts';

const LONGEST_LABEL = 20;
const SCORE_PARTS = ['efficiency', 'output', 'quality', 'flow'] as const;
const GOOD_SCORE = 0.7;
const FAIR_SCORE = 0.4;

/** What the sessions have used and done: work, tokens, cost, tools, files, and the pace of the sprint. */
export const metricsView: DrawView = (model, look) => [
  ...panelGrid([workPanel(model, look), tokensPanel(model, look), costPanel(model, look)], 38, look),
  ...panelGrid([toolsPanel(model, look), filesPanel(model, look)], 50, look),
  ...panelGrid([burndownPanel(model, look), pacePanel(model, look), scorePanel(model, look)], 50, look),
];

function workPanel({ metrics }: DashboardModel, { colours }: ViewLook): Panel {
  const { turns } = metrics;
  const facts: [string, string, Tone?][] = [
    ['prompts', countText(metrics.prompts)],
    ['turns completed', countText(turns.completed), 'good'],
    ['turns interrupted', countText(turns.interrupted), turns.interrupted > 0 ? 'warn' : 'muted'],
    ['turns failed', countText(turns.failed), turns.failed > 0 ? 'bad' : 'muted'],
    ['tasks completed', countText(metrics.tasks_completed), 'good'],
    ['agents started', countText(metrics.agents_started)],
    ['compactions', countText(metrics.compactions)],
  ];
  return {
    title: 'Work',
    note: `${metrics.sessions} sessions`,
    body: (width) =>
      facts.map(([name, value, tone]) =>
        spread(name, tone === undefined ? value : paint(value, tone, colours), width),
      ),
  };
}

function tokensPanel({ metrics }: DashboardModel, look: ViewLook): Panel {
  const { input, output, cache_read, cache_write } = metrics.tokens;
  const total = input + output + cache_read + cache_write;
  const kinds: [string, number, Tone][] = [
    ['input', input, 'accent'],
    ['output', output, 'good'],
    ['cache read', cache_read, 'muted'],
    ['cache write', cache_write, 'warn'],
  ];
  return {
    title: 'Tokens',
    note: countText(total),
    body: (width) => [
      ...bars(
        kinds.map(([label, count, tone]) => ({ label, value: countText(count), size: count, tone })),
        width,
        look,
      ),
      paint(`Baton put in ${bytesText(metrics.injected_bytes)} of text`, 'muted', look.colours),
    ],
  };
}

function costPanel({ metrics, sessions }: DashboardModel, look: ViewLook): Panel {
  const priced = sessions
    .filter(({ cost_usd }) => (cost_usd ?? 0) > 0)
    .toSorted((left, right) => (right.cost_usd ?? 0) - (left.cost_usd ?? 0));
  return {
    title: 'Cost',
    note: metrics.cost_usd === null ? '' : moneyText(metrics.cost_usd),
    body: (width) =>
      priced.length === 0
        ? [paint('Nothing has been used yet.', 'muted', look.colours)]
        : bars(
            priced.slice(0, Math.max(3, look.most)).map(({ number, label, mode, cost_usd }) => ({
              label: `#${number} ${label ?? mode}`,
              value: moneyText(cost_usd ?? 0),
              size: cost_usd ?? 0,
              tone: 'accent',
            })),
            width,
            look,
          ),
  };
}

function toolsPanel({ metrics }: DashboardModel, look: ViewLook): Panel {
  return {
    title: 'Tools',
    note: `${countText(metrics.tool_calls)} calls, ${countText(metrics.tool_failures)} failed`,
    body: (width) =>
      metrics.tools.length === 0
        ? [paint('No tool has been used yet.', 'muted', look.colours)]
        : bars(
            metrics.tools.slice(0, Math.max(3, look.most)).map(({ name, calls, failures, duration_ms }) => ({
              label: name,
              value: `${countText(calls)} · ${durationText(duration_ms)}`,
              size: calls,
              tone: failures > 0 ? 'warn' : 'accent',
            })),
            width,
            look,
          ),
  };
}

function filesPanel({ metrics }: DashboardModel, look: ViewLook): Panel {
  return {
    title: 'Files edited most',
    body: (width) =>
      metrics.files.length === 0
        ? [paint('No file has been edited yet.', 'muted', look.colours)]
        : firstOf(metrics.files, look, ({ path, edits }) => [
            spread(path, paint(countText(edits), 'muted', look.colours), width),
          ]),
  };
}

function pacePanel(model: DashboardModel, { colours }: ViewLook): Panel {
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

function scorePanel({ metrics }: DashboardModel, look: ViewLook): Panel {
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

/** Labels, bars that share one scale, and values, in columns. */
function bars(
  rows: readonly {
    readonly label: string;
    readonly value: string;
    readonly size: number;
    readonly tone: Tone;
  }[],
  width: number,
  { colours }: ViewLook,
): string[] {
  const longest = Math.max(1, ...rows.map(({ size }) => size));
  const label = Math.min(
    LONGEST_LABEL,
    Math.floor(width / 2),
    Math.max(...rows.map((row) => displayWidth(row.label))),
  );
  const value = Math.max(...rows.map((row) => displayWidth(row.value)));
  const room = Math.max(1, width - label - value - 2);
  return rows.map(
    (row) =>
      `${padded(row.label, label)} ${meter(row.size / longest, room, row.tone, colours)} ${padded(row.value, value, 'right')}`,
  );
}
