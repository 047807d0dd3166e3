import type { ChainInput } from '../documents/chain-input.ts';
import type { DocumentEdit } from '../documents/document-edit.ts';
import type { NewTask } from '../documents/new-task-document.ts';
import type { TaskDocument } from '../documents/task-documents.ts';
import { own } from '../own-field.ts';
import type { Plan, PlannedTask } from '../plan/plan-schema.ts';
import type { Layout } from '../store/layout.ts';
import { openShared } from './session-streams.ts';
import type { TaskTexts } from './task-texts.ts';
import { readTaskText } from './task-texts.ts';

/** The functions of the task documents, which are loaded when they are needed. */
export type Documents = typeof import('../documents/task-documents.ts');

/** What a new document says of a planned task: the plan, and the outputs of those before it that are completed. */
export function newTaskOf(
  layout: Layout,
  documents: Documents,
  plan: Plan,
  taskId: string,
): NewTask | undefined {
  const found = plannedIn(plan, taskId);
  if (found === undefined) return undefined;
  const { task, sprint } = found;
  const epic = own(plan.epics, sprint.epic_id);
  const { claims } = openShared(layout).state;
  const inputs = task.dependencies.flatMap((id): (ChainInput & { title: string })[] => {
    const text = own(claims, id)?.status === 'completed' ? readTaskText(layout, id) : undefined;
    const output = text === undefined ? null : documents.parseTaskDocument(text).output;
    return output === null
      ? []
      : [{ task_id: id, stale: false, text: output.text, title: titleOf(plan, id) }];
  });
  return {
    id: task.id,
    title: task.title,
    description: task.description ?? '',
    criteria: task.acceptance_criteria,
    requirements: task.requirements,
    epic: epic === undefined ? sprint.epic_id : `${epic.id}: ${epic.title}`,
    sprint: `${sprint.id}: ${sprint.name}`,
    team: task.assigned_team ?? null,
    dependencies: task.dependencies,
    inputs,
  };
}

/** The planned tasks that come after a task. */
function dependentsOf(plan: Plan, taskId: string): string[] {
  return Object.values(plan.sprints).flatMap((sprint) =>
    Object.values(sprint.planned_tasks)
      .filter(({ dependencies }) => dependencies.includes(taskId))
      .map(({ id }) => id),
  );
}

/** What was done in a chain: the tasks that were given something, and what was in the way of the others. */
export interface Chained {
  readonly given: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Gives each dependent of a task `text` as a chain input, in a document of its own that is made where there is none.
 * `stale` marks those that have the input, and makes nothing.
 */
export function giveToDependents(
  layout: Layout,
  documents: Documents,
  texts: TaskTexts,
  plan: Plan,
  input:
    | { readonly task_id: string; readonly text: string }
    | { readonly task_id: string; readonly stale: string },
): Chained {
  const given: string[] = [];
  const problems: string[] = [];
  for (const id of dependentsOf(plan, input.task_id)) {
    const before = texts.get(id) ?? ('stale' in input ? undefined : made(layout, documents, plan, id));
    if (before === undefined) continue;
    const known = documents.parseTaskDocument(before).inputs.find(({ task_id }) => task_id === input.task_id);
    if ('stale' in input && (known === undefined || known.stale)) continue;
    const text = 'stale' in input ? `${input.stale}\n\n${known?.text ?? ''}` : input.text;
    const edit: DocumentEdit = {
      edit: 'set_input',
      title: titleOf(plan, input.task_id),
      input: { task_id: input.task_id, stale: 'stale' in input, text },
    };
    const { text: next, refused } = documents.editTaskDocument(before, [edit]);
    if (refused.length === 0) {
      texts.set(id, next);
      given.push(id);
    }
    problems.push(
      ...refused.map(({ line, message }) => `${layout.taskDocument(id)}, line ${line}: ${message}`),
    );
  }
  return { given, problems };
}

/** An output for a task for which nobody wrote one: from its log, its artifacts and its commits, and saying so. */
export function minimalOutput(
  title: string,
  document: TaskDocument,
  artifacts: readonly string[],
  commits: readonly { readonly hash: string; readonly subject: string }[],
): string {
  const last = document.progress.at(-1);
  const did = document.progress.flatMap((entry) => entry.did);
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  const parts: readonly (readonly [string, string])[] = [
    [
      'Summary',
      `${title}. Put together by Baton from the progress log, the artifacts and the commits: nobody wrote an output.`,
    ],
    ['Done', list(did)],
    ['State', list(last?.state ?? [])],
    ['Files', list(artifacts)],
    ['Commits', list(commits.map(({ hash, subject }) => `\`${hash.slice(0, 10)}\` ${subject}`))],
  ];
  return parts
    .filter(([, text]) => text !== '')
    .map(([heading, text]) => `### ${heading}\n\n${text}`)
    .join('\n\n');
}

function made(layout: Layout, documents: Documents, plan: Plan, id: string): string | undefined {
  const task = newTaskOf(layout, documents, plan, id);
  return task === undefined ? undefined : documents.makeTaskDocument(task);
}

function titleOf(plan: Plan, id: string): string {
  return plannedIn(plan, id)?.task.title ?? id;
}

function plannedIn(
  plan: Plan,
  id: string,
): { readonly task: PlannedTask; readonly sprint: Plan['sprints'][string] } | undefined {
  for (const sprint of Object.values(plan.sprints)) {
    const task = own(sprint.planned_tasks, id);
    if (task !== undefined) return { task, sprint };
  }
  return undefined;
}
