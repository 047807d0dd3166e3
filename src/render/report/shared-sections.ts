import { counted } from '../../counted.ts';
import type { SessionReport, Use } from '../../insight/report.ts';
import { barChart } from '../charts/bar-chart.ts';
import type { ChartText } from '../charts/chart.ts';
import type { Markup } from '../markup.ts';
import { html, quoted } from '../markup.ts';
import { countText } from '../number-text.ts';
import { dataTable, section } from './page.ts';
import { costText, minuteText } from './report-words.ts';

interface Used {
  readonly label: string;
  readonly tokens: number;
  readonly cost_usd: number | null;
}

/** Cost (tokens, where no price is known) by agent and by task, and a table of the tools. */
export function useSections(use: Use): (Markup | null)[] {
  const agents = use.by_agent.map(({ name, runs, ...sum }) => ({
    ...sum,
    label: runs > 1 && name !== 'main conversation' ? `${name} × ${runs}` : name,
  }));
  const tasks = use.by_task.map(({ title, ...sum }) => ({ ...sum, label: title }));
  const isPriced = use.cost_usd !== null && use.cost_usd > 0;
  const what = isPriced ? 'Cost' : 'Tokens';
  return [
    section(`${what} by agent`, usedChart('agents', `${what} by agent`, agents, isPriced)),
    section(`${what} by task`, usedChart('tasks', `${what} by task`, tasks, isPriced)),
    section('Tools', toolTable(use)),
  ];
}

/** When the work will be done, or what is missing to say it. */
export function forecastSection(forecast: SessionReport['forecast']): Markup | null {
  if (forecast === null || forecast.remaining <= 0) return null;
  const left = `${forecast.remaining} ${forecast.unit} in ${counted(forecast.open_tasks, 'task')} are left.`;
  const planned =
    forecast.planned_end === null || forecast.chance_by_planned_end === null
      ? null
      : html`<p>The planned end, ${forecast.planned_end.slice(0, 10)}, is kept in ${Math.round(forecast.chance_by_planned_end * 100)} of 100 futures.</p>`;
  return section(
    'Forecast',
    forecast.missing.length > 0
      ? html`<p>${left} There is no date yet; it needs:</p><ul>${forecast.missing.map((one) => html`<li>${one}</li>`)}</ul>`
      : html`<p>${left}</p>${dataTable(
          [
            ['of 100 futures like the past', 'text'],
            ['done by', 'word'],
            ['days', 'n'],
          ],
          forecast.bands.map(({ band, days, at }) => [
            band,
            at === null ? 'not within 1000 days' : minuteText(at),
            days === null ? '–' : days.toFixed(1),
          ]),
        )}${planned}`,
  );
}

/** Sentences, one a line; nothing for none. */
export function sentences(title: string, list: readonly string[]): Markup | null {
  if (list.length === 0) return null;
  return section(title, html`<ul>${list.map((text) => html`<li>${quoted(text, 400)}</li>`)}</ul>`);
}

function usedChart(id: string, title: string, list: readonly Used[], isPriced: boolean): Markup | null {
  const bars = list
    .filter(({ tokens }) => tokens > 0)
    .map(({ label, tokens, cost_usd }) => ({
      label,
      value: isPriced ? (cost_usd ?? 0) : tokens,
      text: isPriced ? `${costText(cost_usd)} · ${countText(tokens)}` : countText(tokens),
    }));
  if (bars.length === 0) return null;
  const description = bars
    .slice(0, 12)
    .map((bar) => `${bar.label}: ${bar.text}`)
    .join('; ');
  const text: ChartText = { id, title, description: description.slice(0, 800) };
  return barChart(text, bars, (rest) => (isPriced ? costText(rest) : countText(rest)));
}

function toolTable(use: Use): Markup | null {
  if (use.by_tool.length === 0) return null;
  return dataTable(
    [
      ['tool', 'text'],
      ['calls', 'n'],
      ['failed', 'n'],
      ['tokens', 'n'],
      ['cost', 'n'],
    ],
    use.by_tool
      .slice(0, 30)
      .map(({ tool, calls, failures, tokens, cost_usd }) => [
        quoted(tool, 60),
        calls,
        failures,
        tokens === 0 ? '–' : countText(tokens),
        tokens === 0 ? '–' : costText(cost_usd),
      ]),
  );
}
