import type { Scenario } from './scenario.ts';
import { claimKills } from './scenarios/claim-kills.ts';
import { damagedFiles } from './scenarios/damaged-files.ts';
import { documentLocks } from './scenarios/document-locks.ts';
import { fullDisk } from './scenarios/full-disk.ts';
import { hookKills } from './scenarios/hook-kills.ts';
import { migrationKills } from './scenarios/migration-kills.ts';
import { planKills } from './scenarios/plan-kills.ts';
import { streamKills } from './scenarios/stream-kills.ts';
import { twoMachines } from './scenarios/two-machines.ts';

/** Every way of hurting the store, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [
  streamKills,
  planKills,
  documentLocks,
  hookKills,
  claimKills,
  migrationKills,
  damagedFiles,
  fullDisk,
  twoMachines,
];
