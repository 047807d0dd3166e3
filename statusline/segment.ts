import type { ColourLevel, Tone } from '../src/render/colour.ts';
import { paint } from '../src/render/colour.ts';
import type { LinePart } from '../src/render/fit-line.ts';
import type { IconSet } from '../src/render/icons.ts';
import { withIcon } from '../src/render/icons.ts';
import type { LineFacts, SessionFacts } from './status-facts.ts';

/** How the reader's screen is: the columns that a row may fill, its colours, its icons. */
export interface Look {
  readonly columns: number;
  readonly level: ColourLevel;
  readonly icons: IconSet;
}

/** One statement of the line, in two lengths, already coloured, with its rank (see `PRIORITY`). */
export type Segment = LinePart;

/** Says one thing about the facts, or undefined when there is nothing worth saying. */
export type SegmentRenderer = (facts: LineFacts, look: Look) => Segment | undefined;

/** Which statements stay longest when room is short: 1 longest. One table, so that the order can be seen. */
export const PRIORITY = {
  mode: 1,
  model: 1,
  blockers: 2,
  context: 3,
  tasks: 4,
  unread: 5,
  trouble: 6,
  agents: 7,
  sprint: 8,
  branch: 9,
  cost: 10,
  off: 11,
  injected: 12,
} as const;

/** Statements of this rank or better are never left out: they go to a second row instead. */
export const KEEP_UP_TO: number = PRIORITY.unread;

/** A segment whose two lengths have one tone. */
export function toned(priority: number, tone: Tone, look: Look, full: string, short: string): Segment {
  return { priority, full: paint(full, tone, look.level), short: paint(short, tone, look.level) };
}

/** What is counted: its icon, how many, and the same in words. */
export interface Count {
  readonly icon: string;
  readonly count: number;
  readonly words: string;
}

/** A count: `👥 2 agents`, in short `👥 2`; the words stay where there is no icon to stand for them. */
export function countSegment(
  priority: number,
  tone: Tone,
  look: Look,
  { icon, count, words }: Count,
): Segment {
  const full = withIcon(icon, words);
  return toned(priority, tone, look, full, icon === '' ? full : withIcon(icon, String(count)));
}

/** The icon, or none where the session's mode shows the same one already: no sign says two things in one line. */
export function ownIcon(icon: string, session: SessionFacts, look: Look): string {
  return session.orchestrated && look.icons[session.mode] === icon ? '' : icon;
}
