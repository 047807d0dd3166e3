import { displayWidth, truncateToWidth } from './width.ts';

/** A part of a line: one statement at several lengths, and its rank (1 stays longest). */
export interface LinePart {
  readonly priority: number;
  readonly full: string;
  readonly short: string;
  /** Lengths between full and short, longest first. */
  readonly between?: readonly string[];
  /** Shorter still, for when the parts that stay would need a second row. */
  readonly tight?: string;
}

/** The room to fill. */
export interface LineRoom {
  /** Columns of a row. */
  readonly width: number;
  /** What stands between two parts. */
  readonly separator: string;
  /** What marks a cut. */
  readonly ellipsis: string;
  /** Parts of this rank or better are never left out. */
  readonly keepUpTo: number;
}

interface Form {
  readonly text: string;
  readonly width: number;
}

interface Placed {
  readonly priority: number;
  /** From full to short. */
  readonly forms: readonly Form[];
  readonly tight: Form | undefined;
  form: Form;
}

function formOf(text: string): Form {
  return { text, width: displayWidth(text) };
}

function placedOf({ priority, full, between = [], short, tight }: LinePart): Placed {
  const forms = [full, ...between, short].map(formOf);
  return {
    priority,
    forms,
    tight: tight === undefined ? undefined : formOf(tight),
    form: forms[0] ?? formOf(full),
  };
}

function rowWidth(placed: readonly Placed[], gap: number): number {
  return placed.reduce((sum, { form }) => sum + form.width + gap, -gap);
}

/** Takes the longest form again for which the others leave room, most important part first. */
function regrow(ranked: readonly Placed[], gap: number, width: number): void {
  let free = width - rowWidth(ranked, gap);
  for (const one of ranked) {
    const longer = one.forms.find((form) => form.width - one.form.width <= free);
    if (longer === undefined || longer.width <= one.form.width) continue;
    free -= longer.width - one.form.width;
    one.form = longer;
  }
}

function wrap(placed: readonly Placed[], gap: number, room: LineRoom): string[] {
  const rows: string[] = [];
  let used = 0;
  for (const { form } of placed) {
    const width = Math.min(form.width, room.width);
    const text = form.width > width ? truncateToWidth(form.text, width, room.ellipsis) : form.text;
    const last = rows.length - 1;
    if (last >= 0 && used + gap + width <= room.width) {
      rows[last] += room.separator + text;
      used += gap + width;
    } else {
      rows.push(text);
      used = width;
    }
  }
  return rows;
}

/** The parts that fit at their present lengths: the least important go first, but never one of rank `keepUpTo`. */
function fitting(ranked: readonly Placed[], gap: number, room: LineRoom): ReadonlySet<Placed> {
  const kept = new Set(ranked);
  const isTooWide = (): boolean => rowWidth([...kept], gap) > room.width;
  for (const one of ranked.toReversed()) {
    if (isTooWide() && one.priority > room.keepUpTo) kept.delete(one);
  }
  // A wide part that went may leave room for narrow ones that went before it.
  for (const one of ranked) {
    if (kept.has(one)) continue;
    kept.add(one);
    if (isTooWide()) kept.delete(one);
  }
  return kept;
}

/**
 * Sets the parts, in their order, into as few rows as they need, none wider than `width`. Narrow room is met in this
 * order: parts are shortened, least important first; then left out, least important first, but never one of rank
 * `keepUpTo` or better (a narrow one that still fits comes back); then those that stay take their tight form; then what
 * remains wraps at part borders, and only a part too wide for a row is cut. Room that is left goes back to the parts,
 * most important first. No parts give no rows.
 */
export function fitLine(parts: readonly LinePart[], room: LineRoom): string[] {
  const gap = displayWidth(room.separator);
  const all = parts.map(placedOf);
  const byRank = all.toSorted((a, b) => a.priority - b.priority);
  const isTooWide = (some: readonly Placed[]): boolean => rowWidth(some, gap) > room.width;
  for (const one of byRank.toReversed()) if (isTooWide(all)) one.form = one.forms.at(-1) ?? one.form;
  const kept = fitting(byRank, gap, room);
  const placed = all.filter((one) => kept.has(one));
  const ranked = byRank.filter((one) => kept.has(one));
  for (const one of ranked.toReversed()) if (isTooWide(placed)) one.form = one.tight ?? one.form;
  if (!isTooWide(placed)) regrow(ranked, gap, room.width);
  // Where tight forms save no row, the words stay.
  else for (const one of placed) one.form = one.forms.at(-1) ?? one.form;
  return wrap(placed, gap, room);
}
