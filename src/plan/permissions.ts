import { BatonError } from '../errors.ts';
import type { SessionMode } from '../session/view.ts';

/** What a change to the plan is about, for who may make it. */
export type PlanArea = 'work' | 'teams' | 'governance' | 'settings';

const ALLOWED: Readonly<Record<PlanArea, readonly SessionMode[]>> = {
  work: ['leadership'],
  teams: ['config'],
  governance: ['config'],
  settings: ['config'],
};

const NAMES: Readonly<Record<PlanArea, string>> = {
  work: 'epics, sprints and their tasks',
  teams: 'teams and their policies',
  governance: 'governance and tools',
  settings: 'the settings of the project',
};

/**
 * Who may change what (PRODUCT P5): leadership plans, config sets up teams, development and sprint change
 * active work only. A person at a plain terminal, in no session (`mode` undefined), may do all.
 *
 * @throws E_RULE saying which mode may, and how to switch.
 */
export function requirePermission(mode: SessionMode | undefined, area: PlanArea): void {
  if (mode === undefined || ALLOWED[area].includes(mode)) return;
  const [needed] = ALLOWED[area];
  throw new BatonError(
    'E_RULE',
    `A session in ${mode} mode does not change ${NAMES[area]}; ${needed} mode does. Switch with \`baton session mode ${needed}\`, or make the change in a terminal of your own.`,
    { mode, area, needed },
  );
}

/** The area that a document of the plan belongs to. */
export function areaOf(entity: string): PlanArea {
  if (entity.startsWith('teams/')) return 'teams';
  return entity === 'project' ? 'governance' : 'work';
}
