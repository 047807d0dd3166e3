import { commitEdits } from '../continuity/task-commits.ts';
import { writtenByHand } from '../continuity/unverified.ts';
import type { DocumentEdit } from '../documents/document-edit.ts';
import type { DocumentProblem } from '../documents/document-problem.ts';
import type { TaskDocument } from '../documents/task-documents.ts';
import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { changeSession, openSession } from '../runtime/session-streams.ts';
import type { Documents } from '../runtime/task-chain.ts';
import { newTaskOf } from '../runtime/task-chain.ts';
import type { TaskTexts } from '../runtime/task-texts.ts';
import { changeTaskTexts } from '../runtime/task-texts.ts';
import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { toPathSegment } from '../store/safe-id.ts';
import type { CommandContext } from './command-context.ts';
import { plannedTask } from './planned-task.ts';
import { sessionIfAny } from './task-standings.ts';

/** The functions of the task documents; their parser is loaded only now. */
export function loadDocuments(): Promise<Documents> {
  return import('../documents/task-documents.ts');
}

/** What a command makes of a task's document: edits of it, and what the session records of them. */
export interface DocumentChange {
  readonly edits: readonly DocumentEdit[];
  readonly events: readonly SessionEvent[];
}

/** Everything that a change of a document is decided from. */
export interface DocumentFacts {
  readonly taskId: string;
  readonly documents: Documents;
  readonly texts: TaskTexts;
  readonly document: TaskDocument;
  readonly plan: Plan;
  /** Undefined for a person at a terminal, outside every session. */
  readonly session: SessionState | undefined;
  /** Who writes: `Session 4`, or the name of a person. */
  readonly who: string;
  /** ISO 8601, to the second. */
  readonly now: string;
}

/** A document after a change. */
export interface ChangedDocument {
  readonly document: TaskDocument;
  readonly text: string;
  readonly path: string;
  readonly made: boolean;
  /** Features that somebody wrote to pass by hand; they are marked now. */
  readonly marked: readonly string[];
}

/**
 * Changes the document of a planned task under the lock of the documents; it is made first where there is none. On the
 * way the session's commits on the task are listed, and features that were written to pass by hand are marked so.
 *
 * @throws E_NOT_FOUND for a task that is not planned; E_CORRUPT with line and remedy when a section that the change
 *   needs is damaged; E_LOCKED; what `decide` throws. Nothing is then written.
 */
export async function changeTaskDocument(
  context: CommandContext,
  taskId: string,
  decide: (facts: DocumentFacts) => DocumentChange,
): Promise<ChangedDocument> {
  const { layout, store } = context;
  toPathSegment(taskId, 'task');
  const documents = await loadDocuments();
  const { plan } = loadPlan(layout);
  const sessionId = sessionIfAny(context);
  return changeTaskTexts(layout, store, (texts) => {
    const session = sessionId === undefined ? undefined : openSession(layout, sessionId).state;
    const { text: before, made } = textOf(context, documents, texts, plan, taskId);
    const now = new Date(store.now()).toISOString().replace(/\.\d+Z$/, 'Z');
    const upkeep = upkeepOf(context, documents.parseTaskDocument(before), taskId, session, now);
    // What Baton keeps up by itself may wait for a damaged section to be mended.
    const kept = documents.editTaskDocument(before, upkeep.edits);
    const document = documents.parseTaskDocument(kept.text);
    const who = whoIs(context, session);
    const change = decide({ taskId, documents, texts, document, plan, session, who, now });
    const { text, refused } = documents.editTaskDocument(kept.text, change.edits);
    if (refused.length > 0) throw damaged(layout.taskDocument(taskId), refused);
    const events: SessionEvent[] = [
      ...(made ? [{ type: 'task_document_made' as const, data: { task_id: taskId } }] : []),
      ...upkeep.events,
      ...change.events,
    ];
    if (sessionId !== undefined && events.length > 0)
      changeSession(layout, sessionId, store, () => events, { expect: 'usually', durable: true });
    texts.set(taskId, text);
    const after = documents.parseTaskDocument(text);
    return { document: after, text, path: layout.taskDocument(taskId), made, marked: upkeep.marked };
  });
}

/** The refusal of a change in a section that cannot be used, with every reason. */
export function damaged(path: string, problems: readonly DocumentProblem[]): BatonError {
  const told = problems.map(({ line, message }) => `line ${line}: ${message}`);
  return new BatonError(
    'E_CORRUPT',
    `${path}, ${told.join(' ')} Nothing was written. All of it: baton task doc ID --check`,
    { path, problems },
  );
}

function textOf(
  { layout }: CommandContext,
  documents: Documents,
  texts: TaskTexts,
  plan: Plan,
  taskId: string,
): { readonly text: string; readonly made: boolean } {
  const text = texts.get(taskId);
  if (text !== undefined) return { text, made: false };
  plannedTask(plan, taskId);
  const task = newTaskOf(layout, documents, plan, taskId);
  if (task === undefined) throw new BatonError('E_NOT_FOUND', `There is no task ${taskId} in the plan.`);
  return { text: documents.makeTaskDocument(task), made: true };
}

function upkeepOf(
  { layout }: CommandContext,
  document: TaskDocument,
  taskId: string,
  session: SessionState | undefined,
  now: string,
): DocumentChange & { readonly marked: readonly string[] } {
  const byHand = writtenByHand(document.features ?? [], (sessionId, featureId) => {
    try {
      const { session_info, active_work } = openSession(layout, sessionId).state;
      if (session_info.created_at === '') return undefined;
      return own(own(active_work.task_documents, taskId)?.verified ?? {}, featureId) !== undefined;
    } catch {
      return undefined;
    }
  });
  const marks = byHand.map(
    ({ id, tested_at }): DocumentEdit => ({
      edit: 'set_feature',
      id,
      passes: true,
      tested_at,
      evidence: { by: 'hand', at: now },
    }),
  );
  return {
    edits: [...marks, ...commitEdits(session, taskId)],
    events: byHand.map(({ id }) => ({
      type: 'feature_claimed',
      data: { task_id: taskId, feature_id: id, by: 'hand', outcome: 'marked' },
    })),
    marked: byHand.map(({ id }) => id),
  };
}

function whoIs(context: CommandContext, session: SessionState | undefined): string {
  if (session !== undefined) return `Session ${session.session_info.number}`;
  const name = (context.host.env.USER ?? '').replace(/[^\p{L}\p{N} _.-]/gu, '').trim();
  return name === '' ? 'A person' : name;
}
