import { describe, expect, it } from 'vitest';
import { entitySheet } from '../../../src/cli/entity-sheet.ts';

describe('an entity on a screen', () => {
  const sheet = (entity: object, width = 60, colours: 'none' | 'ansi16' = 'none') =>
    entitySheet(entity, { width, colours }).map((line) => line.trimEnd());

  it('is a row a field in its own order, without what is empty', () => {
    const task = {
      id: 't1',
      estimated_effort: 5,
      note: '',
      who: null,
      needs: [],
      policies: {},
      ready: false,
    };
    expect(sheet(task)).toEqual(['id                t1', 'estimated effort  5', 'ready             no']);
  });

  it('has a row for each member of a list, and one for plain words', () => {
    expect(
      sheet({
        acceptance_criteria: ['a token expires', 'an old one is refused'],
        skills: ['api', 'database'],
        blockers: [{ reason: 'no clock', raised_at: '09:00', resolved_at: null }, { reason: 'no key' }],
        planned_tasks: { t1: { id: 't1', title: 'Issue' }, t2: { id: 't2', dependencies: ['t1'] } },
        progress: { tasks: 2, done: 1 },
      }),
    ).toEqual([
      'acceptance criteria  a token expires',
      '                     an old one is refused',
      'skills               api, database',
      'blockers             no clock, raised at 09:00',
      '                     no key',
      'planned tasks        t1, Issue',
      '                     t2, dependencies t1',
      'progress             tasks 2, done 1',
    ]);
  });

  it('parts long texts between words, on a narrow screen too', () => {
    expect(sheet({ goal: 'tokens that expire when they should' }, 26)).toEqual([
      'goal  tokens that expire',
      '      when they should',
    ]);
    expect(sheet({ goal: 'one two three four five six seven' }, 3)).toEqual([
      'goal  one two three four',
      '      five six seven',
    ]);
  });

  it('lets nothing through that steers a terminal', () => {
    expect(sheet({ title: '\u001b[31mred\u0007', 'a\u001b[2Jb': 'x' }).join('\n')).not.toMatch(
      /[\u0007\u001b]/,
    );
  });

  it('has its labels muted where there are colours', () => {
    const [line] = sheet({ id: 't1' }, 60, 'ansi16');
    expect(line).toMatch(/^\u001b\[\d+mid {2}\u001b\[\d+mt1$/);
  });
});
