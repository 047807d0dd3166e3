import { RULE_NAMES } from '../continuity/rules/protocol-rules.ts';
import type { Tone } from '../render/colour.ts';
import { paint } from '../render/colour.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { LoggedEvent } from '../runtime/session-log.ts';
import { sessionFeed } from '../runtime/session-log.ts';
import { changeSession } from '../runtime/session-streams.ts';
import { grantOverride } from '../session/commands/protocol.ts';
import { OVERRIDE_SCOPES } from '../session/words.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { knownWord } from './known-word.ts';
import { requirePerson } from './require-person.ts';
import { chosenSession } from './session-choice.ts';

/** `session override`. */
export function override(context: CommandContext, given: Given): void {
  const id = chosenSession(context);
  const rule = knownWord(given.args[0] ?? '', RULE_NAMES, 'rule of the protocol');
  const scope = knownWord(textOption(given, 'for') ?? 'session', OVERRIDE_SCOPES, 'scope');
  requirePerson(
    context,
    `Only a person waives a rule, in a terminal of their own: baton session override ${rule} --session ${id} --reason WHY. ` +
      'Do what the rule asks, or end and say why it cannot be done.',
  );
  const granted = {
    rule,
    scope,
    reason: textOption(given, 'reason') ?? '',
    user: context.host.env.USER ?? null,
  };
  changeSession(context.layout, id, context.store, () => grantOverride(granted), {
    expect: 'any',
    durable: true,
  });
  context.answer({ session: id, ...granted }, () => [
    `${rule} is waived for this ${scope}. It is on record: baton session violations`,
  ]);
}

const TONES: Readonly<Record<string, Tone>> = {
  told: 'muted',
  denied: 'bad',
  blocked: 'warn',
  passed_over: 'bad',
};

/** `session violations`. */
export function violations(context: CommandContext, given: Given): void {
  const id = chosenSession(context, given.args[0]);
  const found = sessionFeed(context.layout, id)
    .more()
    .filter(({ type }) => type === 'protocol_violated' || type === 'override_granted');
  context.answer(
    found.map(({ id: event, type, timestamp, data }) => ({ id: event, type, timestamp, ...data })),
    () => {
      if (found.length === 0) return ['No rule of the protocol was broken or waived in this session.'];
      return table(
        [{ title: 'when' }, { title: 'rule' }, { title: 'what came of it' }, { title: '', shrinks: true }],
        found.map((event) => row(event, context)),
        { width: context.width, colours: context.colours },
      );
    },
  );
}

function row({ type, timestamp, data }: LoggedEvent, context: CommandContext): string[] {
  const fields = new Map(Object.entries(data));
  const text = (name: string) => plainText(String(fields.get(name) ?? ''), 300);
  const answer =
    type === 'override_granted' ? `waived for the ${text('scope')}` : text('answer').replace('_', ' ');
  const tone = TONES[text('answer')] ?? 'good';
  return [
    timestamp.slice(0, 19).replace('T', ' '),
    text('rule'),
    paint(answer, tone, context.colours),
    type === 'override_granted' ? `${text('user')}: ${text('reason')}` : text('message'),
  ];
}
