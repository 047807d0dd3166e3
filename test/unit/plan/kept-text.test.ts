import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withChange } from '../../../src/plan/kept-text.ts';
import type { Sprint } from '../../../src/plan/plan-schema.ts';
import { SprintSchema } from '../../../src/plan/plan-schema.ts';

const RAW = {
  name: 'One',
  owner: { who: 'ada', since: 2024 },
  planned_tasks: { t2: { title: 'Two', id: 't2', note: 'mine' }, t1: { id: 't1', title: 'One' } },
  id: 's1',
  epic_id: 'auth',
};
const BEFORE = SprintSchema.parse(RAW);
const textAfter = (change: Partial<Sprint>) => withChange(RAW, BEFORE, { ...BEFORE, ...change });

describe('a document that a person wrote', () => {
  it('is changed where it was to be changed, and nowhere else', () => {
    expect(JSON.stringify(textAfter({ name: 'First' }))).toBe(JSON.stringify({ ...RAW, name: 'First' }));
  });

  it('gets no defaults that nobody asked for', () => {
    expect(Object.keys(Object(textAfter({ goals: ['ship'] })))).toEqual([...Object.keys(RAW), 'goals']);
    expect(textAfter({ goals: [] })).toEqual(RAW);
  });

  it('keeps its fields within fields, their order, and what Baton does not know', () => {
    const { t1, t2 } = BEFORE.planned_tasks;
    const t3 = { ...t1, id: 't3' };
    const tasks = { t2: { ...t2, priority: 'high' }, t1, t3 } as Sprint['planned_tasks'];
    expect(JSON.stringify(textAfter({ planned_tasks: tasks }))).toBe(
      JSON.stringify({
        ...RAW,
        planned_tasks: { t2: { ...RAW.planned_tasks.t2, priority: 'high' }, t1: RAW.planned_tasks.t1, t3 },
      }),
    );
  });

  it('loses what was taken out', () => {
    const { t2 } = BEFORE.planned_tasks;
    expect(textAfter({ planned_tasks: { t2 } as Sprint['planned_tasks'] })).toEqual({
      ...RAW,
      planned_tasks: { t2: RAW.planned_tasks.t2 },
    });
  });

  it('that was not there is written whole', () => {
    expect(withChange(undefined, null, BEFORE)).toEqual(BEFORE);
  });

  it('reads as what it was changed to, whatever it was and became', () => {
    const id = fc.constantFrom('t1', 't2', 't3', '4');
    const written = fc.record(
      {
        name: fc.string({ minLength: 1, maxLength: 3 }),
        goals: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
        length_days: fc.integer({ min: 1, max: 5 }),
        owner: fc.jsonValue({ maxDepth: 1 }),
        planned_tasks: fc.dictionary(
          id,
          fc.record(
            {
              title: fc.constantFrom('x', 'y'),
              priority: fc.constantFrom('low', 'high'),
              tags: fc.jsonValue(),
            },
            { requiredKeys: ['title'] },
          ),
        ),
      },
      { requiredKeys: ['name'] },
    );
    const document = written.map((fields) => ({
      ...fields,
      id: 's1',
      epic_id: 'auth',
      ...(fields.planned_tasks === undefined
        ? {}
        : {
            planned_tasks: Object.fromEntries(
              Object.entries(fields.planned_tasks).map(([key, task]) => [key, { ...task, id: key }]),
            ),
          }),
    }));
    fc.assert(
      fc.property(document, document, (raw, wanted) => {
        const [before, after] = [SprintSchema.parse(raw), SprintSchema.parse(wanted)];
        const next = withChange(raw, before, after);
        expect(SprintSchema.parse(next)).toEqual(after);
        expect(withChange(raw, before, before)).toBe(raw);
        // Back again: nothing but what differed is touched.
        expect(SprintSchema.parse(withChange(next, after, before))).toEqual(before);
      }),
    );
  });
});
