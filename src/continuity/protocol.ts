import { quoted } from './quoted.ts';
import type { TaskGlance } from './task-glance.ts';

/** The task that the protocol is told for. */
export interface ProtocolTask {
  readonly task_id: string;
  /** Where its document lies; null where it has none yet. */
  readonly document: string | null;
  readonly glance: TaskGlance | null;
}

/** How much of the protocol a context is given. */
export type ProtocolForm = 'full' | 'line';

/** The names under which a session remembers that a text lies in its context (`texts_shown`). */
export const PROTOCOL_TEXTS: Readonly<Record<ProtocolForm, string>> = {
  full: 'protocol:full',
  line: 'protocol:line',
};

/** How many passing features are named to be run again before new work. */
const MOST_REVERIFIED = 2;

/**
 * The session protocol (PRODUCT C5) with its reasons, for a session that works on a planned task. What it quotes of the
 * task's document is marked as quoted.
 */
export function protocolText({ task_id, document, glance }: ProtocolTask): string[] {
  const id = quoted(task_id, 'name');
  const read =
    document === null ? `\`baton task doc ${id}\` (it makes the document)` : quoted(document, 'path');
  return [
    'How planned work goes here, and why:',
    `1. Orient: read ${read} in full, then \`git log --oneline -10\` and \`git status\`. You remember nothing of earlier sessions; these do.`,
    '2. Understand: read the code you will touch, and what is like it, before you judge or change it. What is assumed gets built twice.',
    `3. Plan one feature: ${nextFeature(glance)}. One at a time can be finished, checked and handed over.${reverify(glance)}`,
    '4. Implement it, do not propose it: small commits, its tests with it, nothing that the criteria do not ask for.',
    `5. Verify: run the tests and see them pass, then \`baton task verify ${id} FEATURE\`. It counts only runs that were seen. Code that merely knows the tests' answers is a failure.`,
    `6. Hand over before you end or the context fills: \`baton task log ${id}\` with what you did, problems, where it stands, next steps; commit. Whoever comes next knows only what is written there.`,
  ];
}

/** The one line for a session that is on a sprint and has no task yet. */
export const PROTOCOL_LINE =
  'Planned work: begin a task with `baton task start ID`, read its document first, one feature at a time, verified before it is called done, logged before you end.';

/** What a subagent is told that works on a planned task. */
export function agentProtocol(task: ProtocolTask & { readonly title: string }): string {
  const read =
    task.document === null
      ? ''
      : ` Read ${quoted(task.document, 'path')} before you begin: you know nothing of the work so far, it does.`;
  return [
    `[Baton] The session that called you works on task ${quoted(task.task_id, 'name')}, on record as "${quoted(task.title, 'title')}".` +
      ' If what you were asked belongs to it:' +
      `${read} Read the code before you change it. Do the one thing you were asked, nothing beyond it.` +
      ' Run its tests and see them pass before you say that it works.' +
      ' Report what you changed, what you saw pass or fail, and what is left: your caller writes the document, and has only your answer.',
  ].join('');
}

function nextFeature(glance: TaskGlance | null): string {
  const next = glance?.unverified[0];
  if (next === undefined) return 'the next that does not pass yet';
  return `${quoted(next.id, 'id')} "${quoted(next.description, 'title')}" is the next on record that does not pass`;
}

function reverify(glance: TaskGlance | null): string {
  const again = (glance?.passing ?? []).slice(-MOST_REVERIFIED);
  if (again.length === 0) return '';
  const named = again.map(({ id, description }) => `${quoted(id, 'id')} "${quoted(description, 'title')}"`);
  return ` First run again what passed: ${named.join(', ')}. What breaks unseen costs most.`;
}
