import type { DashboardModel, DashboardView, SessionRow } from '../../insight/dashboard/dashboard-model.ts';
import type { BlockLook } from '../block.ts';
import type { Tone } from '../colour.ts';
import { paint } from '../colour.ts';
import { durationText } from '../duration.ts';

/** How a page of the dashboard is drawn. */
export interface ViewLook extends BlockLook {
  /** At most so many entries in each list. */
  readonly most: number;
}

/** One page: the model in, lines of exactly the look's width out. */
export type DrawView = (model: DashboardModel, look: ViewLook) => string[];

/** A page's title, as its heading and its key say it. */
export const VIEW_TITLES: Readonly<Record<DashboardView, string>> = {
  overview: 'overview',
  team: 'team',
  sprint: 'sprint',
  metrics: 'metrics',
  messages: 'messages',
  sessions: 'sessions',
};

/** How long ago that was, seen from the model's own moment. */
export function ageOf(at: string, model: Pick<DashboardModel, 'at'>): string {
  return durationText(Date.parse(model.at) - Date.parse(at));
}

/** The sign of a session: filled while it works, red when it crashed. */
export function sessionSign({ status, turn }: SessionRow, look: BlockLook): string {
  if (status === 'crashed') return paint('✗', 'bad', look.colours);
  if (status === 'expired') return paint('○', 'warn', look.colours);
  if (status === 'closed') return paint('○', 'muted', look.colours);
  const tone: Tone = turn === 'waiting' ? 'warn' : 'good';
  return paint(turn === 'idle' ? '○' : '●', tone, look.colours);
}

/** The first entries of a list, and how many were left out as a last line. */
export function firstOf<Entry>(
  list: readonly Entry[],
  look: ViewLook,
  draw: (entry: Entry) => readonly string[],
): string[] {
  // One line tells of the rest: of two that are left, one is drawn in its place.
  const shown = list.length > look.most ? Math.max(1, look.most - 1) : list.length;
  const rest = list.length - shown;
  return [
    ...list.slice(0, shown).flatMap(draw),
    ...(rest > 0 ? [paint(`and ${rest} more`, 'muted', look.colours)] : []),
  ];
}
