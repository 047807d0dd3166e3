import { counted } from '../../counted.ts';
import type { SessionReport } from '../../insight/report.ts';
import { SCORE_WEIGHTS } from '../../insight/score.ts';
import { burndownPlot } from '../charts/burndown-plot.ts';
import { scoreRing } from '../charts/score-ring.ts';
import { timelineChart } from '../charts/timeline-chart.ts';
import { trendChart } from '../charts/trend-chart.ts';
import type { Content, Markup } from '../markup.ts';
import { html, quoted, shortened } from '../markup.ts';
import { countText } from '../number-text.ts';
import { cards, dataTable, page, section } from './page.ts';
import { costText, minutesText, minuteText, percentText } from './report-words.ts';
import { forecastSection, sentences, useSections } from './shared-sections.ts';

/** The report of one session as a page that stands for itself. */
export function sessionPage(report: SessionReport): string {
  const { session, metrics, use, project } = report;
  const { inputs } = metrics;
  const title = `Session #${session.number} · ${shortened(project, 80)}`;
  const body: Content = [
    html`<header><div><h1>Session #${session.number}${session.label === null ? null : html` · ${quoted(session.label, 120)}`}</h1><p class="soft">${headline(report)}</p></div>${scoreRing(metrics.score)}</header>`,
    cards([
      [minutesText((inputs.hours ?? 0) * 60), 'session time'],
      [costText(use.cost_usd), 'cost'],
      [countText(use.tokens), 'tokens'],
      [inputs.commits ?? 0, 'commits'],
      [`${inputs.tasks_completed ?? 0} / ${report.tasks.length}`, 'tasks completed'],
      [inputs.files_edited ?? 0, 'files edited'],
    ]),
    sentences(
      'What the numbers say',
      metrics.insights.map(({ text }) => text),
    ),
    section('Timeline', timeline(report)),
    section('The score and its parts', parts(report)),
    report.burndown === null ? null : section('Burndown', burndown(report.burndown)),
    forecastSection(report.forecast),
    ...useSections(use),
    report.trend.filter(({ score }) => score !== null).length < 2
      ? null
      : section('Score over sessions', trendChart(report.trend, session.id)),
    section('Tasks', taskTable(report)),
    section('Commits', commitTable(report)),
    section('Checks', checkTable(report)),
    sentences('Notes', report.notes),
  ];
  return page(title, report.generated_at, body);
}

function headline({ session, project }: SessionReport): Content {
  const words: Content[] = [
    quoted(project, 80),
    session.branch === null ? null : html`branch ${quoted(session.branch, 120)}`,
    html`${minuteText(session.started_at)} to ${minuteText(session.ended_at ?? session.last_activity)}`,
    `${session.mode} mode`,
    session.status,
    session.model === null ? null : quoted(session.model, 60),
  ];
  return words.filter((one) => one !== null).map((one, index) => (index === 0 ? one : html` · ${one}`));
}

function timeline(report: SessionReport): Markup {
  const { inputs } = report.metrics;
  const { timeline: line } = report;
  const description =
    `${minutesText(inputs.setup_minutes)} setup, ${minutesText(inputs.active_minutes)} active, ` +
    `${minutesText(inputs.idle_minutes)} idle; ${counted(line.agents.length, 'agent')}, ${counted(report.commits.length, 'commit')}.`;
  const patch = (name: string) =>
    html`<svg width="12" height="12" aria-hidden="true"><rect class="${name}" width="12" height="12" rx="2"/></svg>`;
  const shape = (name: string, path: string) =>
    html`<svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true"><path class="${name}" d="${path}"/></svg>`;
  const kinds = new Set(line.marks.map(({ kind }) => kind));
  const states = new Set(line.states.map(({ state }) => state));
  return html`${timelineChart(line, description)}<ul class="key">${[...states].map((state) => html`<li>${patch(`state-${state}`)}${state}</li>`)}${kinds.has('commit') ? html`<li>${shape('mark-commit', 'M0,-6L6,0L0,6L-6,0Z')}commit</li>` : null}${kinds.has('test_ok') ? html`<li>${shape('mark-test_ok', 'M-4,-4H4V4H-4Z')}tests passed</li>` : null}${kinds.has('test_failed') ? html`<li>${shape('mark-test_failed', 'M-5,-5L5,5M5,-5L-5,5')}tests failed</li>` : null}${kinds.has('interrupted') ? html`<li>${shape('mark-interrupted', 'M0,-6V6M-4,-6H4')}interrupted</li>` : null}</ul><p class="soft">${description}</p>`;
}

