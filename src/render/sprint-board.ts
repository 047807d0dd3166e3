import type { ColourLevel, Tone } from './colour.ts';
import { paint } from './colour.ts';
import { plainText } from './terminal-text.ts';
import { displayWidth, truncateToWidth } from './width.ts';

/** A card of the board. */
export interface BoardCard {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly assignee: string | null;
  readonly progress_percentage: number;
  readonly blockers: readonly string[];
}

/** How the board is drawn. */
export interface BoardLook {
  readonly width: number;
  readonly colours: ColourLevel;
  readonly ascii: boolean;
}

const LANES: readonly {
  readonly title: string;
  readonly statuses: readonly string[];
  readonly tone: Tone;
}[] = [
  { title: 'To do', statuses: ['pending', 'assigned'], tone: 'muted' },
  { title: 'In progress', statuses: ['in_progress'], tone: 'accent' },
  { title: 'Blocked', statuses: ['blocked', 'failed'], tone: 'bad' },
  { title: 'Done', statuses: ['completed'], tone: 'good' },
];
const NARROWEST_LANE = 14;
const BORDERS = {
  unicode: { bar: '│', line: '─', corners: ['╭', '┬', '╮', '├', '┼', '┤', '╰', '┴', '╯'] },
  ascii: { bar: '|', line: '-', corners: ['+', '+', '+', '+', '+', '+', '+', '+', '+'] },
} as const;

/**
 * The tasks as a board of four lanes with straight borders, whatever characters the titles hold; on a screen
 * too narrow for lanes side by side, one list under another. Cancelled tasks are left out.
 */
export function sprintBoard(title: string, cards: readonly BoardCard[], look: BoardLook): string[] {
  const lanes = LANES.map((lane) => ({
    ...lane,
    cards: cards.filter((card) => lane.statuses.includes(card.status)),
  }));
  const heading = paint(plainText(title, 200), 'strong', look.colours);
  const inner = Math.floor((Math.min(look.width, 200) - lanes.length - 1) / lanes.length) - 2;
  if (cards.length === 0) return [heading, 'No tasks yet.'];
  if (inner < NARROWEST_LANE) {
    return [
      heading,
      ...lanes.flatMap((lane) => [
        paint(`${lane.title} (${lane.cards.length})`, lane.tone, look.colours),
        ...lane.cards.map((card) => truncateToWidth(`  ${cardText(card)}`, look.width)),
      ]),
    ];
  }
  const { bar, line, corners } = BORDERS[look.ascii ? 'ascii' : 'unicode'];
  const rule = (left: string, middle: string, right: string) =>
    left + lanes.map(() => line.repeat(inner + 2)).join(middle) + right;
  const row = (cells: readonly string[]) =>
    `${bar}${cells.map((cell) => ` ${padded(cell, inner)} `).join(bar)}${bar}`;
  const height = Math.max(...lanes.map((lane) => lane.cards.length));
  return [
    heading,
    rule(corners[0], corners[1], corners[2]),
    row(
      lanes.map((lane) =>
        paint(truncateToWidth(`${lane.title} (${lane.cards.length})`, inner), lane.tone, look.colours),
      ),
    ),
    rule(corners[3], corners[4], corners[5]),
    ...Array.from({ length: height }, (_, index) =>
      row(
        lanes.map((lane) =>
          lane.cards[index] === undefined ? '' : truncateToWidth(cardText(lane.cards[index]), inner),
        ),
      ),
    ),
    rule(corners[6], corners[7], corners[8]),
  ];
}

function cardText(card: BoardCard): string {
  const progress =
    card.status === 'in_progress' && card.progress_percentage > 0 ? ` ${card.progress_percentage}%` : '';
  const who = card.assignee === null ? '' : ` @${plainText(card.assignee, 40)}`;
  const why = card.blockers[0] === undefined ? '' : ` (${plainText(card.blockers[0], 80)})`;
  return `${plainText(card.id, 40)}${progress}${who} ${plainText(card.title, 200)}${why}`;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
