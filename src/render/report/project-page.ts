import { counted } from '../../counted.ts';
import type { ProjectReport } from '../../insight/report.ts';
import { burndownPlot } from '../charts/burndown-plot.ts';
import { columnChart } from '../charts/column-chart.ts';
import { scoreRing } from '../charts/score-ring.ts';
import { trendChart } from '../charts/trend-chart.ts';
import type { Content, Markup } from '../markup.ts';
import { html, quoted, shortened } from '../markup.ts';
import { countText } from '../number-text.ts';
import { cards, dataTable, page, section } from './page.ts';
import { costText, minutesText, percentText } from './report-words.ts';
import { forecastSection, sentences, useSections } from './shared-sections.ts';

const MOST_SESSIONS = 60;

/** The report of a project as a page that stands for itself. */
export function projectPage(report: ProjectReport): string {
  const { totals, sessions } = report;
  const body: Content = [
    html`<header><div><h1>${quoted(report.project, 120)}</h1><p class="soft">${counted(totals.sessions, 'session')}, ${period(report)}; mean score on the right</p></div>${scoreRing(totals.mean_score)}</header>`,
    cards([
      [minutesText(totals.hours * 60), 'session time'],
      [costText(totals.cost_usd), 'cost'],
      [countText(totals.tokens), 'tokens'],
      [totals.commits, 'commits'],
      [totals.tasks_completed, 'tasks completed'],
    ]),
    sentences(
      'What the numbers say',
      report.insights.map(({ text }) => text),
    ),
    sessions.some(({ score }) => score !== null)
      ? section('Score over sessions', trendChart(sessions, null))
      : null,
    forecastSection(report.forecast),
    ...report.burndowns.map((plan, index) =>
      section(
        'Burndown',
        html`<p class="soft">${quoted(plan.name, 120)}: ${plan.unit} left at the end of each day</p>${burndownPlot(plan, `burndown-${index}`)}`,
      ),
    ),
    section('Throughput', throughput(report)),
    ...useSections(report.use),
    section('Sprints', sprintTable(report)),
    section('Sessions', sessionTable(report)),
    sentences('Notes', report.notes),
  ];
  return page(`${shortened(report.project, 80)} · Baton`, report.generated_at, body);
}

function period({ sessions }: ProjectReport): string {
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (first === undefined || last === undefined) return 'none yet';
  return `${first.started_at.slice(0, 10)} to ${last.started_at.slice(0, 10)}`;
}

function throughput({ throughput: days, forecast }: ProjectReport): Markup | null {
  const total = days.reduce((sum, { done }) => sum + done, 0);
  if (total === 0) return null;
  const title = `Completed ${forecast.unit} by day`;
  const description = `${total} ${forecast.unit} in ${days.length} days.`;
  return html`<p class="soft">${title}: ${description}</p>${columnChart({ id: 'throughput', title, description }, days)}`;
}

function sprintTable({ sprints }: ProjectReport): Markup | null {
  if (sprints.length === 0) return null;
  return dataTable(
    [
      ['sprint', 'text'],
      ['status', 'word'],
      ['tasks', 'n'],
      ['done', 'n'],
    ],
    sprints.map((one) => [
      quoted(one.name, 120),
      html`<span class="tag">${one.status.replace('_', ' ')}</span>`,
      `${one.tasks_completed}/${one.tasks}`,
      `${one.progress} %`,
    ]),
  );
}

function sessionTable({ sessions }: ProjectReport): Markup | null {
  if (sessions.length === 0) return null;
  return dataTable(
    [
      ['session', 'text'],
      ['began', 'word'],
      ['status', 'word'],
      ['time', 'n'],
      ['score', 'n'],
      ['commits', 'n'],
      ['tasks', 'n'],
      ['cost', 'n'],
    ],
    sessions
      .slice(-MOST_SESSIONS)
      .toReversed()
      .map((row) => [
        html`#${row.number} ${quoted(row.label ?? row.branch ?? '', 80)}`,
        row.started_at.slice(0, 10),
        row.status,
        minutesText(row.hours * 60),
        percentText(row.score),
        row.commits,
        row.tasks_completed,
        costText(row.cost_usd),
      ]),
  );
}
