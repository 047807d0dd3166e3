/** A task of a sprint that has been completed, and when. */
export interface Completion {
  readonly task_id: string;
  readonly points: number;
  /** ISO-8601. */
  readonly at: string;
}

/** One day of a burndown: the points left at its end, and what an even pace would have left. */
export interface BurndownDay {
  readonly date: string;
  readonly remaining: number;
  /** Null where the sprint has no planned length. */
  readonly ideal: number | null;
}

/** How a sprint goes: its burndown by day, its pace, and when it would be done at that pace. */
export interface SprintPace {
  readonly days: readonly BurndownDay[];
  /** Points a day since the sprint was started; null before anything is done. */
  readonly velocity: number | null;
  /** ISO-8601; null where there is no pace to go by, or nothing is left. */
  readonly estimated_completion: string | null;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

/**
 * The pace of a sprint of `points` that was started at `startedAt` (milliseconds), as it stands at `now`. Days are
 * spans of 24 hours from the start, named by the date on which they end. A sprint that has not been started
 * has no days.
 */
export function sprintPace(
  points: number,
  completions: readonly Completion[],
  startedAt: number | null,
  plannedDays: number | null,
  now: number,
): SprintPace {
  if (startedAt === null) return { days: [], velocity: null, estimated_completion: null };
  const elapsed = Math.max(0, now - startedAt);
  const count = Math.min(MOST_DAYS, Math.floor(elapsed / DAY_MS) + 1);
  const days = Array.from({ length: count }, (_, index): BurndownDay => {
    const end = Math.min(now, startedAt + (index + 1) * DAY_MS);
    const done = sum(completions.filter(({ at }) => Date.parse(at) <= end));
    const left = plannedDays === null ? null : Math.max(0, points * (1 - (index + 1) / plannedDays));
    return {
      date: new Date(end).toISOString().slice(0, 10),
      remaining: points - done,
      ideal: left === null ? null : Math.round(left * 10) / 10,
    };
  });
  const done = sum(completions);
  const velocity = done > 0 && elapsed > 0 ? done / (elapsed / DAY_MS) : null;
  const left = points - done;
  return {
    days,
    velocity: velocity === null ? null : Math.round(velocity * 100) / 100,
    estimated_completion:
      velocity === null || left <= 0 ? null : new Date(now + (left / velocity) * DAY_MS).toISOString(),
  };
}

function sum(completions: readonly Completion[]): number {
  return completions.reduce((total, one) => total + one.points, 0);
}
