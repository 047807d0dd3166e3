import type { Inbox } from '../messaging/inbox.ts';
import type { Message } from '../messaging/message.ts';
import { EVERYONE } from '../messaging/words.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { RegistryState } from '../session/registry.ts';
import type { CommandContext } from './command-context.ts';

/** The inbox as `message inbox --json` gives it; `all` adds what was read and what was sent. */
export function inboxDocument(inbox: Inbox, owner: string | null, all: boolean) {
  return {
    session: owner,
    unread: inbox.received.filter(({ status }) => status === 'waiting').length,
    messages: inbox.received
      .filter(({ status }) => all || status !== 'read')
      .map(({ message, status }) => ({ ...message, status })),
    notices: inbox.notices,
    missed: inbox.missed,
    sent: all ? inbox.sent : [],
  };
}

type InboxDocument = ReturnType<typeof inboxDocument>;

/** The inbox on a screen. */
export function inboxSheet(inbox: InboxDocument, registry: RegistryState, context: CommandContext): string[] {
  const look = { width: context.width, colours: context.colours };
  const age = ({ sent_at }: Message) => durationText(context.host.now() - Date.parse(sent_at));
  const received = inbox.messages.map((one) => [
    one.message_id,
    one.status,
    one.priority,
    plainText(one.from_name, 40),
    age(one),
    plainText(one.text, 200),
  ]);
  const sent = inbox.sent.map((one) => [
    one.message_id,
    howFar(one),
    one.priority,
    receiver(one, registry),
    age(one),
    plainText(one.text, 200),
  ]);
  const columns = (who: string) => [
    { title: 'id' },
    { title: 'status' },
    { title: 'priority' },
    { title: who, shrinks: true },
    { title: 'age', align: 'right' as const },
    { title: 'text', shrinks: true },
  ];
  return [
    ...(received.length === 0 ? ['No new message.'] : table(columns('from'), received, look)),
    ...(sent.length === 0 ? [] : ['', 'Sent:', ...table(columns('to'), sent, look)]),
    ...inbox.notices.map((one) =>
      paint(
        `${one.message_id} to ${receiver(one, registry)} was dropped: ${plainText(one.dropped ?? '', 120)}. ` +
          `\`baton message read ${one.message_id}\` takes this notice away.`,
        'warn',
        context.colours,
      ),
    ),
    ...inbox.missed.map((one) =>
      paint(
        `${one.message_id} from ${plainText(one.from_name, 40)} was dropped before you were given it: ${plainText(one.dropped ?? '', 120)}. ` +
          `\`baton message read ${one.message_id}\` shows it.`,
        'warn',
        context.colours,
      ),
    ),
  ];
}

/** Whom a message is for, for a person: `session #4`, or `all`. */
export function receiver(message: Pick<Message, 'to'>, registry: RegistryState): string {
  if (message.to === EVERYONE) return 'all';
  const known = Object.hasOwn(registry.sessions, message.to) ? registry.sessions[message.to] : undefined;
  return known === undefined ? plainText(message.to, 40) : `session #${known.number}`;
}

function howFar({ dropped, waiting, delivered }: Message): string {
  if (dropped !== null) return 'dropped';
  if (waiting.length === 0) return 'delivered';
  return delivered.length === 0 ? 'waiting' : `${delivered.length} of ${delivered.length + waiting.length}`;
}
