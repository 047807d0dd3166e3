import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { taskBoard } from '../../../src/plan/task-board.ts';
import { loadBoard, loadPlan } from '../../../src/runtime/plan-loader.ts';
import { later, planned } from './planned.ts';

describe('the board of the plan', () => {
  const rowsOf = (layout: Parameters<typeof loadBoard>[0], now?: number) =>
    taskBoard(loadBoard(layout, now), () => undefined);

  it('has the rows that the whole plan has, kept or not', () => {
    const { layout, board } = planned();
    const expected = taskBoard(loadPlan(layout).plan, () => undefined);
    expect(rowsOf(layout)).toEqual(expected);
    expect(rowsOf(layout, later())).toEqual(expected);
    rmSync(join(layout.cache, 'plan-index.json'));
    expect(readFileSync(board, 'utf8')).toContain('Do t2');
    expect(rowsOf(layout, later())).toEqual(expected);
    expect(loadBoard(layout, later()).sprints.s1).toMatchObject({ epic_id: 'auth', task_count: 2 });
  });

  it.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['cut short', (text) => text.slice(0, text.indexOf('\n'))],
    ['damaged in its head', (text) => text.replace('{', '[')],
    ['damaged in a line', (text) => text.slice(0, -5)],
    ['of another version', (text) => text.replace(/"version":\d+/, '"version":99')],
  ])('that is %s is not believed', (_, damage) => {
    const { layout, board } = planned();
    const expected = rowsOf(layout, later());
    writeFileSync(board, damage(readFileSync(board, 'utf8')));
    expect(rowsOf(layout, later())).toEqual(expected);
  });
});
