import { watch } from 'node:fs';
import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { paint } from '../../render/colour.ts';
import { plainText } from '../../render/terminal-text.ts';
import { truncateToWidth } from '../../render/width.ts';
import { momentOf } from '../../runtime/replay/find-place.ts';
import type { EventFeed, LoggedEvent } from '../../runtime/session-log.ts';
import { projectFeed, sessionFeed, sharedFeed } from '../../runtime/session-log.ts';
import type { Act, Given } from '../act.ts';
import { textOption } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { chosenSession } from '../session-choice.ts';

const FOLLOW_INTERVAL_MS = 500;

/** `baton event`: what happened, from the logs themselves. */
export function eventNoun(program: Command, act: Act): void {
  const event = program
    .command('event')
    .description('what happened: list it, follow it live, or replay it')
    .addHelpText(
      'after',
      '\nExamples:\n  baton event list --type tool_used --limit 20\n  baton event follow --all',
    );

  withChoice(event.command('list'))
    .option('--since <time>', 'an ISO time, or a span such as 10m, 2h, 3d')
    .option('--limit <count>', 'at most so many, the newest', '50')
    .description('the events of a session (or --shared, --all), oldest first')
    .addHelpText('after', '\nExample:\n  baton event list --since 1h --json')
    .action(
      act((context, given) => {
        const since = sinceOf(textOption(given, 'since'), context.host.now());
        const wanted = chosenFeed(context, given)
          .more()
          .filter((one) => matches(one, textOption(given, 'type')) && Date.parse(one.timestamp) >= since);
        const shown = wanted.slice(-limitOf(given));
        context.answer(shown, () =>
          shown.length === 0 ? ['No such event.'] : shown.map((one) => line(one, context)),
        );
      }),
    );

  event
    .command('replay')
    .argument('[session]', 'the session, or the beginning of its id')
    .option('--until <place>', 'an ISO time, a span such as 10m, an event or a checkpoint; else to the end')
    .description('read the log of a session up to some place and show the state there')
    .addHelpText('after', '\nExample:\n  baton event replay --until 2h --json')
    .action(act(async (context, given) => (await import('../event-replay.ts')).replay(context, given)));

  withChoice(event.command('follow'))
    .description('print events as they happen, until Ctrl-C')
    .addHelpText('after', '\nExample:\n  baton event follow --all --type task_mirrored')
    .action(act((context, given) => follow(context, given)));
}

function withChoice(command: Command): Command {
  return command
    .option('--type <type>', 'only events of this type')
    .option('--shared', 'the shared stream instead of a session')
    .option('--all', 'all sessions and the shared stream');
}

function chosenFeed(context: CommandContext, given: Given): EventFeed {
  if (given.options.all === true) return projectFeed(context.layout);
  if (given.options.shared === true) return sharedFeed(context.layout);
  return sessionFeed(context.layout, chosenSession(context));
}

async function follow(context: CommandContext, given: Given): Promise<void> {
  const feed = chosenFeed(context, given);
  feed.more();
  const print = () => {
    for (const one of feed.more().filter((event) => matches(event, textOption(given, 'type')))) {
      context.host.out(context.options.json ? `${JSON.stringify(one)}\n` : `${line(one, context)}\n`);
    }
  };
  if (!context.options.json) context.host.err('Following; Ctrl-C ends it.\n');
  // The watch makes it prompt; the interval makes it certain where the system drops watch events.
  const watcher = watch(context.layout.baton, { recursive: false }, print);
  const timer = setInterval(print, FOLLOW_INTERVAL_MS);
  await new Promise<void>((resolve) => {
    const end = () => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve();
    };
    process.on('SIGINT', end).on('SIGTERM', end);
    context.host.ended?.then(end, end);
  });
  clearInterval(timer);
  watcher.close();
  print();
}

function matches(event: LoggedEvent, type: string | undefined): boolean {
  return type === undefined || event.type === type;
}

function line(event: LoggedEvent, context: CommandContext): string {
  const time = paint(event.timestamp.slice(0, 19).replace('T', ' '), 'muted', context.colours);
  const who = event.session_id === null ? 'shared' : event.session_id.slice(0, 8);
  const text = `${time}  ${plainText(who, 8).padEnd(8)}  ${event.type.padEnd(21)} ${plainText(JSON.stringify(event.data), 400)}`;
  return context.plain(truncateToWidth(text, context.width));
}

function sinceOf(text: string | undefined, now: number): number {
  if (text === undefined) return 0;
  const time = momentOf(text, now);
  if (time !== undefined) return time;
  throw new BatonError(
    'E_USAGE',
    `--since ${text} is no time. Give an ISO time (2026-11-20T10:00Z) or a span (30m, 2h, 3d).`,
  );
}

function limitOf(given: Given): number {
  const text = textOption(given, 'limit') ?? '';
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new BatonError('E_USAGE', `--limit needs a whole number from 1; received ${JSON.stringify(text)}.`);
}
