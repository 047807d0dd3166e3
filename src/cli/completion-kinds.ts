import { DASHBOARD_VIEWS } from '../insight/dashboard/dashboard-model.ts';
import { DECISION_RULES, MESSAGE_PRIORITIES } from '../messaging/words.ts';
import { STRATEGIES } from '../plan/delegation.ts';
import { SPRINT_STATUSES } from '../plan/progress.ts';
import { ICON_SET_NAMES } from '../render/icons.ts';
import { THEME_NAMES } from '../render/themes.ts';
import { SESSION_MODES, TASK_STATUSES } from '../session/words.ts';

/** The kinds of ids that a project holds and that can be completed. */
export const ID_KINDS = [
  'session',
  'epic',
  'sprint',
  'task',
  'team',
  'agent',
  'message',
  'decision',
  'proposal',
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** The shells for which there is a script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Words that are the same in every project, by the name under which the tables below speak of them. */
export const CONSTANT_WORDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['mode', SESSION_MODES],
  ['view', DASHBOARD_VIEWS],
  ['shell', SHELLS],
  ['strategy', STRATEGIES],
  ['rule', DECISION_RULES],
  ['icons', ICON_SET_NAMES],
  ['theme', THEME_NAMES],
  ['task status', TASK_STATUSES],
  ['sprint status', SPRINT_STATUSES],
  ['task priority', ['low', 'medium', 'high', 'critical']],
  ['message priority', MESSAGE_PRIORITIES],
  ['report format', ['md', 'json', 'html']],
]);

const OPTIONS: Readonly<Record<string, string>> = {
  ...{ session: 'session', sprint: 'sprint', 'carry-to': 'sprint', epic: 'epic', team: 'team', task: 'task' },
  ...{ agent: 'agent', mode: 'mode', view: 'view', strategy: 'strategy', delegate: 'strategy', rule: 'rule' },
  ...{ icons: 'icons', theme: 'theme' },
};
const ARGUMENTS: Readonly<Record<string, string>> = {
  ...{ session: 'session', from: 'session', to: 'session', into: 'session', mode: 'mode', shell: 'shell' },
  ...{ sprint: 'sprint', agent: 'agent' },
};
/** What an argument that is only called an id is the id of, by noun. */
const NOUNS: Readonly<Record<string, IdKind>> = {
  ...{ session: 'session', epic: 'epic', sprint: 'sprint', task: 'task', team: 'team', agent: 'agent' },
  ...{ message: 'message', decision: 'decision', plan: 'proposal', metrics: 'session', report: 'session' },
};

/** Which words the value of an option is one of: an {@link IdKind} or a name of {@link CONSTANT_WORDS}. */
export function kindOfOption(name: string, noun: string): string | undefined {
  if (name === 'status' || name === 'priority' || name === 'format') return `${noun} ${name}`;
  return OPTIONS[name];
}

/** The same of an argument. What `create` and `add` are given is new: no id that is known. */
export function kindOfArgument(name: string, noun: string, verb: string): string | undefined {
  if (name !== 'id') return ARGUMENTS[name];
  return verb === 'create' || verb === 'add' ? undefined : NOUNS[noun];
}
