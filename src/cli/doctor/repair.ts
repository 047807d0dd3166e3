import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';

/** One thing that the doctor can put right: what it is, what was done once it is, and doing it. */
export interface Repair {
  /** As a task: `remove the lock plan.lock of process 17, which is gone`. */
  readonly what: string;
  /** As a report: `removed the lock …`. */
  readonly done: string;
  run(): void;
}

const MOST_TOLD = 5;

/** What could be repaired, as one finding. Nothing is touched. */
export function toRepair(repairs: readonly Repair[]): Finding {
  if (repairs.length === 0) return ok('repairs', 'nothing to repair');
  const told = repairs.slice(0, MOST_TOLD).map(({ what }) => what);
  const rest = repairs.length - told.length;
  return warn(
    'repairs',
    `can be done: ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`,
    'baton doctor --fix',
  );
}

/** Does all repairs, one after the other, and says of each what came of it. */
export function repairAll(repairs: readonly Repair[]): Finding[] {
  return repairs.map(({ what, done, run }) => {
    try {
      run();
      return ok('repaired', done);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return fail(
        'repair',
        `could not ${what}: ${reason}`,
        'Mend it by hand; nothing else was changed by this.',
      );
    }
  });
}
