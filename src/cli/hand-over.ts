import type { Handoff } from '../continuity/handoff.ts';
import { sendMessage } from '../messaging/messages.ts';
import { changeSession, sharedProjection } from '../runtime/session-streams.ts';
import { takeOver } from '../runtime/take-over.ts';
import { handOverWork } from '../session/commands/continuity.ts';
import type { SessionState } from '../session/state.ts';
import { transact } from '../store/append.ts';
import { speakerOf } from './author.ts';
import type { CommandContext } from './command-context.ts';

const DURABLE = { expect: 'version', durable: true } as const;

/** A handoff that is made for a session, and the state it was made of. */
export interface HandOverOrder {
  readonly handoff: Handoff;
  readonly former: SessionState;
  readonly to: string;
}

/**
 * Gives a handoff to the session it was made for: the claims of what was begun go over, both sessions' logs say so, and
 * the receiver is told at its next prompt. Gives the ids of the tasks that changed hands.
 */
export function handOver(context: CommandContext, { handoff, former, to }: HandOverOrder): readonly string[] {
  const { layout, store } = context;
  const taken = takeOver(layout, store, { handoff, former, session_id: to, passed_on: [] }, DURABLE);
  changeSession(layout, to, store, () => taken.events, DURABLE);
  const from = handoff.from_session;
  changeSession(layout, from, store, () => handOverWork(to, taken.task_ids), DURABLE);
  const { by, by_name } = speakerOf(context);
  const text = [
    `Handoff ${handoff.sequence} of session #${handoff.number} is yours: .baton/handoffs/${handoff.number}-${from}.md`,
    ...(taken.task_ids.length === 0 ? [] : [`Your tasks now: ${taken.task_ids.join(', ')}.`]),
    ...handoff.next_actions.slice(0, 3).map((one) => `Next: ${one}`),
    ...(handoff.constraints.length === 0
      ? []
      : [
          `To acknowledge (baton session acknowledge): ${handoff.constraints.map(({ text: one }) => one).join('; ')}`,
        ]),
  ].join('\n');
  // The receiver itself may have asked for the work: then it knows.
  if (by !== to) {
    const draft = { from_session: by, from_name: by_name, to, live: [], priority: 'high' as const };
    transact(layout.shared, sharedProjection, store, DURABLE, ({ messaging }) =>
      sendMessage(messaging, { ...draft, text: text.slice(0, 1_900) }),
    );
  }
  return taken.task_ids;
}
