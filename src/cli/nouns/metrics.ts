import type { Command } from 'commander';
import { sessionMetrics } from '../../insight/session-metrics.ts';
import { openSession } from '../../runtime/session-streams.ts';
import type { Act } from '../act.ts';
import { metricsSheet } from '../metrics-sheet.ts';
import { chosenSession } from '../session-choice.ts';

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
        const metrics = sessionMetrics(state);
        context.answer(metrics, () => metricsSheet(state, metrics, context));
      }),
    );
}
