import { expect } from 'vitest';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { openSession } from '../../../src/runtime/session-streams.ts';
import type { SessionMode } from '../../../src/session/view.ts';
import type { HostChoice, Run } from './world.ts';
import { project } from './world.ts';

const task = (id: string, more: object = {}) => ({ id, title: `Do ${id}`, ...more });

/** A project with an epic, two sprints and a team, and `baton` run in it by a person or in a session. */
export function planning() {
  const world = project();
  world.plan('epics/auth.json', { id: 'auth', title: 'Sign in' });
  world.plan('sprints/s1.json', {
    id: 's1',
    epic_id: 'auth',
    name: 'Tokens',
    length_days: 10,
    planned_tasks: {
      t1: task('t1', { estimated_effort: 3, priority: 'high', type: 'api' }),
      t2: task('t2', { estimated_effort: 5, dependencies: ['t1'] }),
      t3: task('t3', { estimated_effort: 2 }),
    },
  });
  world.plan('sprints/s2.json', {
    id: 's2',
    epic_id: 'auth',
    name: 'Keys',
    planned_tasks: { k1: task('k1') },
  });
  world.plan('teams/core.json', {
    id: 'core',
    name: 'Core',
    orchestrator: 'lead',
    available_agents: [
      { agent_id: 'lead', role: 'lead' },
      { agent_id: 'coder', skills: ['api'], default_capacity: 2 },
    ],
  });
  const sessionIn = (mode: SessionMode) => world.session({ mode });
  /** One command line of a person called Ada, at a terminal of her own; or of the session named. */
  const run = (line: string | readonly string[], session?: string, choice: HostChoice = {}): Promise<Run> =>
    world.baton(typeof line === 'string' ? line.split(' ') : line, {
      person: async () => ({ account: 'ada', email: 'ada@example.org' }),
      env: { USER: 'ada', ...(session === undefined ? {} : { BATON_SESSION: session }) },
      ...choice,
    });
  /** The JSON that a command line must answer. */
  const answer = async (line: string | readonly string[], session?: string): Promise<unknown> => {
    const words = typeof line === 'string' ? line.split(' ') : line;
    const { exit, err, json } = await run([...words, '--json'], session);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    return json();
  };
  const planNow = () => loadPlan(world.layout).plan;
  const taskIn = (session: string, id: string) =>
    openSession(world.layout, session).state.active_work.execution_state.tasks[id];
  /** Everything that is no cache. */
  const kept = () =>
    Object.fromEntries(Object.entries(world.files()).filter(([name]) => !name.startsWith('cache/')));
  /** Expects that the command line ends so, telling that, and that nothing is written. */
  const refuses = async (line: string | readonly string[], exit: number, text: string, session?: string) => {
    const before = kept();
    const ended = await run(line, session);
    expect(ended).toMatchObject({ exit, out: '' });
    expect(ended.err).toContain(text);
    expect(kept()).toEqual(before);
  };
  return { ...world, sessionIn, run, answer, planNow, taskIn, kept, refuses };
}
