import { describe, expect, it } from 'vitest';
import { median, medianPhases, phasesOf } from '../../../src/insight/profile-phases.ts';
import { profileChart } from '../../../src/render/profile-chart.ts';

const MARKS = { loading: 20, ending: 30, asked: 23, input: 1, read: 2, write: 1.5, output: 0.5 };

describe('the phases of a run', () => {
  it('add up to what it took, and what Node takes is what is outside of the program', () => {
    expect(phasesOf(MARKS, 36)).toEqual({
      ...{ node: 26, load: 3, input: 1, read: 2, work: 2, write: 1.5, output: 0.5, total: 36 },
    });
  });

  it('of a program that asks for nothing are Node and loading', () => {
    expect(phasesOf({ ...MARKS, asked: null, input: 0, read: 0, write: 0, output: 0 }, 36)).toMatchObject({
      node: 26,
      load: 10,
      work: 0,
    });
  });

  it('are never below zero, whatever the clocks say', () => {
    for (const time of Object.values(phasesOf({ ...MARKS, asked: 10 }, 5)))
      expect(time).toBeGreaterThanOrEqual(0);
  });

  it('of several runs are their medians', () => {
    const runs = [36, 40, 90].map((total) => phasesOf(MARKS, total));
    expect(medianPhases(runs)).toMatchObject({ total: 40, node: 30, load: 3 });
    expect(median([])).toBe(0);
    expect(median([4, 1, 3, 2])).toBe(2);
  });

  it('are drawn on one scale', () => {
    const target = { name: 'Stop', waits: false, phases: phasesOf(MARKS, 36) };
    expect(profileChart([target], 18, { width: 66, colours: 'none' }).slice(0, 3)).toEqual([
      'bare Node         ░░░░░░░░░░░░░░░░░░                       18.0 ms',
      'Stop              ░░░░░░░░░░░░░░░░░░░░░░░░░░▒▒▒╌▓▓██▒▒     36.0 ms',
      '                  node 26.0 · load 3.0 · input 1.0 · read 2.0 · work 2.0 · write 1.5 · output 0.5 · nobody waits for it',
    ]);
  });
});
