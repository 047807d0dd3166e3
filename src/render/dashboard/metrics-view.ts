import { counted } from '../../counted.ts';
import type { DashboardModel } from '../../insight/dashboard/dashboard-model.ts';
import { barList } from '../bar-list.ts';
import type { Panel } from '../block.ts';
import { panelGrid, spread } from '../block.ts';
import type { Tone } from '../colour.ts';
import { paint } from '../colour.ts';
import { durationText } from '../duration.ts';
import { bytesText, countText, moneyText } from '../number-text.ts';
import { pacePanel } from './pace-panel.ts';
import { scorePanel } from './score-panel.ts';
import { burndownPanel } from './sprint-view.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { firstOf } from './view-look.ts';

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
    note: counted(metrics.sessions, 'session'),
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
      ...barList(
        kinds.map(([label, count, tone]) => ({ label, value: countText(count), size: count, tone })),
        width,
        look.colours,
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
        : barList(
            priced.slice(0, Math.max(3, look.most)).map(({ number, label, mode, cost_usd }) => ({
              label: `#${number} ${label ?? mode}`,
              value: moneyText(cost_usd ?? 0),
              size: cost_usd ?? 0,
              tone: 'accent',
            })),
            width,
            look.colours,
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
        : barList(
            metrics.tools.slice(0, Math.max(3, look.most)).map(({ name, calls, failures, duration_ms }) => ({
              label: name,
              value: `${countText(calls)} · ${durationText(duration_ms)}`,
              size: calls,
              tone: failures > 0 ? 'warn' : 'accent',
            })),
            width,
            look.colours,
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
