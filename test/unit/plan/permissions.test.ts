import { describe, expect, it } from 'vitest';
import type { PlanArea } from '../../../src/plan/permissions.ts';
import { areaOf, requirePermission } from '../../../src/plan/permissions.ts';
import { SESSION_MODES } from '../../../src/session/words.ts';
import { refusalOf } from '../../helpers/given.ts';

const ALLOWED: Readonly<Record<PlanArea, string>> = {
  work: 'leadership',
  teams: 'config',
  governance: 'config',
  settings: 'config',
};
const AREAS = ['work', 'teams', 'governance', 'settings'] as const;

describe('who may change the plan', () => {
  it.each(AREAS.flatMap((area) => SESSION_MODES.map((mode) => [mode, area] as const)))(
    'a session in %s mode and %s: as it is written down',
    (mode, area) => {
      if (ALLOWED[area] === mode) expect(() => requirePermission(mode, area)).not.toThrow();
      else {
        const { code, message, details } = refusalOf(() => requirePermission(mode, area));
        expect(code).toBe('E_RULE');
        expect(details).toEqual({ mode, area, needed: ALLOWED[area] });
        expect(message).toContain(
          `; ${ALLOWED[area]} mode does. Switch with \`baton session mode ${ALLOWED[area]}\``,
        );
      }
    },
  );

  it.each(AREAS)('a person at a plain terminal and %s: always', (area) => {
    expect(() => requirePermission(undefined, area)).not.toThrow();
  });

  it('is said in one sentence with the way out', () => {
    expect(refusalOf(() => requirePermission('development', 'work')).message).toBe(
      'A session in development mode does not change epics, sprints and their tasks; leadership mode does. Switch with `baton session mode leadership`, or make the change in a terminal of your own.',
    );
  });

  it.each([
    ['epics/e1', 'work'],
    ['sprints/s1', 'work'],
    ['teams/t1', 'teams'],
    ['project', 'governance'],
  ])('%s belongs to %s', (entity, area) => {
    expect(areaOf(entity)).toBe(area);
  });
});
