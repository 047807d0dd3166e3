import type { DashboardModel, DecisionRow, MessageRow } from '../../insight/dashboard/dashboard-model.ts';
import { meter } from '../bar.ts';
import type { Panel } from '../block.ts';
import { padded, panelGrid, spread } from '../block.ts';
import type { Tone } from '../colour.ts';
import { paint } from '../colour.ts';
import { displayWidth } from '../width.ts';
import { wrapText } from '../wrap-text.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { ageOf, firstOf } from './view-look.ts';

const TEXT_LINES = 3;
const SIGNS: Readonly<Record<MessageRow['status'], readonly [sign: string, tone: Tone]>> = {
  waiting: ['●', 'accent'],
  delivered: ['✓', 'good'],
  dropped: ['✗', 'bad'],
};

/** What sessions have told one another, and what is to be decided. */
export const messagesView: DrawView = (model, look) =>
  panelGrid([messagesPanel(model, look), decisionsPanel(model, look)], 60, look);

function messagesPanel(model: DashboardModel, look: ViewLook): Panel {
  const { messages } = model;
  const waiting = messages.filter(({ status }) => status === 'waiting').length;
  return {
    title: 'Messages',
    note: messages.length === 0 ? '' : `${waiting} waiting`,
    weight: 3,
    body: (width) =>
      messages.length === 0
        ? [
            'No message yet. Tell another session something with:',
            `${paint('▸', 'accent', look.colours)} baton message send "#2" "The schema has changed."`,
          ]
        : firstOf(messages, look, (one) => messageLines(one, model, width, look)),
  };
}

function messageLines(
  one: MessageRow,
  model: DashboardModel,
  width: number,
  { colours }: ViewLook,
): string[] {
  const [sign, tone] = SIGNS[one.status];
  const dim = (text: string) => paint(text, 'muted', colours);
  const urgent: Tone = one.priority === 'urgent' ? 'bad' : 'warn';
  const priority =
    one.priority === 'normal'
      ? ''
      : ` ${paint(one.priority, one.priority === 'low' ? 'muted' : urgent, colours)}`;
  return [
    spread(
      `${paint(sign, tone, colours)} ${paint(one.from, 'strong', colours)} → ${one.to}${priority}`,
      dim(`${one.id} · ${ageOf(one.sent_at, model)}`),
      width,
    ),
    ...wrapText(one.text, Math.max(1, width - 2), TEXT_LINES).map((line) => `  ${line}`),
  ];
}

function decisionsPanel({ decisions }: DashboardModel, look: ViewLook): Panel {
  return {
    title: 'To be decided',
    note: decisions.length === 0 ? '' : String(decisions.length),
    tone: decisions.length === 0 ? 'strong' : 'warn',
    weight: 2,
    body: (width) =>
      decisions.length === 0
        ? [
            'No question is open. Ask one with:',
            `${paint('▸', 'accent', look.colours)} baton decision propose "Which queue?" --option a --option b`,
          ]
        : firstOf(decisions, look, (one) => decisionLines(one, width, look)),
  };
}

function decisionLines(one: DecisionRow, width: number, { colours }: ViewLook): string[] {
  const label = Math.min(
    Math.floor(width / 2),
    Math.max(1, ...one.votes.map(({ option }) => displayWidth(option))),
  );
  const cast = one.votes.reduce((sum, { votes }) => sum + votes, 0);
  const room = Math.max(1, width - label - 6);
  return [
    ...wrapText(one.title, width, 2).map((line) => paint(line, 'strong', colours)),
    ...one.votes.map(
      ({ option, votes }) =>
        `  ${padded(option, label)} ${meter(cast === 0 ? 0 : votes / cast, room, 'accent', colours)} ${padded(String(votes), 2, 'right')}`,
    ),
    spread(
      paint(`  ${one.stands.startsWith(one.rule) ? '' : `${one.rule}: `}${one.stands}`, 'muted', colours),
      paint(one.id, 'muted', colours),
      width,
    ),
  ];
}
