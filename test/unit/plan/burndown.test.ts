import { describe, expect, it } from 'vitest';
import { sprintPace } from '../../../src/plan/burndown.ts';

const START = Date.parse('2026-11-01T08:00:00.000Z');
const HOUR = 3_600_000;
const done = (task_id: string, points: number, hours: number) => ({
  task_id,
  points,
  at: new Date(START + hours * HOUR).toISOString(),
});

describe('the pace of a sprint', () => {
  it('has no days before the sprint was started', () => {
    expect(sprintPace(8, [], null, 5, START)).toEqual({
      days: [],
      velocity: null,
      estimated_completion: null,
    });
  });

  it('shows what is left at the end of each day beside an even pace', () => {
    const pace = sprintPace(10, [done('a', 2, 5), done('b', 3, 30)], START, 5, START + 48 * HOUR - 1);
    expect(pace.days).toEqual([
      { date: '2026-11-02', remaining: 8, ideal: 8 },
      { date: '2026-11-03', remaining: 5, ideal: 6 },
    ]);
  });

  it('goes on at the pace so far: half done in two days takes two more', () => {
    const now = START + 48 * HOUR;
    const pace = sprintPace(10, [done('a', 5, 40)], START, null, now);
    expect(pace.velocity).toBe(2.5);
    expect(pace.estimated_completion).toBe(new Date(now + 48 * HOUR).toISOString());
    expect(pace.days.every(({ ideal }) => ideal === null)).toBe(true);
  });

  it('promises no date without anything done, nor when nothing is left', () => {
    expect(sprintPace(10, [], START, 5, START + HOUR)).toMatchObject({
      velocity: null,
      estimated_completion: null,
    });
    expect(sprintPace(2, [done('a', 2, 1)], START, 5, START + 24 * HOUR).estimated_completion).toBeNull();
  });
});
