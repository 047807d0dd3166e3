/** Every statement that the status line can make, by the name that the settings use, in the order of the full line. */
export const SEGMENT_NAMES = [
  'mode',
  'model',
  'effort',
  'worktree',
  'branch',
  'pr',
  'task',
  'tasks',
  'agents',
  'sprint',
  'blockers',
  'unread',
  'health',
  'score',
  'context',
  'limits',
  'cache',
  'cost',
  'injected',
] as const;

export type SegmentName = (typeof SEGMENT_NAMES)[number];

/** The presets that a user may choose from. */
export const PRESET_NAMES = ['minimal', 'standard', 'full'] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** What a preset shows, in its order, where Baton orchestrates the session and where it does not. */
export interface Preset {
  readonly orchestrated: readonly SegmentName[];
  readonly plain: readonly SegmentName[];
  /** Whether what is fine is left unsaid: a full limit, a warm cache, checks that all passed. */
  readonly quiet: boolean;
}

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  minimal: {
    orchestrated: ['mode', 'task', 'tasks', 'blockers', 'unread', 'context', 'limits'],
    plain: ['model', 'context', 'limits'],
    quiet: true,
  },
  standard: {
    orchestrated: [
      'mode',
      'worktree',
      'branch',
      'pr',
      'task',
      'tasks',
      'agents',
      'sprint',
      'blockers',
      'unread',
      'health',
      'context',
      'limits',
      'cache',
      'cost',
    ],
    plain: ['model', 'worktree', 'branch', 'pr', 'context', 'limits', 'cache', 'cost', 'mode'],
    quiet: true,
  },
  full: {
    orchestrated: SEGMENT_NAMES,
    plain: ['model', 'effort', 'worktree', 'branch', 'pr', 'context', 'limits', 'cache', 'cost', 'mode'],
    quiet: false,
  },
};
