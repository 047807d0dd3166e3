import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inverseOf, withChanges } from '../../../src/plan/plan-change.ts';
import type { Plan } from '../../../src/plan/plan-schema.ts';
import { EpicSchema, PlannedTaskSchema, SprintSchema } from '../../../src/plan/plan-schema.ts';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { changePlan } from '../../../src/runtime/plan-change.ts';
import { project } from '../cli/world.ts';

export const ADA = { user: 'ada', session: 's-1', mode: 'leadership' };
export const PAY = EpicSchema.parse({ id: 'pay', title: 'Pay' });
export const SPRINT = SprintSchema.parse({ id: 's1', epic_id: 'pay', name: 'One' });
export const TASK = PlannedTaskSchema.parse({ id: 't1', title: 'Do it' });

/** A project whose plan Ada changes. */
export function changing() {
  const world = project();
  const change = (edit: (plan: Plan) => unknown) => changePlan(world.layout, world.store, ADA, edit);
  const undo = (id: string | null) => {
    const record = readAudit(world.layout).records.find((one) => one.id === id);
    if (record === undefined) throw new Error(`no change ${id}`);
    return change((plan) => withChanges(plan, inverseOf(record, plan)));
  };
  const textOf = (path: string) => readFileSync(join(world.layout.plan, path), 'utf8');
  /** What of `.baton/` is no cache and no lock. */
  const kept = () =>
    Object.fromEntries(Object.entries(world.files()).filter(([name]) => name.startsWith('plan/')));
  return { ...world, change, undo, textOf, kept };
}
