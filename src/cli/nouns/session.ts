import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { changeSession, openSession } from '../../runtime/session-streams.ts';
import { endSession, seeSession } from '../../session/commands/life.ts';
import { changeMode, setOrchestration } from '../../session/commands/settings.ts';
import type { SessionEvent } from '../../session/event.ts';
import { presentSession } from '../../session/sprint-metrics.ts';
import type { SessionState } from '../../session/state.ts';
import { SESSION_MODES } from '../../session/words.ts';
import type { Act } from '../act.ts';
import { countOption, textOption } from '../act.ts';
import { cleanUpSessions } from '../cleanup.ts';
import type { CommandContext } from '../command-context.ts';
import { createSession } from '../create-session.ts';
import { suggestion } from '../nearest.ts';
import { chosenSession } from '../session-choice.ts';
import { listSessions } from '../session-list.ts';
import { sessionSheet } from '../session-sheet.ts';
import { changeStyle } from '../style-change.ts';
import { handoffVerbs } from './session-handoff.ts';
import { placeVerbs, protocolVerbs } from './session-place.ts';

/** `baton session`: the sessions of the project and their settings. */
export function sessionNoun(program: Command, act: Act): void {
  const session = program
    .command('session')
    .description('the sessions of this project: list, show, and set how one works')
    .addHelpText(
      'after',
      '\nExamples:\n  baton session list --active\n  baton session mode leadership\n  baton session show --json',
    );

  session
    .command('create')
    .requiredOption('--mode <mode>', SESSION_MODES.join(', '))
    .option('--label <text>', 'a name for people')
    .description('make a session by hand, for a program of your own; prints its id')
    .addHelpText(
      'after',
      '\nExample:\n  BATON_SESSION=$(baton session create --mode development --label nightly)',
    )
    .action(
      act((context, given) => {
        const id = createSession(
          context,
          modeOf(textOption(given, 'mode') ?? ''),
          textOption(given, 'label') ?? null,
        );
        context.answer({ id }, () => [id]);
      }),
    );

  session
    .command('list')
    .option('--active', 'only those that are live now')
    .option('--limit <count>', 'at most so many, newest first', '50')
    .description('the sessions, newest first, and what each is doing')
    .addHelpText('after', '\nExample:\n  baton session list --active --json')
    .action(act((context, given) => listSessions(context, given)));

  session
    .command('show')
    .argument('[id]', 'the session, or the beginning of its id')
    .description('everything that is known of one session')
    .addHelpText('after', '\nExample:\n  baton session show "#12"')
    .action(
      act((context, { args }) => {
        const id = chosenSession(context, args[0]);
        const { state, damaged, gaps } = openSession(context.layout, id);
        const shown = presentSession(state, context.host.now());
        context.answer(shown, () => sessionSheet(shown, { damaged, gaps }, context));
      }),
    );

  verb(
    session,
    act,
    'enable',
    'switch orchestration on for a session',
    () => (state) => setOrchestration(state, true),
  );
  verb(
    session,
    act,
    'disable',
    'switch orchestration off for a session: its hooks stay silent',
    () => (state) => setOrchestration(state, false),
  );
  verb(session, act, 'heartbeat', 'note that a session is still at work', () => seeSession);
  verb(session, act, 'close', 'end a session', () => (state) => endSession(state, 'closed'));

  session
    .command('mode')
    .argument('<mode>', SESSION_MODES.join(', '))
    .option('--style', 'also choose the output style that goes with it, for conversations from now on')
    .option('--no-style', 'take that choice out of the settings')
    .description('set the way of working of a session')
    .addHelpText('after', '\nExamples:\n  baton session mode sprint\n  baton session mode leadership --style')
    .action(
      act(async (context, { args, options }) => {
        const mode = modeOf(args[0] ?? '');
        chosenSession(context);
        const style =
          options.style === undefined ? [] : await changeStyle(context, mode, options.style === true);
        apply(context, `mode ${mode}`, (state) => changeMode(state, mode), undefined, style);
      }),
    );

  placeVerbs(session, act);
  handoffVerbs(session, act);
  protocolVerbs(session, act);

  session
    .command('cleanup')
    .option('--days <count>', 'archive sessions that ended longer ago', '30')
    .option('--dry-run', 'only say what would be done')
    .description('close expired and crashed sessions, archive old ones')
    .addHelpText('after', '\nExample:\n  baton session cleanup --days 7')
    .action(
      act((context, given) => {
        const outcome = cleanUpSessions(context, countOption(given, 'days'), given.options.dryRun === true);
        const verbs =
          given.options.dryRun === true ? ['Would close', 'would archive'] : ['Closed', 'archived'];
        context.answer(outcome, () => [
          `${verbs[0]} ${outcome.closed.length}, ${verbs[1]} ${outcome.archived.length}.`,
        ]);
      }),
    );
}

type Decide = (state: SessionState) => SessionEvent[];

function verb(session: Command, act: Act, name: string, description: string, decide: () => Decide): void {
  session
    .command(name)
    .argument('[id]', 'the session, or the beginning of its id')
    .description(description)
    .addHelpText('after', `\nExample:\n  baton session ${name}`)
    .action(act((context, { args }) => apply(context, name, decide(), args[0])));
}

function apply(
  context: CommandContext,
  what: string,
  decide: Decide,
  named?: string,
  more: readonly string[] = [],
): void {
  const id = chosenSession(context, named);
  let events = 0;
  const { state } = changeSession(context.layout, id, context.store, (current) => {
    const decided = decide(current);
    events = decided.length;
    return decided;
  });
  context.answer({ session: id, changed: events > 0 }, () => [
    events > 0
      ? `Session #${state.session_info.number}: ${what}.`
      : `Session #${state.session_info.number} is that already: ${what}.`,
    ...more,
  ]);
}

function modeOf(word: string): (typeof SESSION_MODES)[number] {
  const mode = SESSION_MODES.find((one) => one === word);
  if (mode !== undefined) return mode;
  throw new BatonError(
    'E_USAGE',
    `${JSON.stringify(word)} is not a mode.${suggestion(word, SESSION_MODES)} Modes: ${SESSION_MODES.join(', ')}.`,
  );
}
