import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColourLevel } from '../../../src/render/colour.ts';
import type { BoardCard } from '../../../src/render/sprint-board.ts';
import { sprintBoard } from '../../../src/render/sprint-board.ts';
import { displayWidth } from '../../../src/render/width.ts';

const card = (id: string, changes: Partial<BoardCard> = {}): BoardCard => ({
  id,
  title: `Do ${id}`,
  status: 'pending',
  assignee: null,
  progress_percentage: 0,
  blockers: [],
  ...changes,
});
const CARDS = [
  card('t1', { status: 'in_progress', assignee: 'coder', progress_percentage: 40 }),
  card('t2'),
  card('t3', { status: 'blocked', blockers: ['no key', 'no time'] }),
  card('t4', { status: 'completed', title: '日本語のとても長い題名' }),
  card('t5', { status: 'assigned' }),
  card('t6', { status: 'cancelled' }),
  card('t7', { status: 'failed' }),
];
const LOOK = { width: 100, colours: 'none', ascii: false } as const;

describe('the board of a sprint', () => {
  it('has four lanes with straight borders', () => {
    expect(sprintBoard('Tokens', CARDS, LOOK)).toEqual([
      'Tokens',
      '╭───────────────────────┬───────────────────────┬───────────────────────┬───────────────────────╮',
      '│ To do (2)             │ In progress (1)       │ Blocked (2)           │ Done (1)              │',
      '├───────────────────────┼───────────────────────┼───────────────────────┼───────────────────────┤',
      '│ t2 Do t2              │ t1 40% @coder Do t1   │ t3 Do t3 (no key)     │ t4 日本語のとても長…  │',
      '│ t5 Do t5              │                       │ t7 Do t7              │                       │',
      '╰───────────────────────┴───────────────────────┴───────────────────────┴───────────────────────╯',
    ]);
  });

  it('is drawn with plain characters where asked', () => {
    const lines = sprintBoard('Tokens', [card('t1')], { ...LOOK, ascii: true });
    expect(lines.join('\n')).toMatch(/^[\x20-\x7e\n]+$/);
    expect(lines[1]).toMatch(/^\+-+\+-+\+-+\+-+\+$/);
  });

  it('is one list under another on a narrow screen', () => {
    expect(sprintBoard('Tokens', CARDS, { ...LOOK, width: 40 })).toEqual([
      'Tokens',
      'To do (2)',
      '  t2 Do t2',
      '  t5 Do t5',
      'In progress (1)',
      '  t1 40% @coder Do t1',
      'Blocked (2)',
      '  t3 Do t3 (no key)',
      '  t7 Do t7',
      'Done (1)',
      '  t4 日本語のとても長い題名',
    ]);
  });

  it('of no cards says so', () => {
    expect(sprintBoard('Tokens', [], LOOK)).toEqual(['Tokens', 'No tasks yet.']);
  });

  it('has lines of one width, never wider than the screen, without control characters, for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('日本', '👩‍👩‍👧', '\u001b[31m', 'a\nb', '\u202e'),
    );
    const anyCard = fc.record({
      id: text,
      title: text,
      status: fc.constantFrom('pending', 'assigned', 'in_progress', 'blocked', 'failed', 'completed', 'odd'),
      assignee: fc.option(text),
      progress_percentage: fc.nat(100),
      blockers: fc.array(text, { maxLength: 2 }),
    });
    const look = fc.record({
      width: fc.integer({ min: 20, max: 240 }),
      colours: fc.constantFrom<ColourLevel[]>('none', 'ansi16', 'truecolour'),
      ascii: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyCard, { minLength: 1, maxLength: 6 }), look, (cards, how) => {
        const lines = sprintBoard('x', cards, how).slice(1);
        for (const line of lines) {
          expect(displayWidth(line)).toBeLessThanOrEqual(how.width);
          if (how.colours === 'none') expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
        }
        if (/^[╭+]/.test(lines[0] ?? '')) expect(new Set(lines.map(displayWidth)).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});
