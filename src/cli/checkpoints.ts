import { BatonError } from '../errors.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { Checkpoint } from '../runtime/replay/checkpoints.ts';
import { readCheckpoints } from '../runtime/replay/checkpoints.ts';
import { findPlace, momentOf, numberIn } from '../runtime/replay/find-place.ts';
import { changeSession, openSession } from '../runtime/session-streams.ts';
import { makeCheckpoint } from '../session/checkpoint.ts';
import type { SessionState } from '../session/state.ts';
import { workDifference } from '../session/work-difference.ts';
import { fold } from '../store/append.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { withProgress } from './log-progress.ts';
import { chosenSession } from './session-choice.ts';
import { differenceRows, differenceSummary, differenceTable } from './work-table.ts';

/** The longest label, in characters. */
const LABEL_CHARACTERS = 80;

/** `session checkpoint`. */
export function checkpoint(context: CommandContext, given: Given): void {
  const id = chosenSession(context, given.args[0]);
  const label = labelOf(textOption(given, 'label'));
  const checkpointId = context.store.newId();
  const cursor = changeSession(
    context.layout,
    id,
    context.store,
    ({ lifecycle }) => {
      if (lifecycle.starts > 0) return makeCheckpoint(checkpointId, 'asked', label);
      throw new BatonError('E_RULE', `Session ${id} has not begun: there is nothing to mark yet.`);
    },
    { expect: 'version', durable: true },
  );
  fold(cursor);
  const number = cursor.state.observability.checkpoints.made;
  const made = { checkpoint_id: checkpointId, number, label, reason: 'asked', session: id };
  context.answer(made, () => [
    `Checkpoint ${number}${label === null ? '' : ` (${plainText(label, LABEL_CHARACTERS)})`}. Back to it: baton session rollback ${number}`,
  ]);
}

/** `session checkpoints`. */
export function checkpoints(context: CommandContext, given: Given): void {
  const id = chosenSession(context);
  if (given.options.compare === true) {
    compare(context, id, given.args);
    return;
  }
  if (given.args.length > 0)
    throw new BatonError('E_USAGE', `Give --compare with ${given.args.join(' ')}, or no place at all.`);
  const read = withProgress(context, (progress) => readCheckpoints(context.layout, id, progress));
  const rows = read.checkpoints.map((one) => ({ one, differences: workDifference(one.state, read.now) }));
  context.answer(
    rows.map(({ one, differences }) => ({
      number: one.number,
      checkpoint_id: one.checkpoint_id,
      event_id: one.event_id,
      at: one.at,
      label: one.label,
      reason: one.reason,
      differences: differenceRows(differences),
    })),
    () => {
      if (rows.length === 0) return ['No checkpoint yet. `baton session checkpoint --label NAME` makes one.'];
      return table(
        [
          { title: '#', align: 'right' },
          { title: 'made' },
          { title: 'why' },
          { title: 'label', shrinks: true },
          { title: 'differs from now in', shrinks: true },
        ],
        rows.map(({ one, differences }) => row(one, differenceSummary(differences), context)),
        { width: context.width, colours: context.colours },
      );
    },
  );
}

function row(one: Checkpoint, summary: string, context: CommandContext): string[] {
  return [
    String(one.number),
    `${durationText(context.host.now() - Date.parse(one.at))} ago`,
    one.reason,
    paint(plainText(one.label ?? '', LABEL_CHARACTERS), 'strong', context.colours),
    summary,
  ];
}

function compare(context: CommandContext, id: string, places: readonly string[]): void {
  const [first, second = 'now'] = places;
  if (first === undefined || places.length > 2)
    throw new BatonError(
      'E_USAGE',
      'Compare two places: baton session checkpoints --compare 1 2 (or `now`).',
    );
  const [before, after] = [stateAt(context, id, first), stateAt(context, id, second)];
  const differences = workDifference(before, after);
  context.answer({ from: first, to: second, differences: differenceRows(differences) }, () =>
    differences.length === 0
      ? [`The work is the same at ${first} and ${second}.`]
      : differenceTable(differences, [first, second], context),
  );
}

function stateAt(context: CommandContext, id: string, place: string): SessionState {
  if (place === 'now') return openSession(context.layout, id).state;
  return withProgress(
    context,
    (progress) => findPlace(context.layout, id, place, context.host.now(), progress).state,
  );
}

function labelOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const label = text.replace(/\s+/g, ' ').trim();
  const isOther = label === 'now' || numberIn(label) !== undefined || momentOf(label, 0) !== undefined;
  if (label !== '' && label.length <= LABEL_CHARACTERS && !isOther) return label;
  throw new BatonError(
    'E_USAGE',
    `--label ${JSON.stringify(text)} cannot be told from a number or a time, is empty, or has over ${LABEL_CHARACTERS} characters. Give a word, for example before-refactoring.`,
  );
}
