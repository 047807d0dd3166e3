import type { ColourLevel, Theme, Tone } from '../src/render/colour.ts';
import { paint } from '../src/render/colour.ts';
import type { LinePart } from '../src/render/fit-line.ts';
import type { IconSet } from '../src/render/icons.ts';
import { withIcon } from '../src/render/icons.ts';
import { linked } from '../src/render/link.ts';
import type { LineFacts, SessionFacts } from './status-facts.ts';

/** How the reader's screen is: the columns that a row may fill, its colours, its icons; and what is said on it. */
export interface Look {
  readonly columns: number;
  readonly level: ColourLevel;
  /** The usual one where it is undefined. */
  readonly theme: Theme | undefined;
  readonly icons: IconSet;
  /** Whether directory, repository and pull request are links. */
  readonly links: boolean;
  /** Whether what is fine is left unsaid. */
  readonly quiet: boolean;
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
  limits: 7,
  health: 8,
  agents: 9,
  task: 10,
  sprint: 11,
  cache: 12,
  branch: 13,
  pr: 14,
  cost: 15,
  worktree: 16,
  score: 17,
  modelBeside: 18,
  off: 19,
  effort: 20,
  injected: 21,
} as const;

/** Statements of this rank or better are never left out: they go to a second row instead. */
export const KEEP_UP_TO: number = PRIORITY.unread;

/** The text in the looks of its tone on this screen. */
export function tint(text: string, tone: Tone, look: Look): string {
  return paint(text, tone, look.level, look.theme);
}

/** The text as a link to the address, where there is one and links are wanted. */
export function reference(text: string, address: string | undefined, look: Look): string {
  return look.links ? linked(text, address, look.level) : text;
}

/** A segment whose lengths have one tone: from full to short, at least one. */
export function toned(
  priority: number,
  tone: Tone,
  look: Look,
  full: string,
  ...shorter: readonly string[]
): Segment {
  const [longest = '', ...rest] = [full, ...shorter].map((text) => tint(text, tone, look));
  return { priority, full: longest, between: rest.slice(0, -1), short: rest.at(-1) ?? longest };
}

/** A segment whose shortest form stands alone only where a row would break without it. */
export function withTight(segment: Segment, tone: Tone, look: Look, tight: string): Segment {
  return { ...segment, tight: tint(tight, tone, look) };
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
