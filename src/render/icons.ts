/** The icon sets that a user may choose from. */
export const ICON_SET_NAMES = ['unicode', 'ascii', 'nerd'] as const;

export type IconSetName = (typeof ICON_SET_NAMES)[number];

/** The signs that Baton prints. An empty one means: the word says it all. */
export interface IconSet {
  readonly development: string;
  readonly leadership: string;
  readonly sprint: string;
  readonly config: string;
  readonly idle: string;
  readonly directory: string;
  readonly branch: string;
  readonly task: string;
  readonly tasks: string;
  readonly agents: string;
  readonly blocker: string;
  readonly message: string;
  readonly warning: string;
  readonly worktree: string;
  readonly changed: string;
  readonly ahead: string;
  readonly behind: string;
  readonly times: string;
  readonly separator: string;
  readonly dot: string;
  readonly ellipsis: string;
}

const UNICODE: IconSet = {
  development: '⚡',
  leadership: '👥',
  sprint: '🏃',
  config: '⚙️',
  idle: '💤',
  directory: '📁',
  branch: '',
  task: '▸',
  tasks: '📝',
  agents: '👥',
  blocker: '⛔',
  message: '📨',
  warning: '⚠',
  worktree: '🌳',
  changed: '*',
  ahead: '↑',
  behind: '↓',
  times: '×',
  separator: '│',
  dot: '·',
  ellipsis: '…',
};

const ASCII: IconSet = {
  development: '',
  leadership: '',
  sprint: '',
  config: '',
  idle: '',
  directory: '',
  branch: '',
  task: '>',
  tasks: '',
  agents: '',
  blocker: '!',
  message: '',
  warning: '!',
  worktree: '',
  changed: '*',
  ahead: '+',
  behind: '-',
  times: 'x',
  separator: '|',
  dot: '-',
  ellipsis: '...',
};

/** Code points that every Nerd Font has had since version 1: Font Awesome 4 and Powerline. */
const NERD: IconSet = {
  development: '\uf0e7',
  leadership: '\uf0c0',
  sprint: '\uf11e',
  config: '\uf013',
  idle: '\uf186',
  directory: '\uf07b',
  branch: '\ue0a0',
  task: '\uf0da',
  tasks: '\uf0ae',
  agents: '\uf0c0',
  blocker: '\uf05e',
  message: '\uf0e0',
  warning: '\uf071',
  worktree: '\uf1bb',
  changed: '*',
  ahead: '↑',
  behind: '↓',
  times: '×',
  separator: '│',
  dot: '·',
  ellipsis: '…',
};

const SETS: Readonly<Record<IconSetName, IconSet>> = { unicode: UNICODE, ascii: ASCII, nerd: NERD };

/** The icons of a set: `unicode` (emoji, the default), `ascii` (bytes below 128 only) or `nerd` (Nerd Font). */
export function iconSet(name: IconSetName = 'unicode'): IconSet {
  return SETS[name];
}

/** The text behind its icon and a space, or alone when the icon is empty. */
export function withIcon(icon: string, text: string): string {
  return icon === '' ? text : `${icon} ${text}`;
}
