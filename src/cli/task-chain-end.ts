import { relative } from 'node:path';
import { commitEdits } from '../continuity/task-commits.ts';
import { unverifiedFeatures } from '../continuity/unverified.ts';
import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { plainText } from '../render/terminal-text.ts';
import { readConfig } from '../runtime/config.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { changeSession } from '../runtime/session-streams.ts';
import { giveToDependents, minimalOutput } from '../runtime/task-chain.ts';
import { changeTaskTexts, readTaskText } from '../runtime/task-texts.ts';
import type { SessionState } from '../session/state.ts';
import type { CommandContext } from './command-context.ts';
import { changeTaskDocument, loadDocuments } from './task-document.ts';

/** The features of a task that are not verified, as the setting `evidence.complete` wants them looked at. */
export interface Unverified {
  readonly features: readonly { readonly id: string; readonly why: string }[];
}

/**
 * Looks at the task's features before it is completed. @throws E_RULE where the setting is `require` and one is not
 * verified.
 */
export async function requireVerified(context: CommandContext, taskId: string): Promise<Unverified> {
  const rule = readConfig(context.layout).config.evidence.complete;
  if (rule === 'off' || readTaskText(context.layout, taskId) === undefined) return { features: [] };
  const { document } = await changeTaskDocument(context, taskId, () => ({ edits: [], events: [] }));
  const features = unverifiedFeatures(document.features ?? []);
  if (rule === 'warn' || features.length === 0) return { features };
  throw new BatonError(
    'E_RULE',
    `Task ${taskId} is not completed: ${listed(features)}. Verify them first: baton task verify ${taskId} ${features[0]?.id ?? 'FEATURE'}`,
    { features },
  );
}

/** The unverified features in half a sentence. */
function listed(features: Unverified['features']): string {
  const shown = features.slice(0, 8).map(({ id, why }) => `${id} ${why}`);
  return `${shown.join(', ')}${features.length > shown.length ? ` and ${features.length - shown.length} more` : ''}`;
}

/**
 * Where the document of a task that was begun lies, made where there is none; relative to the project. Undefined where
 * it cannot be made: the task is begun all the same, and `baton task doc` says why.
 */
export async function documentOf(context: CommandContext, taskId: string): Promise<string | undefined> {
  try {
    const { path } = await changeTaskDocument(context, taskId, () => ({ edits: [], events: [] }));
    return relative(context.layout.root, path);
  } catch {
    return undefined;
  }
}

/** What became of a completed task's output. */
export interface ChainEnd {
  readonly minimal: boolean;
  readonly dependents: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Gives what a completed task has to give to those that depend on it: its chain output, or one that Baton puts together.
 * The task is completed by then, so that nothing here undoes it: what is in the way is told.
 */
export async function passOn(
  context: CommandContext,
  taskId: string,
  state: SessionState,
): Promise<ChainEnd | undefined> {
  const { layout } = context;
  const { plan } = loadPlan(layout);
  const task = own(state.active_work.execution_state.tasks, taskId);
  const isPlanned = Object.values(plan.sprints).some(
    ({ planned_tasks }) => own(planned_tasks, taskId) !== undefined,
  );
  if (task?.source !== 'plan' || !isPlanned) return undefined;
  let end: ChainEnd = { minimal: false, dependents: [], problems: [] };
  try {
    await changeTaskDocument(context, taskId, ({ document, documents, texts }) => {
      const commits = commitEdits(state, taskId).flatMap((edit) =>
        edit.edit === 'add_commits' ? edit.commits : [],
      );
      const written = document.output !== null && !document.output.minimal ? document.output : null;
      const text = written?.text ?? minimalOutput(task.title, document, task.artifacts, commits);
      const chain = giveToDependents(layout, documents, texts, plan, { task_id: taskId, text });
      end = { minimal: written === null, dependents: chain.given, problems: chain.problems };
      return {
        edits: written === null ? [{ edit: 'set_output', text, minimal: true }] : [],
        events: [
          {
            type: 'chain_output_written',
            data: { task_id: taskId, minimal: written === null, dependents: [...chain.given] },
          },
        ],
      };
    });
    return end;
  } catch (error) {
    return { ...end, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** Marks what a task gave to others as stale: it was taken up again. Gives the tasks whose documents were marked. */
export async function markStale(
  context: CommandContext,
  taskId: string,
  sessionId: string,
): Promise<readonly string[]> {
  const { layout, store } = context;
  const documents = await loadDocuments();
  const { plan } = loadPlan(layout);
  const day = new Date(store.now()).toISOString().slice(0, 10);
  const stale = `**Stale since ${day}:** ${taskId} was taken up again; what follows may change.`;
  return changeTaskTexts(layout, store, (texts) => {
    const { given } = giveToDependents(layout, documents, texts, plan, { task_id: taskId, stale });
    if (given.length > 0)
      changeSession(layout, sessionId, store, () => [
        { type: 'chain_inputs_staled', data: { task_id: taskId, dependents: [...given] } },
      ]);
    return given;
  });
}

/** What a person reads when a task is completed: what is not verified, who was given its output, what is left to do. */
export function completedText(
  taskId: string,
  unverified: Unverified['features'],
  chain: ChainEnd | undefined,
): string[] {
  const { minimal = false, dependents = [], problems = [] } = chain ?? {};
  return [
    `${taskId} is completed.`,
    ...(unverified.length === 0 ? [] : [`Not verified: ${listed(unverified)}.`]),
    ...(dependents.length === 0 ? [] : [`Its output was given to: ${dependents.join(', ')}.`]),
    ...(minimal
      ? [
          `Nobody wrote its output; Baton put one together. Say it better: baton task output ${taskId} --summary TEXT`,
        ]
      : []),
    ...problems.map((problem) => `Left to do: ${plainText(problem, 600)}`),
  ];
}
