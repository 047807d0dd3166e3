/** How strictly a rule of the session protocol is kept: not at all, the person is told once, or it is insisted on. */
export const RULE_LEVELS = ['off', 'warn', 'require'] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** The rules (specification 004, "Protocol Enforcement"; PRODUCT C8) and how strict each is unless a project says so. */
export const DEFAULT_LEVELS = {
  /** At the start: the last reality checks were at or above their threshold. */
  consensus: 'warn',
  /** At the start: the session before left a handoff. */
  handoff: 'warn',
  /** While working: a session in leadership or config mode does not edit source files itself. */
  mode_edits: 'warn',
  /** While working: Baton's own state files are changed by Baton alone. */
  protected_files: 'require',
  /** While working: plan and settings are changed through `baton`, in a mode that may. */
  plan_edits: 'require',
  /** At the end of a turn: what the session edited is committed. Off: the end of a turn is seldom the end of work. */
  uncommitted: 'off',
  /** At the end of a turn: a task in progress was updated since files were edited. */
  task_status: 'warn',
  /** At the end of a turn: a task's progress log has an entry since files were edited. */
  progress_entry: 'off',
} as const satisfies Readonly<Record<string, RuleLevel>>;

export type RuleName = keyof typeof DEFAULT_LEVELS;

/** The names of all rules, in the order in which a session meets them. */
export const RULE_NAMES = Object.keys(DEFAULT_LEVELS).filter(isRuleName);

/** How strictly a project keeps the protocol. `manual` is the one switch that turns all rules off. */
export interface ProtocolSettings {
  readonly manual: boolean;
  readonly rules: Readonly<Record<RuleName, RuleLevel>>;
}

/** The protocol of a project that has chosen nothing. */
export const DEFAULT_PROTOCOL: ProtocolSettings = { manual: false, rules: DEFAULT_LEVELS };

/** A rule that is broken now, and exactly what to do to pass. */
export interface Violation {
  readonly rule: RuleName;
  readonly level: Exclude<RuleLevel, 'off'>;
  /** Where, for a rule that may be broken in several places: a task, a file; else null. */
  readonly subject: string | null;
  readonly message: string;
  readonly remedy: string;
}

/** True for the name of a rule. */
export function isRuleName(word: string): word is RuleName {
  return Object.hasOwn(DEFAULT_LEVELS, word);
}

/** How strictly a rule holds here and now: undefined where it is off, or a person has waived it. */
export function levelOf(
  rule: RuleName,
  settings: ProtocolSettings,
  overrides: readonly { readonly rule: string }[],
): Violation['level'] | undefined {
  const level = settings.rules[rule];
  if (settings.manual || level === 'off' || overrides.some((one) => one.rule === rule)) return undefined;
  return level;
}
