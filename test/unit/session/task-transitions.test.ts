import { describe, expect, it } from 'vitest';
import type { TaskStatus } from '../../../src/session/state.ts';
import { isLegalTaskStep, requireTaskStep } from '../../../src/session/task-transitions.ts';
import { TASK_STATUSES } from '../../../src/session/words.ts';
import { refusalOf } from '../../helpers/given.ts';

describe('the steps of a task', () => {
  const legal: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
    pending: ['assigned', 'in_progress', 'cancelled'],
    assigned: ['assigned', 'in_progress', 'blocked', 'pending', 'cancelled'],
    in_progress: ['assigned', 'blocked', 'completed', 'failed', 'cancelled'],
    blocked: ['in_progress', 'assigned', 'failed', 'cancelled'],
    completed: ['in_progress'],
    failed: ['assigned', 'in_progress', 'cancelled'],
    cancelled: ['pending', 'assigned', 'in_progress'],
  };

  it.each(TASK_STATUSES.flatMap((from) => TASK_STATUSES.map((to) => [from, to] as const)))(
    'from %s to %s are as they are written down',
    (from, to) => {
      expect(isLegalTaskStep(from, to)).toBe(legal[from].includes(to));
      if (legal[from].includes(to)) expect(() => requireTaskStep('T-1', from, to)).not.toThrow();
      else {
        const { code, message } = refusalOf(() => requireTaskStep('T-1', from, to));
        expect(code).toBe('E_RULE');
        expect(message).toContain(`Task T-1 is ${from} and cannot become ${to}.`);
      }
    },
  );
});
