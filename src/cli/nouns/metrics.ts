import type { Command } from 'commander';
import { sessionMetrics } from '../../insight/session-metrics.ts';
import { readRoster } from '../../runtime/roster.ts';
import { openSession } from '../../runtime/session-streams.ts';
import type { Act } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import type { ScoreBefore } from '../metrics-sheet.ts';
import { metricsSheet } from '../metrics-sheet.ts';
import { chosenSession } from '../session-choice.ts';

/** So many sessions before it are shown with their score. */
const MOST_BEFORE = 8;

/** `baton metrics`: how a session goes, in numbers. */
export function metricsNoun(program: Command, act: Act): void {
  program
    .command('metrics')
    .argument('[id]', 'the session, or the beginning of its id')
    .description('how a session goes: its score, the numbers behind it, and what they say')
    .addHelpText('after', '\nExample:\n  baton metrics "#12"\n  baton metrics --json')
    .action(
      act((context, { args }) => {
        const { state } = openSession(context.layout, chosenSession(context, args[0]));
        const metrics = { ...sessionMetrics(state), trend: scoresBefore(context, state.session_info.number) };
        context.answer(metrics, () => metricsSheet(state, metrics, context));
      }),
    );
}

// The oldest first. Only views are read: they carry the score.
function scoresBefore(context: CommandContext, number: number): ScoreBefore[] {
  return readRoster(context.layout, context.host.now())
    .flatMap(({ view }) =>
      view.number < number && view.score !== null ? [{ number: view.number, score: view.score }] : [],
    )
    .slice(0, MOST_BEFORE)
    .reverse();
}
