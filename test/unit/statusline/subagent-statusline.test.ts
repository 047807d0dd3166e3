import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/render/width.ts';
import { subagentRows } from '../../../statusline/subagent-statusline.ts';
import { payload } from './sample-line.ts';

const START = 1_795_000_000_000;
const NOW = START + 125 * 60_000;

function contents(payloadText: string, level: 'none' | 'ansi16' = 'none'): unknown[] {
  return subagentRows(payloadText, NOW, level).map((row) => JSON.parse(row).content);
}

function oneTask(fields: object, columns = 80): string {
  return JSON.stringify({ columns, tasks: [{ id: 'a1', ...fields }] });
}

const RUNNING = {
  type: 'local_agent',
  status: 'running',
  description: 'Read the date formats of the old ledgers',
  startTime: START,
  tokenCount: 15_432,
};

describe('subagentRows', () => {
  it('says type, task, time and tokens of each, under its id', () => {
    expect(subagentRows(payload('subagents'), NOW, 'none')).toEqual([
      '{"id":"a71c09e5d2b84f630","content":"agent: Read the date formats of the old ledgers · 2h05 · 15.4k tokens"}',
      '{"id":"a30f6b1e77c24d985","content":"reviewer: Review the parser · completed · 812 tokens"}',
    ]);
  });

  it('colours the type and the end', () => {
    expect(contents(payload('subagents'), 'ansi16')[1]).toBe(
      '\x1b[36mreviewer\x1b[39m: Review the parser · \x1b[32mcompleted\x1b[39m · 812 tokens',
    );
  });

  it.each([
    [160, 'agent: Read the date formats of the old ledgers · 2h05 · 15.4k tokens'],
    [60, 'agent: Read the date formats of the old ledg… · 2h05 · 15.4k'],
    [40, 'agent: Read the date for… · 2h05 · 15.4k'],
    [33, 'agent: Read the date fo… · 2h05'],
    [24, 'agent: Read the date fo…'],
    [4, 'age…'],
  ])('fits %d columns', (columns, content) => {
    expect(contents(oneTask(RUNNING, columns))).toEqual([content]);
  });

  it.each([
    ['another type', { type: 'remote_agent', description: 'd' }, 'remote agent: d'],
    ['a label where there is no description', { label: 'l' }, 'agent: l'],
    ['the type alone', {}, 'agent'],
    ['no time for a start in another form', { description: 'd', startTime: 'now' }, 'agent: d'],
    ['no time yet for a start ahead of the clock', { description: 'd', startTime: NOW + 9 }, 'agent: d · 0s'],
    ['a failure', { description: 'd', status: 'failed', startTime: START }, 'agent: d · failed'],
    ['a status that names a property', { description: 'd', status: 'constructor' }, 'agent: d'],
    [
      'plain text for escape sequences',
      { description: 'a\x1b]0;x\x07b\x1b[31m\nc', name: 'n\x1b[2J' },
      'n: ab c',
    ],
  ])('says %s', (_, fields, content) => {
    expect(contents(oneTask(fields))).toEqual([content]);
  });

  it('passes over a task without an id, and over what is no task', () => {
    expect(subagentRows('{"tasks":[{"description":"d"},7,null,{"id":""}]}', NOW, 'none')).toEqual([]);
  });

  it.each(['', '{', '{}', '[]', '{"tasks":{}}'])('gives no row for %s', (text) => {
    expect(subagentRows(text, NOW, 'none')).toEqual([]);
  });

  it('keeps any row to its width and to one line of JSON', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const task = fc.record(
      {
        id: text,
        type: text,
        name: text,
        status: text,
        description: text,
        startTime: fc.double(),
        tokenCount: fc.double(),
      },
      { requiredKeys: ['id'] },
    );
    fc.assert(
      fc.property(fc.array(task, { maxLength: 3 }), fc.integer({ min: 1, max: 120 }), (tasks, columns) => {
        for (const row of subagentRows(JSON.stringify({ columns, tasks }), NOW, 'ansi16')) {
          expect(row).not.toMatch(/[\x00-\x1f]/);
          const { content } = JSON.parse(row);
          expect(displayWidth(content)).toBeLessThanOrEqual(columns);
          expect(content.replace(/\x1b\[[0-9;]*m/g, '')).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
        }
      }),
    );
  });
});
