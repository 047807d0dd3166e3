import { paint } from '../render/colour.ts';
import { findPlace, momentOf } from '../runtime/replay/find-place.ts';
import { replayUntil } from '../runtime/replay/session-replay.ts';
import { presentSession } from '../session/sprint-metrics.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { withProgress } from './log-progress.ts';
import { chosenSession } from './session-choice.ts';
import { sessionSheet } from './session-sheet.ts';

/** `event replay`. */
export function replay(context: CommandContext, given: Given): void {
  const { layout, host } = context;
  const id = chosenSession(context, given.args[0]);
  const until = textOption(given, 'until');
  const replayed = withProgress(context, (progress) => {
    if (until === undefined) return replayUntil(layout, id, () => true, progress);
    const moment = momentOf(until, host.now());
    if (moment !== undefined)
      return replayUntil(layout, id, ({ timestamp }) => Date.parse(timestamp) <= moment, progress);
    const { event_id } = findPlace(layout, id, until, host.now(), progress);
    return replayUntil(layout, id, (event) => event.id === event_id, progress);
  });
  const { state, last, counted, total, damaged, gaps } = replayed;
  const at = last === undefined ? host.now() : Date.parse(last.timestamp);
  const shown = presentSession(state, at);
  context.answer(shown, () => {
    if (last === undefined)
      return [until === undefined ? 'The log is empty.' : `Nothing had happened by ${until}.`];
    const time = last.timestamp.slice(0, 19).replace('T', ' ');
    return [
      paint(
        `${counted} of ${total} events, up to ${time} (${last.type} ${last.id})`,
        'muted',
        context.colours,
      ),
      ...sessionSheet(shown, { damaged, gaps }, context),
    ];
  });
}
