import type { SessionState } from '../session/state.ts';

type Check = SessionState['observability']['checks'][number];

/** What the gate looks at: what one session saw, and the working tree as it is now. */
export interface EvidenceFacts {
  /** Newest first. */
  readonly checks: readonly Check[];
  readonly files: SessionState['observability']['files'];
  readonly doubted: SessionState['observability']['doubted_check'];
  /** The fingerprint of the working tree now; null where git gives none. */
  readonly tree: string | null;
  /** The command that checks the feature, where it names one; else any test does. */
  readonly command: string | null;
}

/** The check that proves it, or why there is no proof and what to do. */
export type Verdict =
  | { readonly proven: true; readonly check: Check }
  | { readonly proven: false; readonly reason: string };

/**
 * Whether what the session saw proves that a feature works (PRODUCT C6): the last test that ran, or the last run of the
 * feature's own command, must have passed, and nothing may have changed since. Where both trees are known their
 * fingerprints decide, so that an edit by `sed` counts and a commit does not; else the edits that were recorded.
 */
export function judgeEvidence(facts: EvidenceFacts): Verdict {
  const { command } = facts;
  const wanted = plain(command ?? '');
  const last = facts.checks.find((check) =>
    wanted === '' ? check.kind === 'test' : contains(plain(check.command), wanted),
  );
  const refused = (reason: string): Verdict => ({ proven: false, reason: `${reason}${doubt(facts, last)}` });
  if (last === undefined) {
    return refused(
      wanted === ''
        ? 'No test has been seen in this session. Run the tests as one plain command, then verify again.'
        : `The feature's own command, "${command}", has not been seen in this session. Run it plainly, then verify again.`,
    );
  }
  const named = `"${last.command}" (${endOf(last)})`;
  if (last.outcome === 'failed') {
    const code = last.exit_code === null ? '' : ` with exit code ${last.exit_code}`;
    return refused(`The last check failed${code}: ${named}. Mend what it found, run it again, then verify.`);
  }
  const edited = editedSince(facts, last);
  const list =
    edited.length === 0
      ? ''
      : ` Edited since: ${edited.slice(0, 5).join(', ')}${edited.length > 5 ? ' …' : ''}.`;
  const isSame = facts.tree !== null && last.tree !== null ? facts.tree === last.tree : edited.length === 0;
  if (!isSame)
    return refused(
      `The working tree has changed since the last check passed: ${named}.${list} Run it again, then verify.`,
    );
  return { proven: true, check: last };
}

/** When a check ended: what was edited later, it did not see. */
export function endOf(check: Check): string {
  return check.ended_at ?? check.at;
}

// Baton's own files prove and spoil nothing.
function editedSince({ files }: EvidenceFacts, check: Check): string[] {
  return files
    .filter(({ path, edited_at }) => edited_at > endOf(check) && !path.includes('/.baton/'))
    .map(({ path }) => path);
}

// A check that would have been the proof, had it been run plainly.
function doubt({ doubted }: EvidenceFacts, last: Check | undefined): string {
  if (doubted === null || (last !== undefined && doubted.at < endOf(last))) return '';
  return ` "${doubted.command}" proves nothing, because ${doubted.reason}.`;
}

// As whole words: `npm test` is no part of `npm test:quick`.
function contains(command: string, wanted: string): boolean {
  const parts = command.split(wanted);
  return parts
    .slice(1)
    .some((behind, index) => !/[\w:.-]$/.test(parts[index] ?? '') && !/^[\w:./-]/.test(behind));
}

function plain(command: string): string {
  return command.replace(/\s+/g, ' ').trim();
}
