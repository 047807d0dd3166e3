import type { Tone } from '../../src/render/colour.ts';
import { durationText } from '../../src/render/duration.ts';
import type { Look, Segment, SegmentRenderer } from '../segment.ts';
import { PRIORITY, tint } from '../segment.ts';
import type { LineFacts } from '../status-facts.ts';
import type { LimitInput } from '../status-input.ts';

const HOUR = 3_600_000;

/** One limit as it stands: how long until it begins anew, and how fast it is used up. */
interface Window {
  readonly name: string;
  readonly percent: number;
  /** Milliseconds; undefined when the client does not say. */
  readonly left: number | undefined;
  /** 1: used up exactly when it begins anew; undefined too early to say. */
  readonly pace: number | undefined;
}

/** Before so much of its time has passed, a limit has no pace. */
const EARLY = 0.05;

function windowOf(
  name: string,
  span: number,
  limit: LimitInput | undefined,
  now: number,
): Window | undefined {
  if (limit === undefined || !(limit.usedPercent >= 0)) return undefined;
  const left = limit.resetsAt === undefined ? undefined : limit.resetsAt - now;
  // What it said before it began anew is no longer so.
  if (left !== undefined && left <= 0) return undefined;
  const passed = left === undefined ? 0 : 1 - Math.min(left, span) / span;
  const pace = passed < EARLY ? undefined : limit.usedPercent / 100 / passed;
  return { name, percent: Math.round(limit.usedPercent), left, pace };
}

function toneOf({ percent, pace = 0 }: Window): Tone {
  if (percent >= 90) return 'bad';
  return percent >= 75 || (percent >= 30 && pace > 1.05) ? 'warn' : 'muted';
}

const countdown = ({ left }: Window): string => (left === undefined ? '' : ` resets ${durationText(left)}`);
const brief = ({ left }: Window): string => (left === undefined ? '' : ` ${durationText(left)}`);

function paceText({ pace }: Window, { icons }: Look): string {
  return pace === undefined ? '' : ` (pace ${pace.toFixed(1)}${icons.times})`;
}

function segmentOf(windows: readonly Window[], look: Look): Segment {
  const say = (more: (window: Window) => string): string =>
    windows
      .map((one) => tint(`${one.name} ${one.percent}%${more(one)}`, toneOf(one), look))
      .join(` ${look.icons.dot} `);
  const worst = Math.max(...windows.map(({ percent }) => percent));
  return {
    priority: worst >= 90 ? PRIORITY.blockers : PRIORITY.limits,
    full: say((one) => countdown(one) + paceText(one, look)),
    between: [say(countdown), say(brief)],
    short: say(() => ''),
  };
}

/**
 * The subscription's limits as the client states them, each with the time until it begins anew and its pace, which is
 * derived: `5h 82% resets 1h12 (pace 1.3×)`. Above 1 it is used up before. Yellow from 75 % or when it will not last,
 * red from 90. A quiet line names only a limit that is yellow or red. Nothing without a subscription.
 */
export const limitsSegment: SegmentRenderer = ({ fiveHours, sevenDays, now }: LineFacts, look) => {
  const windows = [
    windowOf('5h', 5 * HOUR, fiveHours, now),
    windowOf('7d', 168 * HOUR, sevenDays, now),
  ].filter((one) => one !== undefined);
  const said = look.quiet ? windows.filter((one) => toneOf(one) !== 'muted') : windows;
  return said.length === 0 ? undefined : segmentOf(said, look);
};
