import { join } from 'node:path';
import { project } from '../cli/world.ts';

/** A time at which nothing that was just written can be mistaken for anything else. */
export const later = () => Date.now() + 10_000;
const task = (id: string, more: object = {}) => ({ id, title: `Do ${id}`, ...more });

/** A project with a small sound plan. */
export function planned() {
  const world = project();
  world.plan('epics/auth.json', { id: 'auth', title: 'Sign in' });
  world.plan('sprints/s1.json', {
    id: 's1',
    epic_id: 'auth',
    name: 'One',
    planned_tasks: { t1: task('t1'), t2: task('t2', { dependencies: ['t1'], estimated_effort: 3 }) },
  });
  world.plan('teams/core.json', { id: 'core', name: 'Core', orchestrator: 'ada' });
  const path = (name: string) => join(world.layout.plan, name);
  const cached = (name: string) => join(world.layout.cache, name);
  return { ...world, path, cached, index: cached('plan-index.json'), board: cached('plan-board.jsonl') };
}
