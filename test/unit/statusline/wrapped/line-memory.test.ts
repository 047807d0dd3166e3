import { describe, expect, it } from 'vitest';
import type { LineMemory, LineRun, RunSight } from '../../../../statusline/wrapped/line-memory.ts';
import {
  EMPTY_MEMORY,
  isOverdue,
  planTurn,
  settled,
  shownOutput,
} from '../../../../statusline/wrapped/line-memory.ts';

const BEGAN = 1_795_000_000_000;
const RUN: LineRun = { pid: 70, started: '9', host: 'here', began: BEGAN, session: 's', id: 'r1' };
const GOOD = { session: 's', text: 'good', failingSince: null };

const memory = (differences: Partial<LineMemory> = {}): LineMemory => ({
  run: RUN,
  outputs: [GOOD],
  ...differences,
});
const plan = (sight: RunSight | undefined, age: number, known = memory()) =>
  planTurn(known, sight, BEGAN + age);

describe('planTurn', () => {
  it('starts a run where none is in flight', () => {
    expect(plan(undefined, 5, EMPTY_MEMORY)).toEqual({
      memory: EMPTY_MEMORY,
      over: undefined,
      end: false,
      start: true,
    });
  });

  it.each(['running', 'unknown'] as const)('lets a run that is %s have its ten seconds', (life) => {
    for (const age of [0, 10_000]) {
      expect(plan({ life }, age)).toEqual({ memory: memory(), over: undefined, end: false, start: false });
    }
  });

  it.each([
    ['ends a run that is surely ours', 'running', true],
    ['forgets a run that may be another process, and ends nothing', 'unknown', false],
  ] as const)('%s when its time is over, and starts another', (_, life, end) => {
    for (const age of [10_001, -1]) {
      const failed = { ...GOOD, failingSince: BEGAN + age };
      expect(plan({ life }, age)).toEqual({
        memory: { run: null, outputs: [failed] },
        over: RUN,
        end,
        start: true,
      });
    }
  });

  it.each([5, 20_000])(
    'takes the output of a run that has ended, however late, and starts another',
    (age) => {
      const outputs = [{ session: 's', text: 'new', failingSince: null }];
      expect(plan({ life: 'ended', output: 'new' }, age)).toEqual({
        memory: { run: null, outputs },
        over: RUN,
        end: false,
        start: true,
      });
    },
  );

  it('never ends a run that has ended', () => {
    expect(plan({ life: 'ended', output: undefined }, 20_000).end).toBe(false);
  });
});

describe('settled', () => {
  it('takes an empty output for a good one', () => {
    expect(shownOutput(settled(memory(), RUN, '', BEGAN), 's', BEGAN)).toBe('');
  });

  it('keeps the time of the first failure, and forgets it at a success', () => {
    const first = settled(memory(), RUN, undefined, BEGAN);
    const second = settled(first, RUN, undefined, BEGAN + 9000);
    expect(second.outputs).toEqual([{ ...GOOD, failingSince: BEGAN }]);
    expect(settled(second, RUN, 'back', BEGAN + 9001).outputs).toEqual([{ ...GOOD, text: 'back' }]);
  });

  it('knows one output for each of the eight sessions that were served last', () => {
    const sessions = Array.from({ length: 10 }, (_, place) => `s${place}`);
    const known = [...sessions, 's9'].reduce(
      (before, session) => settled(before, { session }, session, BEGAN),
      EMPTY_MEMORY,
    );
    expect(known.outputs.map(({ session }) => session)).toEqual(sessions.slice(2).toReversed());
  });
});

describe('shownOutput', () => {
  it.each([
    ['the last good output, however old', [GOOD], 's', 9e9, 'good'],
    ['nothing for another session', [GOOD], 'other', 0, ''],
    ['nothing where there never was any', [{ ...GOOD, text: null, failingSince: BEGAN }], 's', 0, ''],
    [
      'the last good output for a minute of failures',
      [{ ...GOOD, failingSince: BEGAN }],
      's',
      60_000,
      'good',
    ],
    ['nothing after a minute of failures', [{ ...GOOD, failingSince: BEGAN }], 's', 60_001, ''],
  ])('is %s', (_, outputs, session, age, text) => {
    expect(shownOutput(memory({ outputs }), session, BEGAN + age)).toBe(text);
  });
});

describe('isOverdue', () => {
  it.each([
    [0, false],
    [10_000, false],
    [10_001, true],
    [-1, true],
  ])('of a run that is %d ms old is %s', (age, overdue) => {
    expect(isOverdue(RUN, BEGAN + age)).toBe(overdue);
  });
});
