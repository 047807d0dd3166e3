import type { SessionState } from '../../session/state.ts';
import type { ProtocolSettings, Violation } from './protocol-rules.ts';
import { levelOf } from './protocol-rules.ts';

/** What is known when a session is asked for something for the first time. */
export interface StartRuleFacts {
  /** The outcome of the last reality checks; undefined where none were run. */
  readonly checks: { readonly consensus: number; readonly threshold: number } | undefined;
  /** True where the session before worked and left no handoff. */
  readonly lacksHandoff: boolean;
}

/** The rules for the start of a session that are broken. */
export function startViolations(
  state: SessionState,
  settings: ProtocolSettings,
  { checks, lacksHandoff }: StartRuleFacts,
): Violation[] {
  const { overrides } = state.observability.protocol;
  const [consensus, handoff] = (['consensus', 'handoff'] as const).map((rule) =>
    levelOf(rule, settings, overrides),
  );
  const violations: Violation[] = [];
  if (consensus !== undefined && checks !== undefined && checks.consensus < checks.threshold) {
    violations.push({
      rule: 'consensus',
      level: consensus,
      subject: null,
      message: `The reality checks come to ${percent(checks.consensus)}, under ${percent(checks.threshold)}.`,
      remedy: 'See what fails and mend it first: `baton check`.',
    });
  }
  const before = state.session_info.predecessor;
  if (handoff !== undefined && lacksHandoff && before !== null) {
    violations.push({
      rule: 'handoff',
      level: handoff,
      subject: null,
      message: `Session #${before.number} before this one left no handoff.`,
      remedy: `Look at what it did: \`baton session show "#${before.number}"\`, or make one: \`baton session handoff "#${before.number}"\`.`,
    });
  }
  return violations;
}

function percent(part: number): string {
  return `${Math.floor(part * 100)}%`;
}
