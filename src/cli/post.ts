import { counted } from '../counted.ts';
import type { Message, MessageEvent, MessagePriority } from '../messaging/message.ts';
import { joinBroadcasts, sendMessage } from '../messaging/messages.ts';
import { EVERYONE } from '../messaging/words.ts';
import { readConfig } from '../runtime/config.ts';
import { readRoster } from '../runtime/roster.ts';
import { sharedProjection } from '../runtime/session-streams.ts';
import { transact } from '../store/append.ts';
import { speakerOf } from './author.ts';
import type { CommandContext } from './command-context.ts';
import { receiver } from './message-sheet.ts';

const DURABLE = { expect: 'version', durable: true } as const;

/** What is sent, and to whom: a session's id, or `all`. */
export interface Post {
  readonly to: string;
  readonly text: string;
  readonly priority: MessagePriority;
}

/** Sends a message in the name of whoever runs the command, and answers with what became of it. */
export function post(context: CommandContext, { to, text, priority }: Post): void {
  const { layout, store } = context;
  const { by, by_name } = speakerOf(context);
  const live = liveSessions(context);
  const { limits } = readConfig(layout).config;
  let events: readonly MessageEvent[] = [];
  const { state } = transact(layout.shared, sharedProjection, store, DURABLE, ({ messaging }) => {
    const draft = { from_session: by, from_name: by_name, to, live, priority, text };
    events = sendMessage(messaging, draft, limits.messages);
    return events;
  });
  const sent = events.find((event) => event.type === 'message_sent')?.data.message_id ?? '';
  const late = to === EVERYONE ? letLateOnesJoin(context, live) : [];
  const message = state.messaging.messages.find(({ message_id }) => message_id === sent);
  const waiting = [...(message?.waiting ?? []), ...late.filter((id) => id !== by)];
  const dropped = events.flatMap((event) =>
    event.type === 'message_dropped' ? [event.data.message_id] : [],
  );
  context.answer({ message_id: sent, to, recipients: waiting, dropped }, () => [
    `Sent ${sent} to ${receiver({ to }, state.registry)}: ${outlook(to, waiting, live)}`,
    ...dropped.map((id) => `${id} was dropped to make room; its sender and its receiver find a notice.`),
  ]);
}

// Sessions that came up between the look at the roster and the append: whoever starts now joins by itself.
function letLateOnesJoin(context: CommandContext, known: readonly string[]): string[] {
  const late = liveSessions(context).filter((id) => !known.includes(id));
  if (late.length === 0) return [];
  const { layout, store } = context;
  transact(layout.shared, sharedProjection, store, DURABLE, ({ messaging }) =>
    late.flatMap((id) => joinBroadcasts(messaging, id, context.host.now())),
  );
  return late;
}

function liveSessions({ layout, host }: CommandContext): string[] {
  return readRoster(layout, host.now())
    .filter(({ liveness }) => liveness === 'live')
    .map(({ view }) => view.session_id);
}

function outlook(to: Message['to'], waiting: readonly string[], live: readonly string[]): string {
  if (to === EVERYONE) {
    return `${counted(waiting.length, 'live session')}, and those that start within a day.`;
  }
  return live.includes(to) ? 'given at its next prompt.' : 'it is not live; the message waits for it.';
}
