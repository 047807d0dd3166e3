import { judgeEvidence } from '../continuity/evidence-gate.ts';
import { provenFeature } from '../continuity/proven-feature.ts';
import type { Feature, FeatureEvidence } from '../documents/checklist.ts';
import { BatonError } from '../errors.ts';
import { awaitObservers } from '../runtime/observing.ts';
import { openSession } from '../runtime/session-streams.ts';
import { readTree } from '../runtime/work-tree.ts';
import { verifyFeature } from '../session/commands/task-documents.ts';
import { excerptOf } from '../session/excerpt.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { suggestion } from './nearest.ts';
import { requirePerson } from './require-person.ts';
import { chosenSession } from './session-choice.ts';
import type { DocumentChange, DocumentFacts } from './task-document.ts';
import { changeTaskDocument, damaged } from './task-document.ts';

/** How long to wait for recorders in the background, and for git. Milliseconds. */
const RECORDERS_MS = 10_000;
const GIT_TIMEOUT_MS = 10_000;

/** `task verify`: a feature passes when Baton itself has seen the proof, or when a person says so. */
export async function taskVerify(context: CommandContext, given: Given): Promise<void> {
  const [id = '', featureId = ''] = given.args;
  const decide = given.options.override === true ? overriding(context, given) : await proving(context);
  const { document, path } = await changeTaskDocument(context, id, (facts) =>
    decide(facts, featureOf(facts, featureId)),
  );
  const feature = document.features?.find((one) => one.id === featureId) ?? null;
  context.answer({ task_id: id, path, feature, overall_progress: document.overall_progress }, () => [
    `${featureId} passes: ${ground(feature?.evidence ?? null)}. ${id} is at ${document.overall_progress ?? '?'}.`,
  ]);
}

type Decide = (facts: DocumentFacts, feature: Feature) => DocumentChange;

// What a person says is not checked, only written down. It is a person's word: a model gives none.
function overriding(context: CommandContext, given: Given): Decide {
  const reason = textOption(given, 'reason')?.trim();
  if (!reason)
    throw new BatonError(
      'E_USAGE',
      'An override needs its reason: --override --reason "seen by hand on the test server".',
    );
  requirePerson(
    context,
    'An override is a person’s word, and this is a session of the client. Run the check as one plain command and verify without --override; ' +
      'where no check can show it, say so in the progress log and ask the person to run this at a terminal of their own.',
  );
  return ({ taskId, session, now }, { id }) => {
    const evidence: FeatureEvidence = {
      by: 'override',
      at: now,
      ...(session === undefined ? {} : { session: session.session_info.id }),
      reason: excerptOf(reason),
    };
    return {
      edits: [{ edit: 'set_feature', id, passes: true, tested_at: now, evidence }],
      events: verifyFeature({
        task_id: taskId,
        feature_id: id,
        by: 'override',
        command: null,
        checked_at: null,
        tree: null,
        reason,
      }),
    };
  };
}

async function proving(context: CommandContext): Promise<Decide> {
  const sessionId = chosenSession(context);
  // The tests may have ended a moment ago, and their recorder is still at work.
  awaitObservers(context.layout, Date.now, RECORDERS_MS);
  const tree = (await readTree(context.host.cwd, GIT_TIMEOUT_MS))?.tree ?? null;
  return ({ taskId, now }, { id, command }) => {
    const { checks, files, doubted_check } = openSession(context.layout, sessionId).state.observability;
    const verdict = judgeEvidence({ checks, files, doubted: doubted_check, tree, command });
    if (!verdict.proven)
      throw new BatonError('E_RULE', `${id} is not verified. ${verdict.reason}`, { feature: id });
    const { check } = verdict;
    return provenFeature({ task_id: taskId, feature_id: id, check, session: sessionId, now });
  };
}

function featureOf({ document, taskId }: DocumentFacts, id: string): Feature {
  if (document.features === null)
    throw damaged(
      taskId,
      document.problems.filter(({ section }) => section === 'checklist'),
    );
  const found = document.features.find((feature) => feature.id === id);
  if (found !== undefined) return found;
  const known = document.features.map((feature) => feature.id);
  throw new BatonError(
    'E_NOT_FOUND',
    known.length === 0
      ? `Task ${taskId} has no features yet. Add one: baton task doc ${taskId} --feature "what is to be seen"`
      : `Task ${taskId} has no feature "${id}". Known: ${known.slice(0, 20).join(', ')}.${suggestion(id, known)}`,
  );
}

function ground(evidence: FeatureEvidence | null): string {
  if (evidence?.by === 'override') return `by override (${evidence.reason ?? 'no reason'})`;
  return `shown by "${evidence?.command ?? 'a check'}"`;
}
