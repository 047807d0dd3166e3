import type { TaskRow } from '../plan/task-board.ts';
import type { ColourLevel, Tone } from './colour.ts';
import { paint } from './colour.ts';

/** The lanes of a board, in their order, and which standings belong to each. */
export const LANES: readonly {
  readonly name: string;
  readonly statuses: readonly TaskRow['status'][];
  readonly tone: Tone;
  /** What fills its part of a bar: they differ without colours, too. */
  readonly sign: string;
}[] = [
  { name: 'To do', statuses: ['pending', 'assigned'], tone: 'muted', sign: '░' },
  { name: 'In progress', statuses: ['in_progress'], tone: 'accent', sign: '▓' },
  { name: 'Blocked', statuses: ['blocked', 'failed'], tone: 'bad', sign: '▒' },
  { name: 'Done', statuses: ['completed'], tone: 'good', sign: '█' },
];

const PRIORITIES: Readonly<Record<TaskRow['priority'], readonly [sign: string, tone: Tone]>> = {
  critical: ['▲▲', 'bad'],
  high: ['▲', 'warn'],
  medium: ['', 'muted'],
  low: ['↓', 'muted'],
};

/** The sign of a task's priority; nothing for an ordinary one. */
export function prioritySign(priority: TaskRow['priority'], colours: ColourLevel): string {
  const [sign, tone] = PRIORITIES[priority];
  return paint(sign, tone, colours);
}
