import { BatonError } from '../../errors.ts';
import { textAt } from '../../json-fields.ts';
import { nearest } from '../../nearest.ts';
import type { Place } from '../../session/commands/rollback.ts';
import type { SessionState } from '../../session/state.ts';
import type { RecordedEvent } from '../../store/cursor.ts';
import type { Layout } from '../../store/layout.ts';
import { checkpointAt } from './checkpoints.ts';
import type { Progress } from './session-replay.ts';
import { replaySession } from './session-replay.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The moment that `text` names: an ISO time, or so long before `now` (`10m`, `2h`, `3d`); undefined where it is none. */
export function momentOf(text: string, now: number): number | undefined {
  const span = /^(\d+)([smhd])$/.exec(text);
  if (span !== null) return now - Number(span[1]) * (UNITS[span[2] ?? 's'] ?? 0);
  // Date.parse alone takes a bare 5 for the month of May.
  const time = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The number in `3` or `#3`. */
export function numberIn(text: string): number | undefined {
  const digits = /^#?(\d{1,9})$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The place in a session's log that `text` names: a checkpoint by number, label or id, an event by id (the beginning
 * of one is enough where only one fits), or a moment.
 *
 * @throws E_NOT_FOUND, with the nearest label, where it names none; E_USAGE where it fits several.
 */
export function findPlace(
  layout: Layout,
  sessionId: string,
  text: string,
  now: number,
  progress?: Progress,
): Place {
  const [number, moment] = [numberIn(text), momentOf(text, now)];
  const labels: string[] = [];
  const begun = new Map<string, Place>();
  const found: { exact?: Place; begin: string } = { begin: '' };
  const look = (event: RecordedEvent, state: SessionState): void => {
    found.begin ||= event.timestamp;
    if (moment !== undefined) {
      if (Date.parse(event.timestamp) <= moment) found.exact = placeAt(event, state);
      return;
    }
    const [id, label] = [textAt({ ...event.data }, 'checkpoint_id'), textAt({ ...event.data }, 'label')];
    if (event.type === 'checkpoint_made') {
      if (label !== undefined) labels.push(label);
      const isMeant =
        number === undefined
          ? id === text || label === text
          : state.observability.checkpoints.made === number;
      if (isMeant) found.exact = placeAt(event, state);
      else if (id?.startsWith(text)) begun.set(id, placeAt(event, state));
    } else if (event.id === text) found.exact ??= placeAt(event, state);
    else if (event.id.startsWith(text)) begun.set(event.id, placeAt(event, state));
  };
  replaySession(layout, sessionId, look, progress);
  if (found.exact !== undefined) return found.exact;
  const [only, second] = number === undefined ? begun.values() : [];
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined)
    throw new BatonError(
      'E_USAGE',
      `${text} fits ${begun.size} events: ${[...begun.keys()].slice(0, 8).join(', ')}. Give more of the id.`,
    );
  if (moment !== undefined)
    throw new BatonError(
      'E_NOT_FOUND',
      `The session's log begins at ${found.begin || 'no time: it is empty'}, after ${new Date(moment).toISOString()}.`,
    );
  const near = nearest(text, labels);
  throw new BatonError(
    'E_NOT_FOUND',
    `There is no checkpoint and no event ${text} in this session.${near === undefined ? '' : ` Did you mean "${near}"?`} ` +
      'See `baton session checkpoints` and `baton event list`.',
  );
}

/**
 * The place before the session's last rollback, and that rollback's event: where undoing it leads.
 *
 * @throws E_NOT_FOUND where nothing was rolled back.
 */
export function placeBeforeRollback(
  layout: Layout,
  sessionId: string,
  progress?: Progress,
): { readonly place: Place; readonly undoes: string } {
  const seen: { before?: Place; found?: { readonly place: Place; readonly undoes: string } } = {};
  replaySession(
    layout,
    sessionId,
    (event, state) => {
      if (event.type === 'session_rolled_back' && seen.before !== undefined)
        seen.found = { place: seen.before, undoes: event.id };
      seen.before = placeAt(event, state);
    },
    progress,
  );
  if (seen.found !== undefined) return seen.found;
  throw new BatonError('E_NOT_FOUND', 'Nothing was rolled back in this session: there is nothing to undo.');
}

function placeAt(event: RecordedEvent, state: SessionState): Place {
  if (event.type === 'checkpoint_made') return checkpointAt(event, state);
  return { event_id: event.id, at: event.timestamp, checkpoint_id: null, state };
}
