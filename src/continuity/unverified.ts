import type { Feature, FeatureEvidence } from '../documents/checklist.ts';

/** True when a session of this machine is known to have verified the feature; undefined when the session is not known. */
export type Verified = (sessionId: string, featureId: string) => boolean | undefined;

/**
 * The features that are said to pass although nobody verified them: without a word of evidence, or with evidence that
 * names a session of this machine whose log knows nothing of it. Evidence of other machines is taken at its word.
 *
 * Nobody can tell whether a person or a program wrote them. So they stay as they are, are marked as written by hand, and
 * count as not verified, until somebody verifies them or a person overrides.
 */
export function writtenByHand(features: readonly Feature[], verified: Verified): Feature[] {
  return features.filter(
    ({ id, passes, evidence }) => passes && evidence?.by !== 'hand' && !isBacked(id, evidence, verified),
  );
}

/** The features of a checklist that are not verified, each with why, as half a sentence. */
export function unverifiedFeatures(
  features: readonly Feature[],
): { readonly id: string; readonly why: string }[] {
  return features.flatMap(({ id, passes, evidence }) => {
    if (!passes) return [{ id, why: 'does not pass yet' }];
    return evidence === null || evidence.by === 'hand'
      ? [{ id, why: 'was written by hand, without evidence' }]
      : [];
  });
}

function isBacked(id: string, evidence: FeatureEvidence | null, verified: Verified): boolean {
  if (evidence === null) return false;
  // A person's override may have been given outside every session.
  if (evidence.session === undefined) return evidence.by === 'override';
  return verified(evidence.session, id) ?? true;
}

/**
 * The features that `after` says to pass and `before` does not: what an edit claimed. A feature that is new or was given
 * another id is claimed as well.
 */
export function claimedFeatures(before: readonly Feature[], after: readonly Feature[]): Feature[] {
  return after.filter(
    ({ id, passes }) => passes && !before.some((feature) => feature.id === id && feature.passes),
  );
}
