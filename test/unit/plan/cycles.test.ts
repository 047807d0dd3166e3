import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycles } from '../../../src/plan/cycles.ts';

const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges));
const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'gone');
const anyGraph = fc
  .uniqueArray(fc.tuple(names, fc.array(names, { maxLength: 4 })), { selector: ([name]) => name })

  .map((entries) => new Map<string, string[]>(entries.filter(([name]) => name !== 'gone')));

/** True when `to` can be reached from `from` in one step or more: the slow and plain way. */
function reaches(edges: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const todo = [...(edges.get(from) ?? [])];
  for (const name of todo) {
    if (name === to) return true;
    if (!seen.has(name)) todo.push(...(edges.get(name) ?? []));
    seen.add(name);
  }
  return false;
}

describe('circles of dependencies', () => {
  it.each<[string, Record<string, string[]>, string[][]]>([
    ['a chain', { a: ['b'], b: ['c'], c: [] }, []],
    ['a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
    ['names that are not there', { a: ['gone'], b: ['gone'] }, []],
    ['a task that needs itself', { a: ['a'] }, [['a', 'a']]],
    ['two that need each other', { b: ['a'], a: ['b'] }, [['a', 'b', 'a']]],
    [
      'two circles',
      { d: ['c'], c: ['d'], b: ['a'], a: ['b'] },
      [
        ['a', 'b', 'a'],
        ['c', 'd', 'c'],
      ],
    ],
    ['a way in and a way out', { in: ['a'], a: ['b'], b: ['a', 'out'], out: [] }, [['a', 'b', 'a']]],
    ['a short cut in a long circle', { a: ['b', 'c'], b: ['c'], c: ['a'] }, [['a', 'c', 'a']]],
  ])('in %s', (_, edges, expected) => {
    expect(findCycles(graph(edges))).toEqual(expected);
  });

  it('are found exactly where a name reaches itself, and each step of them is a dependency', () => {
    fc.assert(
      fc.property(anyGraph, (edges) => {
        const cycles = findCycles(edges);
        const tied = [...edges.keys()].filter((name) => reaches(edges, name, name));
        expect(cycles.length > 0).toBe(tied.length > 0);
        for (const cycle of cycles) {
          expect(cycle[0]).toBe(cycle.at(-1));
          expect(cycle.length).toBeGreaterThan(1);
          for (const [index, name] of cycle.slice(0, -1).entries()) {
            expect(edges.get(name)).toContain(cycle[index + 1]);
          }
        }
        // Every name in a circle is in a knot with one that is told of.
        for (const name of tied) {
          expect(cycles.some(([one = '']) => one === name || reaches(edges, one, name))).toBe(true);
        }
      }),
    );
  });

  it('are told the same way in whatever order the names come, and whatever else there is', () => {
    fc.assert(
      fc.property(anyGraph, (edges) => {
        const found = findCycles(edges);
        expect(findCycles(new Map([...edges].reverse()))).toEqual(found);
        expect(findCycles(new Map([['0-new', [...edges.keys()]], ...edges]))).toEqual(found);
      }),
    );
  });

  it.each([2, 3, 100, 10_000])('of length %i are told whole', (length) => {
    const id = (index: number) => `t${String(index % length).padStart(5, '0')}`;
    const edges = new Map(Array.from({ length }, (_, index) => [id(index), [id(index + 1)]]));
    const begin = performance.now();
    const [cycle, ...more] = findCycles(edges);
    expect(performance.now() - begin).toBeLessThan(200);
    expect(cycle).toHaveLength(length + 1);
    expect(cycle?.slice(0, 2)).toEqual(['t00000', 't00001']);
    expect(more).toEqual([]);
  });

  it('are looked for in a chain of 10,000 in under 200 ms', () => {
    const edges = new Map(Array.from({ length: 10_000 }, (_, index) => [`t${index}`, [`t${index + 1}`]]));
    const begin = performance.now();
    expect(findCycles(edges)).toEqual([]);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
