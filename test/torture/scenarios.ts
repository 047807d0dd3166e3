import type { Scenario } from './scenario.ts';
import { planKills } from './scenarios/plan-kills.ts';
import { streamKills } from './scenarios/stream-kills.ts';

/** Every way of hurting the store, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [streamKills, planKills];
