/** The four ways of working (specification 002) and what each is for. */
export const SESSION_MODES = ['development', 'leadership', 'sprint', 'config'] as const;

/** What the session is doing at this moment, as its own events say. */
export const TURN_STATES = ['idle', 'working', 'waiting'] as const;

/** The states of the session's life (specification 004, "Session State Machine"). */
export const LIFECYCLE_STATES = ['dormant', 'initializing', 'active', 'closing'] as const;

/** The states of a task (PRODUCT A3). */
export const TASK_STATUSES = [
  'pending',
  'assigned',
  'in_progress',
  'blocked',
  'completed',
  'failed',
  'cancelled',
] as const;

/** How a session can begin: the client's own words, and two of Baton's: `fork` where the client did not say so,
 * `created` for a session made by hand. */
export const START_SOURCES = ['startup', 'resume', 'clear', 'fork', 'created'] as const;

/** How a predecessor was found: the same client process went on, or the same worktree, branch or project. */
export const PREDECESSOR_LINKS = ['clear', 'fork', 'worktree', 'branch', 'project'] as const;

/** What a command checks. */
export const CHECK_KINDS = ['test', 'types', 'lint', 'build', 'other'] as const;

/** How a check ended. */
export const CHECK_OUTCOMES = ['ok', 'failed'] as const;

/** What happens when a task is to be completed whose features are not all verified. */
export const COMPLETION_RULES = ['off', 'warn', 'require'] as const;

/** How a turn can end. `interrupted`: without a word, after Esc or when a hook stopped it. */
export const TURN_OUTCOMES = ['completed', 'failed', 'interrupted'] as const;

/** Why a checkpoint was made: somebody asked, a compaction was about to begin, a turn had ended, an hour had passed. */
export const CHECKPOINT_REASONS = ['asked', 'compaction', 'stop', 'hourly'] as const;

/** How long a person's override of a protocol rule holds. */
export const OVERRIDE_SCOPES = ['turn', 'session'] as const;

/** What was done about a broken rule: the person was told, the act was denied or put off, or it was let pass. */
export const VIOLATION_ANSWERS = ['told', 'denied', 'blocked', 'passed_over'] as const;
/** What a session may leave for the next handoff. A `constraint` binds whoever takes the handoff. */
export const NOTE_KINDS = ['constraint', 'decision', 'recommendation', 'next'] as const;

/** Why a handoff was made: its session ended, was compacted, somebody asked, its process died, or it was made later
 * because nothing could be written when the session ended. */
export const HANDOFF_REASONS = ['end', 'compaction', 'asked', 'crash', 'late'] as const;

/** What a successor says to a constraint: it has been read and holds, or it holds no longer. */
export const CONSTRAINT_ANSWERS = ['acknowledged', 'lifted'] as const;
