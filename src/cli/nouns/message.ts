import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { inboxOf } from '../../messaging/inbox.ts';
import type { Message, MessagePriority, MessagingState } from '../../messaging/message.ts';
import { QUOTE_NOTICE, quotedMessage } from '../../messaging/message-quote.ts';
import { readMessage } from '../../messaging/messages.ts';
import { EVERYONE, MESSAGE_PRIORITIES } from '../../messaging/words.ts';
import { own } from '../../own-field.ts';
import { openShared, sharedProjection } from '../../runtime/session-streams.ts';
import { transact } from '../../store/append.ts';
import type { Act, Given } from '../act.ts';
import { textOption } from '../act.ts';
import { speakerOf } from '../author.ts';
import type { CommandContext } from '../command-context.ts';
import { inboxDocument, inboxSheet } from '../message-sheet.ts';
import { suggestion } from '../nearest.ts';
import { post } from '../post.ts';
import { chosenSession } from '../session-choice.ts';

/** `baton message`: what sessions tell one another. */
export function messageNoun(program: Command, act: Act): void {
  const message = program
    .command('message')
    .description('messages between sessions: each is given to its session at the next prompt')
    .addHelpText(
      'after',
      '\nExamples:\n  baton message send "#4" "The schema has changed: run the migration first."\n  baton message broadcast "main is frozen until the release" --priority urgent\n  baton message inbox',
    );

  withPriority(message.command('send'))
    .argument('<to>', 'a session: an id, its beginning, or "#" and its number; or all')
    .argument('<text...>', 'at most 2,000 characters')
    .description('send a message to a session, or to all')
    .addHelpText(
      'after',
      '\nExample:\n  baton message send "#4" "The tests of basket.ts are yours." --priority high',
    )
    .action(
      act((context, given) => {
        const [to = '', ...words] = given.args;
        const receiver = to === EVERYONE ? EVERYONE : chosenSession(context, to);
        post(context, { to: receiver, text: words.join(' '), priority: priorityOf(given) });
      }),
    );

  withPriority(message.command('broadcast'))
    .argument('<text...>', 'at most 2,000 characters')
    .description('tell every session that is live, and those that start within a day')
    .addHelpText('after', '\nExample:\n  baton message broadcast "The staging database is down."')
    .action(
      act((context, given) =>
        post(context, { to: EVERYONE, text: given.args.join(' '), priority: priorityOf(given) }),
      ),
    );

  message
    .command('inbox')
    .option('--all', 'also what was read, and what was sent')
    .description('what waits for the session, what it was given and has not opened, and what was dropped')
    .addHelpText('after', '\nExample:\n  baton message inbox --all --json')
    .action(
      act((context, given) => {
        const { by } = speakerOf(context);
        const { messaging, registry } = openShared(context.layout).state;
        const inbox = inboxDocument(inboxOf(messaging, by), by, given.options.all === true);
        context.answer(inbox, () => inboxSheet(inbox, registry, context));
      }),
    );

  message
    .command('read')
    .argument('<id>', 'the message, for example m-12')
    .description('show a message whole; one that waits for the session is then delivered')
    .addHelpText('after', '\nExample:\n  baton message read m-12')
    .action(act((context, { args }) => read(context, args[0] ?? '')));
}

function withPriority(command: Command): Command {
  return command.option('--priority <priority>', MESSAGE_PRIORITIES.join(', '), 'normal');
}

function read(context: CommandContext, typed: string): void {
  const { by } = speakerOf(context);
  const options = { expect: 'version', durable: true } as const;
  const shared = transact(context.layout.shared, sharedProjection, context.store, options, ({ messaging }) =>
    readMessage(messaging, by, found(messaging, typed).message_id),
  );
  const { messaging, registry } = shared.state;
  const message = found(messaging, typed);
  context.answer(message, () => [
    ...(by === null ? [] : [QUOTE_NOTICE]),
    ...quotedMessage(message, (id) => own(registry.sessions, id)?.number),
    ...(message.dropped === null ? [] : [`It was dropped: ${message.dropped}.`]),
  ]);
}

function found({ messages }: MessagingState, typed: string): Message {
  const id = /^\d+$/.test(typed) ? `m-${typed}` : typed;
  const message = messages.find(({ message_id }) => message_id === id);
  if (message !== undefined) return message;
  const near = suggestion(
    id,
    messages.map(({ message_id }) => message_id),
  );
  throw new BatonError(
    'E_NOT_FOUND',
    `There is no message ${JSON.stringify(typed)}.${near} \`baton message inbox --all\` lists yours; ` +
      'old ones are in the log: `baton event list --shared --type message_sent`.',
    { message_id: id },
  );
}

function priorityOf(given: Given): MessagePriority {
  const word = textOption(given, 'priority') ?? '';
  const priority = MESSAGE_PRIORITIES.find((one) => one === word);
  if (priority !== undefined) return priority;
  throw new BatonError(
    'E_USAGE',
    `--priority ${JSON.stringify(word)} is none.${suggestion(word, MESSAGE_PRIORITIES)} Priorities: ${MESSAGE_PRIORITIES.join(', ')}.`,
  );
}
