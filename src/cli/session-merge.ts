import { BatonError } from '../errors.ts';
import { plainText } from '../render/terminal-text.ts';
import { mergeSessions, previewMerge } from '../runtime/merge-sessions.ts';
import { openSession } from '../runtime/session-streams.ts';
import type { MergeConflict, MergePreference } from '../session/merge-tasks.ts';
import { MERGE_PREFERENCES } from '../session/merge-tasks.ts';
import { workDifference } from '../session/work-difference.ts';
import { lifeOf } from '../store/process-identity.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { suggestion } from './nearest.ts';
import { chosenSession } from './session-choice.ts';
import { differenceRows, differenceTable } from './work-table.ts';

/** `session merge`. */
export function merge(context: CommandContext, given: Given): void {
  const { layout, store } = context;
  const [from = '', into = ''] = given.args.map((name) => chosenSession(context, name));
  const prefer = preferenceOf(textOption(given, 'prefer'));
  const isDry = given.options.dryRun === true;
  const [giving, before] = [openSession(layout, from).state, openSession(layout, into).state];
  // To look at what is in the way, nobody needs to have decided.
  const outcome = isDry
    ? previewMerge(layout, from, into, prefer ?? 'into')
    : mergeSessions(layout, store, from, into, prefer);
  const differences = workDifference(before, outcome.state);
  const [theirs, ours] = [giving.session_info, before.session_info];
  const { process } = theirs;
  const isRunning =
    giving.lifecycle.status !== 'dormant' && process !== null && lifeOf(process) === 'running';
  context.answer(
    {
      ...{ from, into, dry_run: isDry, prefer, conflicts: outcome.conflicts },
      differences: differenceRows(differences),
    },
    () => [
      `Session #${theirs.number} ${isDry ? 'would be' : 'is'} merged into #${ours.number}${isDry ? '' : ` and closed`}.`,
      ...differenceTable(differences, [`#${ours.number} before`, 'merged'], context),
      ...outcome.conflicts.map((conflict) => conflictLine(conflict, theirs.number, ours.number, prefer)),
      ...(isRunning
        ? [
            `The client of #${theirs.number} still runs (process ${process.pid}): its next prompt begins it anew.`,
          ]
        : []),
    ],
  );
}

function conflictLine(
  { place, from, into }: MergeConflict,
  theirs: number,
  ours: number,
  prefer: MergePreference | null,
): string {
  const text = (value: unknown) =>
    plainText(typeof value === 'string' ? value : (JSON.stringify(value) ?? '-'), 100);
  const decided = prefer === null ? 'nobody has decided: --prefer' : `--prefer ${prefer}`;
  return `${plainText(place, 100)}: #${theirs} says ${text(from)}; #${ours} says ${text(into)} (${decided})`;
}

function preferenceOf(word: string | undefined): MergePreference | null {
  if (word === undefined) return null;
  const known = MERGE_PREFERENCES.find((one) => one === word);
  if (known !== undefined) return known;
  throw new BatonError(
    'E_USAGE',
    `--prefer ${word} is none.${suggestion(word, MERGE_PREFERENCES)} Expected ${MERGE_PREFERENCES.join(', ')}.`,
  );
}
