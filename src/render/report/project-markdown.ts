import { counted } from '../../counted.ts';
import type { ProjectReport } from '../../insight/report.ts';
import { countText } from '../number-text.ts';
import { mdSection, mdTable, mdText } from './markdown.ts';
import { costText, minutesText, percentText } from './report-words.ts';
import { agentTable, forecastLines, notesSection } from './shared-markdown.ts';

/** The report of a project as Markdown. */
export function projectMarkdown(report: ProjectReport): string {
  const { totals, use } = report;
  const lines = [
    `# ${mdText(report.project, 120)}`,
    '',
    `- **Sessions**: ${totals.sessions}, ${minutesText(totals.hours * 60)} in all`,
    `- **Mean score**: ${totals.mean_score === null ? 'not known yet' : `${percentText(totals.mean_score)} of 100`}`,
    `- **Done**: ${counted(totals.tasks_completed, 'task')}, ${counted(totals.commits, 'commit')}`,
    `- **Use**: ${countText(totals.tokens)} tokens, ${costText(totals.cost_usd)}`,
    '',
    ...mdSection(
      'What the numbers say',
      report.insights.map(({ text }) => `- ${mdText(text, 400)}`),
    ),
    ...mdSection('Forecast', forecastLines(report.forecast)),
    ...mdSection(
      'Sprints',
      mdTable(
        ['sprint', 'status', 'tasks', 'done'],
        report.sprints.map((one) => [
          mdText(one.name, 120),
          one.status.replace('_', ' '),
          `${one.tasks_completed}/${one.tasks}`,
          `${one.progress} %`,
        ]),
      ),
    ),
    ...mdSection(
      'Sessions',
      mdTable(
        ['session', 'began', 'status', 'time', 'score', 'commits', 'tasks', 'cost'],
        report.sessions.map((row) => [
          `#${row.number} ${mdText(row.label ?? row.branch ?? '', 80)}`,
          row.started_at.slice(0, 10),
          row.status,
          minutesText(row.hours * 60),
          percentText(row.score),
          String(row.commits),
          String(row.tasks_completed),
          costText(row.cost_usd),
        ]),
      ),
    ),
    ...mdSection('Cost by agent', agentTable(use.by_agent)),
    ...notesSection(report.notes),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
