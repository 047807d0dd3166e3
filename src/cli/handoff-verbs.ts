import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handoff } from '../continuity/handoff.ts';
import { HandoffSchema } from '../continuity/handoff-schema.ts';
import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import { readGitFacts } from '../runtime/git-facts.ts';
import { handoffBase, handoffNames } from '../runtime/handoff-files.ts';
import { makeHandoff } from '../runtime/make-handoff.ts';
import { changeSession, openSession, openShared } from '../runtime/session-streams.ts';
import { answerConstraints, noteForHandoff } from '../session/commands/continuity.ts';
import { NOTE_KINDS } from '../session/words.ts';
import type { Given } from './act.ts';
import { countOption, listOption, textOption } from './act.ts';
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

/** `session handoffs`. */
export function listHandoffs(context: CommandContext, given: Given): void {
  const { handoffs: claims, registry } = openShared(context.layout).state;
  const all = handoffNames(context.layout)
    .map((name) => ({ name, handoff: readHandoff(context, name) }))
    .sort((left, right) => ((left.handoff?.timestamp ?? '') < (right.handoff?.timestamp ?? '') ? 1 : -1))
    .slice(0, countOption(given, 'limit'));
  const rows = all.map(({ name, handoff }) => {
    const claim = handoff === undefined ? undefined : own(claims, handoff.from_session);
    const taker = claim?.sequence === handoff?.sequence ? claim?.session_id : undefined;
    return {
      name,
      from_session: handoff?.from_session ?? null,
      number: handoff?.number ?? null,
      sequence: handoff?.sequence ?? null,
      reason: handoff?.reason ?? null,
      timestamp: handoff?.timestamp ?? null,
      to_session: handoff?.to_session ?? null,
      taken_by: taker ?? null,
      readable: handoff !== undefined,
    };
  });
  const numberOf = (id: string | null) => (id === null ? undefined : own(registry.sessions, id)?.number);
  context.answer(rows, () =>
    rows.length === 0
      ? [
          'No handoff yet. Sessions make one when they end, before a compaction, and on `baton session handoff`.',
        ]
      : table(
          [
            { title: 'of', align: 'right' },
            { title: 'no', align: 'right' },
            { title: 'why' },
            { title: 'age', align: 'right' },
            { title: 'taken by' },
            { title: 'file', shrinks: true },
          ],
          rows.map((row) => [
            row.number === null ? '?' : `#${row.number}`,
            String(row.sequence ?? '?'),
            row.readable ? (row.reason ?? '') : paint('cannot be read', 'warn', context.colours),
            row.timestamp === null ? '' : durationText(context.host.now() - Date.parse(row.timestamp)),
            row.taken_by === null ? '' : `#${numberOf(row.taken_by) ?? '?'}`,
            plainText(`${row.name}.md`, 200),
          ]),
          { width: context.width, colours: context.colours },
        ),
  );
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

function readHandoff({ layout }: CommandContext, name: string): Handoff | undefined {
  try {
    return HandoffSchema.parse(JSON.parse(readFileSync(join(layout.handoffs, `${name}.json`), 'utf8')));
  } catch {
    return undefined;
  }
}
