import type { TaskRow } from '../plan/task-board.ts';
import { meter } from './bar.ts';
import type { BlockLook, Panel } from './block.ts';
import { panelGrid, spread } from './block.ts';
import { paint } from './colour.ts';
import { LANES, prioritySign } from './task-lanes.ts';
import { displayWidth } from './width.ts';
import { wrapText } from './wrap-text.ts';

/** A card of the board: a task and how it stands. */
export type Card = Pick<
  TaskRow,
  | 'id'
  | 'title'
  | 'status'
  | 'assignee'
  | 'progress_percentage'
  | 'blockers'
  | 'priority'
  | 'estimated_effort'
  | 'dependencies'
  | 'dependencies_met'
>;

const NARROWEST_LANE = 20;
const TITLE_LINES = 2;
const REASON_LINES = 2;
const NARROWEST_METER = 4;
const WIDEST_METER = 14;

/**
 * The tasks as a board of four lanes, exactly as wide as the look says; on a narrow screen two lanes stand above two.
 * `most` cards a lane, the rest is counted. Cancelled tasks are left out.
 */
export function kanban(cards: readonly Card[], look: BlockLook & { readonly most: number }): string[] {
  const lanes = LANES.map(({ name, statuses, tone }): Panel => {
    const own = cards.filter(({ status }) => statuses.includes(status));
    // What was done first is what nobody looks for.
    const shown = name === 'Done' ? own.slice(-look.most) : own.slice(0, look.most);
    const rest = own.length - shown.length;
    return {
      title: name,
      tone,
      note: own.length === 0 ? '' : String(own.length),
      body: (width) => [
        ...shown.flatMap((card, index) => [...(index === 0 ? [] : ['']), ...cardLines(card, width, look)]),
        ...(rest > 0 ? ['', paint(`and ${rest} more`, 'muted', look.colours)] : []),
      ],
    };
  });
  const columns = look.width >= lanes.length * NARROWEST_LANE ? lanes.length : 2;
  return panelGrid(lanes, Math.max(1, Math.floor(look.width / columns)), look);
}

function cardLines(card: Card, width: number, { colours }: BlockLook): string[] {
  const dim = (text: string) => paint(text, 'muted', colours);
  const isDone = card.status === 'completed';
  const size = card.estimated_effort === 0 || isDone ? '' : dim(`${card.estimated_effort} pt`);
  const right = [isDone ? paint('✓', 'good', colours) : prioritySign(card.priority, colours), size];
  const who = card.assignee === null ? '' : `@${card.assignee}`;
  const title = wrapText(card.title, width, isDone ? 1 : TITLE_LINES);
  return [
    spread(paint(card.id, 'strong', colours), right.filter((one) => one !== '').join(' '), width),
    ...title.map((line) => (isDone ? dim(line) : line)),
    ...(card.status === 'in_progress' ? [progressLine(card, who, width, colours)] : []),
    ...(card.status === 'assigned' && who !== '' ? [dim(who)] : []),
    ...(card.status === 'blocked' ? reasonLines(card, width, colours) : []),
    ...(card.status === 'failed' ? [paint('✗ failed', 'bad', colours)] : []),
    ...(card.status === 'pending' && !card.dependencies_met
      ? [dim(`needs ${card.dependencies.join(', ')}`)]
      : []),
  ];
}

function reasonLines({ blockers }: Card, width: number, colours: BlockLook['colours']): string[] {
  const text = `✗ ${blockers.join('; ') || 'no reason given'}`;
  return wrapText(text, width, REASON_LINES).map((line) => paint(line, 'bad', colours));
}

function progressLine(card: Card, who: string, width: number, colours: BlockLook['colours']): string {
  const percent = ` ${card.progress_percentage} %`;
  const beside = percent.length + (who === '' ? 0 : 1 + displayWidth(who));
  const room = Math.max(NARROWEST_METER, Math.min(WIDEST_METER, width - beside));
  const bar = `${meter(card.progress_percentage / 100, room, 'accent', colours)}${percent}`;
  return who === '' ? bar : `${bar} ${paint(who, 'muted', colours)}`;
}
