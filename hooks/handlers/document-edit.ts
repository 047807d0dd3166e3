import { basename, dirname, resolve } from 'node:path';
import { judgeEvidence } from '../../src/continuity/evidence-gate.ts';
import { provenFeature } from '../../src/continuity/proven-feature.ts';
import { claimedFeatures } from '../../src/continuity/unverified.ts';
import type { Feature } from '../../src/documents/checklist.ts';
import type { DocumentEdit } from '../../src/documents/document-edit.ts';
import type { TaskDocument } from '../../src/documents/task-documents.ts';
import { textAt } from '../../src/json-fields.ts';
import { own } from '../../src/own-field.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { injectContext, SILENCE } from '../../src/runtime/hook-output.ts';
import { awaitObservers } from '../../src/runtime/observing.ts';
import { openSession } from '../../src/runtime/session-streams.ts';
import { changeTaskTexts } from '../../src/runtime/task-texts.ts';
import { readTree } from '../../src/runtime/work-tree.ts';
import { logProgress } from '../../src/session/commands/task-documents.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { SessionState } from '../../src/session/state.ts';
import { isSafeId } from '../../src/store/safe-id.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';

// The client kills this hook after 10 s; git is asked twice, one after the other.
const RECORDERS_MS = 2_000;
const GIT_TIMEOUT_MS = 2_000;
const LOCK_PATIENCE_MS = 2_000;
const ENDING = '-state.md';

/**
 * PostToolUse of an edit of a task document by the model. A feature that the edit makes pass is verified where there is
 * evidence; else that one value is taken back, which the progress log says, and so does the answer to the model. Nothing
 * else of the edit is touched.
 */
export async function answerDocumentEdit(call: HookCall): Promise<HookReply> {
  const taskId = taskOf(call);
  if (taskId === undefined) return SILENCE;
  const documents = await import('../../src/documents/task-documents.ts');
  const original = call.input.tool_response.originalFile;
  const before = documents.parseTaskDocument(typeof original === 'string' ? original : '');
  awaitObservers(call.layout, Date.now, RECORDERS_MS);
  const tree = (await readTree(call.input.cwd ?? call.layout.root, GIT_TIMEOUT_MS))?.tree ?? null;
  const store = { ...call.store, patienceMs: LOCK_PATIENCE_MS };
  const { notes, events } = changeTaskTexts(call.layout, store, (texts): Outcome => {
    const text = texts.get(taskId);
    if (text === undefined) return NOTHING;
    const state = openSession(call.layout, call.input.session_id).state;
    const after = documents.parseTaskDocument(text);
    const judged = claimedFeatures(before.features ?? [], after.features ?? [])
      .filter((feature) => !isKnown(call, taskId, feature))
      .map((feature) => judge(call, taskId, before, feature, state, tree));
    const edits = judged.flatMap((one) => one.edits);
    texts.set(taskId, documents.editTaskDocument(text, edits).text);
    const notes = [...judged.flatMap((one) => one.notes), ...newDamage(before, after)];
    return { notes, events: [...judged.flatMap((one) => one.events), ...newEntry(taskId, before, after)] };
  });
  const reply =
    notes.length === 0
      ? SILENCE
      : injectContext('PostToolUse', `[Baton] ${call.layout.taskDocument(taskId)}: ${notes.join(' ')}`);
  const told: SessionEvent[] =
    reply.injectedBytes === 0
      ? []
      : [{ type: 'context_injected', data: { hook: 'PostToolUse', bytes: reply.injectedBytes } }];
  if (events.length + told.length > 0) record(call, () => [...events, ...told]);
  return reply;
}

interface Outcome {
  readonly notes: readonly string[];
  readonly events: readonly SessionEvent[];
}

const NOTHING: Outcome = { notes: [], events: [] };

function taskOf({ input, layout }: HookCall): string | undefined {
  const path = textAt(input.tool_input, 'file_path');
  if (path === undefined || !path.endsWith(ENDING)) return undefined;
  const whole = resolve(input.cwd ?? layout.root, path);
  const id = basename(whole).slice(0, -ENDING.length);
  return dirname(whole) === layout.tasks && isSafeId(id) ? id : undefined;
}

// Verified before, in a session of this machine: the edit only brought it back, after damage for example.
function isKnown({ layout }: HookCall, taskId: string, { id, evidence }: Feature): boolean {
  if (evidence?.session === undefined) return false;
  try {
    const { task_documents } = openSession(layout, evidence.session).state.active_work;
    return own(own(task_documents, taskId)?.verified ?? {}, id) !== undefined;
  } catch {
    return false;
  }
}

function judge(
  call: HookCall,
  taskId: string,
  before: TaskDocument,
  { id, command }: Feature,
  state: SessionState,
  tree: string | null,
): Outcome & { readonly edits: readonly DocumentEdit[] } {
  const { checks, files, doubted_check } = state.observability;
  const verdict = judgeEvidence({ checks, files, doubted: doubted_check, tree, command });
  const now = new Date(call.store.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  if (verdict.proven) {
    const { check } = verdict;
    const session = call.input.session_id;
    return { notes: [], ...provenFeature({ task_id: taskId, feature_id: id, check, session, now }) };
  }
  const former = before.features?.find((feature) => feature.id === id);
  const said = `The feature "${id}" was set to pass by an edit, without evidence; it is set back.`;
  return {
    notes: [
      `${said} ${verdict.reason} Then: baton task verify ${taskId} ${id} (read the file again before you edit it).`,
    ],
    edits: [
      {
        edit: 'set_feature',
        id,
        passes: false,
        tested_at: former?.tested_at ?? null,
        evidence: former?.evidence ?? null,
      },
      {
        edit: 'log',
        entry: { who: 'Baton', at: now, did: [], issues: [`${said} ${verdict.reason}`], state: [], next: [] },
      },
    ],
    events: [
      { type: 'feature_claimed', data: { task_id: taskId, feature_id: id, by: 'edit', outcome: 'reverted' } },
    ],
  };
}

// A model may write its entry with an edit instead of `baton task log`: for the session it is one all the same.
function newEntry(taskId: string, before: TaskDocument, after: TaskDocument): SessionEvent[] {
  const entry = after.progress.at(-1);
  if (entry === undefined || after.progress.length <= before.progress.length) return [];
  const [did, issues, state, next] = [[...entry.did], [...entry.issues], [...entry.state], [...entry.next]];
  return logProgress({ task_id: taskId, did, issues, state, next });
}

// What the edit broke is told at once, while it is easy to mend.
function newDamage(before: TaskDocument, after: TaskDocument): string[] {
  const known = new Set(before.problems.map(({ message }) => message));
  return after.problems
    .filter(({ message }) => !known.has(message))
    .slice(0, 3)
    .map(({ line, message }) => `Line ${line}: ${message}`);
}
