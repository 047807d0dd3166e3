import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import type { DecisionRule } from '../../messaging/decision.ts';
import { closeDecision, commentDecision, proposeDecision, voteDecision } from '../../messaging/decisions.ts';
import { DECISION_RULES } from '../../messaging/words.ts';
import { decisionThread } from '../../runtime/decision-thread.ts';
import { openShared } from '../../runtime/session-streams.ts';
import type { Act, Given } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import { deadlineOf } from '../deadline.ts';
import { answerWith, changeDecisions, foundDecision, foundOption } from '../decision-change.ts';
import { decisionDocument, decisionSheet, decisionTable } from '../decision-sheet.ts';
import { suggestion } from '../nearest.ts';

/** `baton decision`: questions that the sessions discuss and vote on. */
export function decisionNoun(program: Command, act: Act): void {
  const decision = program
    .command('decision')
    .description('questions for all sessions: propose, discuss, vote, close by a rule')
    .addHelpText(
      'after',
      '\nExamples:\n  baton decision propose "Which queue?" --option Redis --option Postgres --deadline 2h\n  baton decision vote d-1 Postgres --reason "one service less to run"\n  baton decision close d-1',
    );

  decision
    .command('propose')
    .argument('<title>', 'the question')
    .option('--option <text>', 'an answer; give at least two', (text, before: string[] = []) => [
      ...before,
      text,
    ])
    .option('--rule <rule>', `${DECISION_RULES.join(', ')} (of the sessions in leadership mode)`, 'majority')
    .option('--deadline <time>', 'until when to vote: a span such as 2h, or an ISO time')
    .description('put a question; prints its id')
    .addHelpText(
      'after',
      '\nExample:\n  baton decision propose "Which queue?" --option Redis --option Postgres --rule lead',
    )
    .action(
      act((context, given) => {
        const deadline = textOption(given, 'deadline');
        const proposal = {
          title: given.args[0] ?? '',
          options: listOption(given, 'option') ?? [],
          rule: ruleOf(given),
          deadline: deadline === undefined ? null : deadlineOf(deadline, context.host.now()),
        };
        const made = changeDecisions(context, (state, speaker) =>
          proposeDecision(state, speaker, proposal, context.host.now()),
        );
        answerWith(context, made, `Proposed ${made.decision_id}: ${made.options.join(', ')}.`);
      }),
    );

  decision
    .command('comment')
    .argument('<id>', 'the decision, for example d-1')
    .argument('<text...>', 'at most 2,000 characters')
    .description('say something in its thread')
    .addHelpText('after', '\nExample:\n  baton decision comment d-1 "Redis is already in staging."')
    .action(
      act((context, { args: [typed = '', ...words] }) => {
        const said = changeDecisions(
          context,
          (state, speaker) =>
            commentDecision(state, speaker, foundDecision(state, typed).decision_id, words.join(' ')),
          typed,
        );
        answerWith(context, said, `Said in the thread of ${said.decision_id} (${said.comments}).`);
      }),
    );

  decision
    .command('vote')
    .argument('<id>', 'the decision, for example d-1')
    .argument('<option>', 'one of its options')
    .option('--reason <text>', 'why, at most 500 characters')
    .description('vote, or change your vote while it is open: one vote a session')
    .addHelpText('after', '\nExample:\n  baton decision vote d-1 Postgres --reason "one service less to run"')
    .action(
      act((context, given) => {
        const [typed = '', word = ''] = given.args;
        const reason = textOption(given, 'reason') ?? null;
        const voted = changeDecisions(
          context,
          (state, speaker) => {
            const one = foundDecision(state, typed);
            const vote = { option: foundOption(one, word), reason };
            return voteDecision(state, speaker, one.decision_id, vote, context.host.now());
          },
          typed,
        );
        answerWith(context, voted, `Voted for ${foundOption(voted, word)} on ${voted.decision_id}.`);
      }),
    );

  decision
    .command('close')
    .argument('<id>', 'the decision, for example d-1')
    .description('end it with what its rule makes of the votes; says why when it cannot')
    .addHelpText('after', '\nExample:\n  baton decision close d-1')
    .action(
      act((context, { args: [typed = ''] }) => {
        const closed = changeDecisions(
          context,
          (state, speaker) =>
            closeDecision(state, speaker, foundDecision(state, typed).decision_id, context.host.now()),
          typed,
        );
        const { option = null, why = '' } = closed.outcome ?? {};
        answerWith(context, closed, `Closed ${closed.decision_id}: ${option ?? 'undecided'} (${why}).`);
      }),
    );

  decision
    .command('list')
    .option('--open', 'only those that are open')
    .description('the decisions, oldest first')
    .addHelpText('after', '\nExample:\n  baton decision list --open --json')
    .action(
      act((context, { options }) => {
        const { decisions } = openShared(context.layout).state.decisions;
        const shown = options.open === true ? decisions.filter(({ outcome }) => outcome === null) : decisions;
        context.answer(shown.map(decisionDocument), () => decisionTable(shown, context));
      }),
    );

  decision
    .command('show')
    .argument('<id>', 'the decision, for example d-1')
    .description('the question, its votes with their reasons, and the thread')
    .addHelpText('after', '\nExample:\n  baton decision show d-1 --json')
    .action(
      act((context, { args }) => {
        const one = foundDecision(openShared(context.layout).state.decisions, args[0] ?? '');
        const thread = decisionThread(context.layout, one.decision_id);
        context.answer({ ...decisionDocument(one), thread }, () => decisionSheet(one, thread, context));
      }),
    );
}

function ruleOf(given: Given): DecisionRule {
  const word = textOption(given, 'rule') ?? '';
  const rule = DECISION_RULES.find((one) => one === word);
  if (rule !== undefined) return rule;
  throw new BatonError(
    'E_USAGE',
    `--rule ${JSON.stringify(word)} is none.${suggestion(word, DECISION_RULES)} Rules: ${DECISION_RULES.join(', ')}.`,
  );
}
