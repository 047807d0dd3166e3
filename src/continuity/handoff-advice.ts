import type { SessionState } from '../session/state.ts';
import type { TaskGlance } from './task-glance.ts';

/** What a session left in the open, as its log and git show it. */
export interface ObservedFacts {
  readonly checks: readonly { readonly command: string; readonly outcome: string }[];
  readonly uncommitted: readonly string[];
  readonly turn_open: boolean;
}

/** What advice follows from. */
export interface AdviceFacts extends ObservedFacts {
  readonly notes: SessionState['communication']['notes'];
  readonly glance: TaskGlance | null;
}

/** What a handoff recommends, and what is to be done next: what the session said itself, then what was observed. */
export function adviceFor(facts: AdviceFacts): {
  readonly recommendations: string[];
  readonly next_actions: string[];
} {
  const noted = (kind: string) => facts.notes.filter((one) => one.kind === kind).map(({ text }) => text);
  return {
    recommendations: [...noted('recommendation'), ...observedAdvice(facts)],
    next_actions: [...noted('next'), ...(facts.glance?.next_steps ?? [])],
  };
}

/** What is recommended for what was observed, whoever observes it. */
export function observedAdvice({ checks, uncommitted, turn_open }: ObservedFacts): string[] {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const left = uncommitted.length;
  return [
    ...failed.map(({ command }) => `The last run of \`${command}\` failed: see why before going on.`),
    ...(turn_open ? ['The last turn was not finished: see how far it came before doing it again.'] : []),
    ...(left === 0
      ? []
      : [`${left} ${left === 1 ? 'path is' : 'paths are'} uncommitted: finish, commit or stash.`]),
  ];
}
