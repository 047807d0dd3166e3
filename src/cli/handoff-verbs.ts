import { BatonError } from '../errors.ts';
import { plainText } from '../render/terminal-text.ts';
import { readGitFacts } from '../runtime/git-facts.ts';
import { handoffBase } from '../runtime/handoff-files.ts';
import { makeHandoff } from '../runtime/make-handoff.ts';
import { changeSession, openSession } from '../runtime/session-streams.ts';
import { answerConstraints, noteForHandoff } from '../session/commands/continuity.ts';
import { NOTE_KINDS } from '../session/words.ts';
import type { Given } from './act.ts';
import { listOption, textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { handOver } from './hand-over.ts';
import { suggestion } from './nearest.ts';
import { chosenSession } from './session-choice.ts';

const DURABLE = { expect: 'version', durable: true } as const;
const GIT_TIMEOUT_MS = 5_000;

/** `session handoff [FROM] [TO]`. */
export async function giveHandoff(context: CommandContext, given: Given): Promise<void> {
  const { layout, store } = context;
  const from = chosenSession(context, given.args[0]);
  const to = given.args[1] === undefined ? null : chosenSession(context, given.args[1]);
  if (from === to)
    throw new BatonError('E_USAGE', 'A session cannot hand over to itself: name another as TO.');
  const notes = (
    [
      ['constraint', 'constraint'],
      ['decision', 'decision'],
      ['recommendation', 'recommend'],
      ['next', 'next'],
    ] as const
  ).flatMap(([kind, option]) =>
    (listOption(given, option) ?? []).flatMap((text) => noteForHandoff(kind, text)),
  );
  const { state } = changeSession(layout, from, store, () => notes, DURABLE);
  const git = await readGitFacts(state.session_info.worktree ?? layout.root, GIT_TIMEOUT_MS);
  const handoff = makeHandoff(layout, store, state, { reason: 'asked', to_session: to, git });
  const tasks = to === null ? [] : handOver(context, { handoff, former: state, to });
  context.answer(handoff, () => [
    `Handoff ${handoff.sequence} of session #${handoff.number}: ${handoffBase(layout, handoff.number, from)}.md`,
    ...(to === null
      ? ['Whoever comes next takes it.']
      : [
          `Session #${openSession(layout, to).state.session_info.number} has it${tasks.length === 0 ? '' : `, and with it ${tasks.join(', ')}`}; it is told at its next prompt.`,
        ]),
  ]);
}

/** `session note TEXT`. */
export function leaveNote(context: CommandContext, given: Given): void {
  const word = textOption(given, 'as') ?? 'next';
  const kind = NOTE_KINDS.find((one) => one === word);
  if (kind === undefined) {
    throw new BatonError(
      'E_USAGE',
      `${JSON.stringify(word)} is no kind of note.${suggestion(word, NOTE_KINDS)} Kinds: ${NOTE_KINDS.join(', ')}.`,
    );
  }
  const id = chosenSession(context);
  const { state } = changeSession(
    context.layout,
    id,
    context.store,
    () => noteForHandoff(kind, given.args[0] ?? ''),
    DURABLE,
  );
  context.answer(state.communication.notes.at(-1), () => [`Noted as ${kind} for the next handoff.`]);
}

/** `session acknowledge [CONSTRAINT…]`. */
export function answerHeld(context: CommandContext, given: Given): void {
  const id = chosenSession(context);
  const answer = given.options.lift === true ? 'lifted' : 'acknowledged';
  const { state } =
    given.options.list === true
      ? openSession(context.layout, id)
      : changeSession(
          context.layout,
          id,
          context.store,
          (current) => answerConstraints(current, given.args, answer),
          DURABLE,
        );
  const { constraints } = state.communication;
  context.answer(constraints, () =>
    constraints.length === 0
      ? ['No constraint came to this session.']
      : constraints.map(
          ({ id: name, text, answer: given }) =>
            `${plainText(name, 40)}  ${(given ?? 'open').padEnd(12)}  ${plainText(text, 400)}`,
        ),
  );
}
