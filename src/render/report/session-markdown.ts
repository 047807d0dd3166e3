import { counted } from '../../counted.ts';
import type { SessionReport } from '../../insight/report.ts';
import { countText } from '../number-text.ts';
import { mdSection, mdTable, mdText } from './markdown.ts';
import { costText, minutesText, minuteText, percentText } from './report-words.ts';
import { agentTable, forecastLines, notesSection } from './shared-markdown.ts';

const MARKS: Readonly<Record<string, string>> = { completed: '[x]', in_progress: '[~]', blocked: '[!]' };

/** The report of one session as Markdown: its log for people. */
export function sessionMarkdown(report: SessionReport): string {
  const { session, metrics, use } = report;
  const { inputs } = metrics;
  const label = session.label === null ? '' : ` · ${mdText(session.label, 120)}`;
  const lines = [
    `# Session #${session.number}${label}`,
    '',
    `- **Project**: ${mdText(report.project, 80)}${session.branch === null ? '' : `, branch ${mdText(session.branch, 120)}`}`,
    `- **Time**: ${minuteText(session.started_at)} to ${minuteText(session.ended_at ?? session.last_activity)} UTC (${minutesText((inputs.hours ?? 0) * 60)}: ${minutesText(inputs.setup_minutes)} setup, ${minutesText(inputs.active_minutes)} active, ${minutesText(inputs.idle_minutes)} idle)`,
    `- **State**: ${session.status}, ${session.mode} mode${session.predecessor === null ? '' : `, went on from #${session.predecessor}`}`,
    `- **Score**: ${metrics.score === null ? 'not known yet' : `${Math.round(metrics.score * 100)} of 100`}`,
    `- **Use**: ${countText(use.tokens)} tokens, ${costText(use.cost_usd)}`,
    '',
    ...mdSection(
      `Tasks (${inputs.tasks_completed ?? 0} completed)`,
      report.tasks.map(
        (task) =>
          `- ${MARKS[task.status] ?? '[ ]'} ${mdText(task.title)}${task.status === 'completed' ? '' : ` (${task.status.replace('_', ' ')})`}${task.blockers.map((reason) => `; blocked: ${mdText(reason, 160)}`).join('')}`,
      ),
    ),
    ...mdSection(
      `Commits (${inputs.commits ?? report.commits.length})`,
      report.commits.map(
        (one, index) =>
          `${index + 1}. ${mdText(one.subject)} (${mdText(one.hash, 8).replace('…', '')}, +${one.insertions} −${one.deletions} in ${counted(one.files, 'file')}, ${one.at.slice(11, 16)})`,
      ),
    ),
    ...mdSection(
      'Score',
      mdTable(
        ['part', 'share', 'value'],
        (['efficiency', 'output', 'quality', 'flow'] as const).map((name) => [
          name,
          SHARES[name],
          metrics[name] === null ? 'not known' : `${percentText(metrics[name])} of 100`,
        ]),
      ),
    ),
    ...mdSection(
      'Not known',
      metrics.undefined.map(({ input, why }) => `- ${mdText(input)}: ${mdText(why)}`),
    ),
    ...mdSection(
      'What the numbers say',
      metrics.insights.map(({ text }) => `- ${mdText(text, 400)}`),
    ),
    ...mdSection('Cost', [
      ...agentTable(use.by_agent),
      '',
      ...mdTable(
        ['task', 'tokens', 'cost'],
        use.by_task.map((one) => [mdText(one.title, 120), countText(one.tokens), costText(one.cost_usd)]),
      ),
    ]),
    ...mdSection(
      'Checks',
      report.checks
        .slice(0, 20)
        .map(
          (one) =>
            `- ${one.outcome}: ${mdText(one.command, 120)}${one.coverage === null ? '' : `, coverage ${one.coverage} %`}, ${one.at.slice(11, 16)}`,
        ),
    ),
    ...mdSection(
      'Files',
      report.files.map((file) => `- ${mdText(file.path)} (${counted(file.edits, 'edit')})`),
    ),
    ...mdSection('Forecast', forecastLines(report.forecast)),
    ...mdSection(
      'Sessions so far',
      mdTable(
        ['session', 'began', 'score', 'commits', 'tasks', 'cost'],
        report.trend.map((row) => [
          `#${row.number}`,
          row.started_at.slice(0, 10),
          percentText(row.score),
          String(row.commits),
          String(row.tasks_completed),
          costText(row.cost_usd),
        ]),
      ),
    ),
    ...notesSection(report.notes),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const SHARES = { efficiency: '30 %', output: '40 %', quality: '20 %', flow: '10 %' } as const;
