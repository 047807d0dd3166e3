import type { Command } from 'commander';
import { NOTE_KINDS } from '../../session/words.ts';
import type { Act } from '../act.ts';
import { listHandoffs } from '../handoff-list.ts';
import { answerHeld, giveHandoff, leaveNote } from '../handoff-verbs.ts';

/** The verbs of `baton session` by which work passes from one session to the next. */
export function handoffVerbs(session: Command, act: Act): void {
  session
    .command('handoff')
    .argument('[from]', 'whose work: a session, the beginning of its id, or "#" and its number')
    .argument('[to]', 'the session that gets the work; without it, whoever comes next')
    .option('--constraint <text...>', 'what whoever takes it must acknowledge before anything else')
    .option('--decision <text...>', 'what was decided')
    .option('--recommend <text...>', 'what you would do')
    .option('--next <text...>', 'what is to be done next')
    .description('make a handoff now; with TO, its begun tasks go over to that session')
    .addHelpText(
      'after',
      '\nSessions make one by themselves when they end and before a compaction.\n\n' +
        'Examples:\n  baton session handoff\n' +
        "  baton session handoff '#4' '#7' --next 'refuse expired tokens' --constraint 'leave the users table alone'",
    )
    .action(act((context, given) => giveHandoff(context, given)));

  session
    .command('handoffs')
    .option('--limit <count>', 'at most so many, newest first', '20')
    .description('the handoffs that are kept, newest first, and who has taken them')
    .addHelpText('after', '\nExample:\n  baton session handoffs --json')
    .action(act((context, given) => listHandoffs(context, given)));

  session
    .command('note')
    .argument('<text>', 'a sentence for whoever comes next')
    .option('--as <kind>', NOTE_KINDS.join(', '), 'next')
    .description('leave something for the next handoff of this session')
    .addHelpText(
      'after',
      "\nExample:\n  baton session note 'the users table is frozen until Friday' --as constraint",
    )
    .action(act((context, given) => leaveNote(context, given)));

  session
    .command('acknowledge')
    .argument('[constraint...]', 'the constraints, by id; all that are open when none is named')
    .option('--list', 'only show them')
    .option('--lift', 'say that they hold no longer')
    .description('acknowledge the constraints that came with a handoff')
    .addHelpText('after', '\nExample:\n  baton session acknowledge c4-1')
    .action(act((context, given) => answerHeld(context, given)));
}
