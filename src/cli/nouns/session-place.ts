import type { Command } from 'commander';
import { RULE_NAMES } from '../../continuity/rules/protocol-rules.ts';
import { OVERRIDE_SCOPES } from '../../session/words.ts';
import type { Act } from '../act.ts';

/** The verbs of `baton session` that mark its place, go back to one, and join two sessions. */
export function placeVerbs(session: Command, act: Act): void {
  session
    .command('checkpoint')
    .argument('[id]', 'the session, or the beginning of its id')
    .option('--label <text>', 'a name to go back to it by')
    .description('mark the place where a session stands, to compare with or go back to')
    .addHelpText('after', '\nExample:\n  baton session checkpoint --label before-refactoring')
    .action(act(async (context, given) => (await import('../checkpoints.ts')).checkpoint(context, given)));

  session
    .command('checkpoints')
    .argument('[places...]', 'with --compare: two checkpoints, events or times, or `now`')
    .option('--compare', 'what differs between two places')
    .description('the checkpoints of a session and what differs from now')
    .addHelpText(
      'after',
      '\nExamples:\n  baton session checkpoints\n  baton session checkpoints --compare 1 now',
    )
    .action(act(async (context, given) => (await import('../checkpoints.ts')).checkpoints(context, given)));

  session
    .command('rollback')
    .argument('[to]', 'a checkpoint (number, label or id), an event, an ISO time, or a span such as 10m')
    .option('--undo', 'take the last rollback back')
    .option('--dry-run', 'only say what would change')
    .description('set the work of a session back to what it was: mode, teams, sprint, tasks, settings')
    .addHelpText(
      'after',
      '\nWhat has happened (usage, files, commits) stays on record; the rollback itself can be undone.\n' +
        '\nExamples:\n  baton session rollback before-refactoring --dry-run\n  baton session rollback 30m\n  baton session rollback --undo',
    )
    .action(act(async (context, given) => (await import('../rollback.ts')).rollback(context, given)));

  session
    .command('recover')
    .argument('[id]', 'the session, the beginning of its id, or `shared` for what all share')
    .option('--all', 'every session and what they share')
    .option('--dry-run', 'only say what is damaged; exit 4 when something is')
    .description('mend a damaged log: what is damaged is kept aside, snapshots are made anew')
    .addHelpText('after', '\nExample:\n  baton session recover --all --dry-run')
    .action(act(async (context, given) => (await import('../session-recover.ts')).recover(context, given)));

  session
    .command('merge')
    .argument('<from>', 'the session that gives its work and is closed')
    .argument('<into>', 'the session that takes it')
    .option('--prefer <who>', 'who decides where they differ: from, into or newest')
    .option('--dry-run', 'only say what would change, and what is in the way')
    .description('join the work of one session to that of another')
    .addHelpText('after', '\nExample:\n  baton session merge "#3" "#4" --prefer newest')
    .action(act(async (context, given) => (await import('../session-merge.ts')).merge(context, given)));
}

/** The verbs of `baton session` about the rules of the protocol. */
export function protocolVerbs(session: Command, act: Act): void {
  session
    .command('override')
    .argument('<rule>', RULE_NAMES.join(', '))
    .requiredOption('--reason <text>', 'why; it is kept')
    .option('--for <scope>', `how long: ${OVERRIDE_SCOPES.join(' or ')}`, 'session')
    .description('waive a rule of the protocol for a session: a person does, in a terminal of their own')
    .addHelpText(
      'after',
      '\nExample:\n  baton session override uncommitted --session "#12" --reason "a spike, thrown away later"',
    )
    .action(act(async (context, given) => (await import('../session-protocol.ts')).override(context, given)));

  session
    .command('violations')
    .argument('[id]', 'the session, or the beginning of its id')
    .description('the rules of the protocol that were broken in a session, and what was waived')
    .addHelpText('after', '\nExample:\n  baton session violations "#12"')
    .action(
      act(async (context, given) => (await import('../session-protocol.ts')).violations(context, given)),
    );
}
