import { plainText } from '../render/terminal-text.ts';
import type { Handoff, HandoffTask } from './handoff.ts';

const MOST_TEXT = 400;

const REASONS: Readonly<Record<Handoff['reason'], string>> = {
  end: 'the session ended',
  compaction: 'the session was about to be compacted',
  asked: 'somebody asked for it',
  crash: 'the session crashed: made from its log by the next one',
  late: 'the session ended without one: made from its log by the next one',
};

/**
 * A handoff as a page for people. Everything that somebody wrote stands on a line of its own list, without anything
 * that markdown would take for a heading, a link or markup.
 */
export function handoffText(handoff: Handoff): string {
  const { git } = handoff;
  const lines = [
    `# Handoff of session ${handoff.number}`,
    '',
    `- **Session:** ${safe(handoff.from_session)} (${safe(handoff.mode)} mode)`,
    `- **For:** ${handoff.to_session === null ? 'whoever comes next' : safe(handoff.to_session)}`,
    `- **Made:** ${handoff.timestamp}, number ${handoff.sequence} of this session: ${REASONS[handoff.reason]}`,
    ...(handoff.current_epic === null ? [] : [`- **Epic:** ${safe(handoff.current_epic)}`]),
    ...(handoff.current_sprint === null ? [] : [`- **Sprint:** ${safe(handoff.current_sprint)}`]),
    ...(handoff.current_task === null ? [] : [`- **Task:** ${safe(handoff.current_task)}`]),
    ...(git === null
      ? []
      : [
          `- **Git:** ${git.branch === null ? 'no branch' : `branch ${safe(git.branch)}`}${git.head === null ? '' : ` at ${git.head.slice(0, 12)}`}`,
        ]),
    ...section(
      'Constraints to acknowledge',
      handoff.constraints.map(({ id, text }) => `${id}: ${safe(text)}`),
    ),
    ...section(
      'Blockers',
      handoff.blockers.map(({ title, reason }) => `${safe(title)}: ${safe(reason)}`),
    ),
    ...section('In progress', handoff.work_in_progress.map(taskLine)),
    ...section('Next', handoff.next_actions.map(safe)),
    ...section('Recommended', handoff.recommendations.map(safe)),
    ...section('Pending', handoff.work_pending.map(taskLine)),
    ...section('Completed', handoff.work_completed.map(taskLine)),
    ...section('Decided', handoff.decisions.map(safe)),
    ...section(
      'Commits',
      handoff.commits.map(({ hash, subject }) => `${safe(hash.slice(0, 12))} ${safe(subject)}`),
    ),
    ...section(
      'Checks',
      handoff.checks.map(({ command, outcome, at }) => `${safe(command)}: ${outcome}, ${at}`),
    ),
    ...section('Uncommitted', (git?.uncommitted ?? []).map(safe)),
    ...(git !== null && git.stashes > 0 ? ['', `Stashed: ${git.stashes}.`] : []),
    ...section('Edited', handoff.files.map(safe)),
    ...section('Artifacts', handoff.artifacts.map(safe)),
    ...section('Last words', [
      ...(handoff.last_prompt === null ? [] : [`asked: ${safe(handoff.last_prompt)}`]),
      ...(handoff.last_answer === null || handoff.turn_open
        ? []
        : [`answered: ${safe(handoff.last_answer)}`]),
      ...(handoff.turn_open ? ['the last turn was not finished'] : []),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `## ${title}`, '', ...items.map((item) => `- ${item}`)];
}

function taskLine({ task_id, title, status, progress, assignee }: HandoffTask): string {
  const who = assignee === null ? '' : `, ${safe(assignee)}`;
  const far = progress > 0 && progress < 100 ? `, ${Math.round(progress)} %` : '';
  return `${safe(task_id)} ${safe(title)} (${status.replace('_', ' ')}${far}${who})`;
}

function safe(text: string): string {
  return plainText(text, MOST_TEXT).replace(/[\\`*_[\]<>#|!]/g, '\\$&');
}