function parts({ metrics }: SessionReport): Markup {
  const { inputs } = metrics;
  const told = (value: number | null | undefined, words: (value: number) => string) =>
    value === null || value === undefined ? 'not known' : words(value);
  const details = {
    efficiency: `${minutesText(inputs.active_minutes)} active, ${minutesText(inputs.idle_minutes)} idle`,
    output: told(inputs.commits_per_hour, (pace) => `${Math.round(pace * 10) / 10} commits an hour`),
    quality: `coverage ${told(inputs.coverage_delta, (delta) => `${delta < 0 ? '−' : '+'}${Math.round(Math.abs(delta) * 1000) / 10} points`)}, documentation ${told(inputs.documentation_ratio, (ratio) => `${Math.round(ratio * 100)} % of edits`)}`,
    flow: told(inputs.interruptions, (count) => counted(count, 'interruption')),
  };
  const rows = (['efficiency', 'output', 'quality', 'flow'] as const).map((name) => {
    const value = metrics[name];
    return html`<li><span>${name}</span><span class="meter"><i style="width:${Math.round((value ?? 0) * 100)}%"></i></span><span>${percentText(value)}</span><small>${Math.round(SCORE_WEIGHTS[name] * 100)} % of the score: ${details[name]}</small></li>`;
  });
  const missing = metrics.undefined.map(({ input, why }) => html`<li><code>${input}</code>: ${why}</li>`);
  return html`<ul class="parts">${rows}</ul>${missing.length === 0 ? null : html`<h3>Not known, and not guessed</h3><ul class="soft">${missing}</ul>`}`;
}

function burndown(plan: NonNullable<SessionReport['burndown']>): Markup {
  return html`<p class="soft">${quoted(plan.name, 120)}: ${plan.unit} left at the end of each day</p>${burndownPlot(plan, 'burndown')}`;
}

function taskTable({ tasks }: SessionReport): Markup | null {
  if (tasks.length === 0) return null;
  return dataTable(
    [
      ['task', 'text'],
      ['status', 'word'],
      ['who', 'text'],
      ['hours', 'n'],
    ],
    tasks.map((task) => [
      html`${quoted(task.title)}${task.blockers.map((reason) => html`<br><span class="poor">blocked: ${quoted(reason, 160)}</span>`)}`,
      html`<span class="tag">${task.status.replace('_', ' ')}</span>`,
      quoted(task.assignee ?? '–', 60),
      task.hours === null ? '–' : task.hours.toFixed(1),
    ]),
  );
}

function commitTable({ commits }: SessionReport): Markup | null {
  if (commits.length === 0) return null;
  return dataTable(
    [
      ['commit', 'word'],
      ['subject', 'text'],
      ['files', 'n'],
      ['lines', 'n'],
      ['at', 'n'],
    ],
    commits.map((one) => [
      html`<code>${shortened(one.hash, 8).replace('…', '')}</code>`,
      quoted(one.subject),
      one.files,
      `+${one.insertions} −${one.deletions}`,
      one.at.slice(11, 16),
    ]),
  );
}

function checkTable({ checks }: SessionReport): Markup | null {
  if (checks.length === 0) return null;
  return dataTable(
    [
      ['check', 'text'],
      ['kind', 'word'],
      ['outcome', 'word'],
      ['coverage', 'n'],
      ['at', 'n'],
    ],
    checks
      .slice(0, 30)
      .map((one) => [
        html`<code>${quoted(one.command, 120)}</code>`,
        one.kind,
        html`<span class="${one.outcome === 'ok' ? 'good' : 'poor'}">${one.outcome}</span>`,
        one.coverage === null ? '–' : `${one.coverage} %`,
        one.at.slice(11, 16),
      ]),
  );
}
