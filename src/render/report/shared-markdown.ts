import { counted } from '../../counted.ts';
import type { SessionReport } from '../../insight/report.ts';
import { countText } from '../number-text.ts';
import { mdSection, mdTable, mdText } from './markdown.ts';
import { costText, minuteText } from './report-words.ts';

/** What each agent used, as a table of Markdown; none where no agent did. */
export function agentTable(agents: SessionReport['use']['by_agent']): string[] {
  return mdTable(
    ['agent', 'runs', 'tokens', 'cost'],
    agents.map((one) => [
      mdText(one.name, 60),
      String(one.runs),
      countText(one.tokens),
      costText(one.cost_usd),
    ]),
  );
}

/** What is to be known of the numbers, at the end of a report. */
export function notesSection(notes: readonly string[]): string[] {
  return mdSection(
    'Notes',
    notes.map((note) => `- ${mdText(note, 400)}`),
  );
}

/** A forecast as lines of Markdown; none where nothing is left. */
export function forecastLines(forecast: SessionReport['forecast']): string[] {
  if (forecast === null || forecast.remaining <= 0) return [];
  const tasks = counted(forecast.open_tasks, 'task');
  const left = `Left: ${forecast.unit === 'tasks' ? tasks : `${counted(forecast.remaining, 'point')} in ${tasks}`}.`;
  if (forecast.missing.length > 0)
    return [
      `${left} There is no date yet; it needs:`,
      '',
      ...forecast.missing.map((one) => `- ${mdText(one)}`),
    ];
  return [
    left,
    '',
    ...forecast.bands.map(
      ({ band, at }) => `- ${band} of 100: ${at === null ? 'not within 1000 days' : minuteText(at)}`,
    ),
  ];
}
