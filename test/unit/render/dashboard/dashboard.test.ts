import { join } from 'node:path';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { DashboardModel } from '../../../../src/insight/dashboard/dashboard-model.ts';
import { DASHBOARD_VIEWS } from '../../../../src/insight/dashboard/dashboard-model.ts';
import { asciiText } from '../../../../src/render/ascii-text.ts';
import type { ColourLevel } from '../../../../src/render/colour.ts';
import { drawDashboard, keyLine } from '../../../../src/render/dashboard/dashboard.ts';
import { BUSY_DASHBOARD, EMPTY_DASHBOARD } from '../../../helpers/dashboard-model.ts';

const WIDTHS = [60, 80, 100, 160, 200];
const SCREENS = join(import.meta.dirname, '../../../fixtures/screens');
const look = (width: number, colours: ColourLevel = 'none') => ({ width, colours, clock: '15:00' });
const withoutStyles = (text: string) => text.replaceAll(/\x1b\[[0-9;]*m/g, '');

describe.each(DASHBOARD_VIEWS)('the page %s of the dashboard', (view) => {
  it.each(WIDTHS)('is drawn in %i columns exactly so', async (width) => {
    const lines = drawDashboard(BUSY_DASHBOARD, view, look(width));
    for (const line of lines) expect(stringWidth(line)).toBe(width);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(SCREENS, `${view}-${width}.txt`));
  });

  it.each(WIDTHS)('has the same text in colours, in %i columns', (width) => {
    for (const colours of ['ansi16', 'ansi256', 'truecolour'] as const) {
      const painted = drawDashboard(BUSY_DASHBOARD, view, look(width, colours));
      expect(painted.map(withoutStyles)).toEqual(drawDashboard(BUSY_DASHBOARD, view, look(width)));
    }
  });

  it('is painted by meaning exactly so', async () => {
    const lines = drawDashboard(BUSY_DASHBOARD, view, look(100, 'ansi16'));
    await expect(`${lines.join('\n')}\n`.replaceAll('\x1b', '␛')).toMatchFileSnapshot(
      join(SCREENS, `${view}-100-colours.txt`),
    );
  });

  it('says what to do first where there is nothing yet', async () => {
    const lines = drawDashboard(EMPTY_DASHBOARD, view, look(80));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(SCREENS, `${view}-empty.txt`));
  });

  it('is plain ASCII where asked, as far as the names in it are', () => {
    const ascii = JSON.parse(JSON.stringify(BUSY_DASHBOARD).replaceAll(/[^\x20-\x7e]/g, '?'));
    for (const model of [ascii, EMPTY_DASHBOARD]) {
      const lines = drawDashboard(model, view, look(100)).map(asciiText);
      for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]{100}$/);
    }
  });

  it('is shortened to the rows there are, as far as it can be', () => {
    const many = {
      ...BUSY_DASHBOARD,
      attention: Array.from({ length: 30 }, () => BUSY_DASHBOARD.attention[0]),
    };
    const model: DashboardModel = JSON.parse(JSON.stringify(many));
    const heights = [24, 40, 60, 200].map(
      (height) => drawDashboard(model, view, { ...look(120), height }).length,
    );
    expect(heights).toEqual(heights.toSorted((left, right) => left - right));
    for (const [index, height] of heights.entries())
      if (index > 0) expect(height).toBeLessThanOrEqual([24, 40, 60, 200][index] ?? 0);
  });
});

const piece = fc.constantFrom(
  ...[
    'a',
    'word ',
    ' ',
    'x'.repeat(50),
    '日',
    '한',
    'ｶﾞ',
    'e\u0301',
    'ที่',
    'נשלח',
    'مرحبا',
    '│',
    '…',
    '━',
    '⚡',
    '👥',
    '⚙️',
    '👩‍💻',
    '👍🏽',
    '🇩🇪',
    '1️⃣',
  ],
  ...[
    '\x1b[31m',
    '\x1b]0;stolen\x07',
    '\x1b[2J',
    '\x1b[10;10H',
    '\u202e',
    '\u200b',
    '\x00',
    '\x07',
    '\r',
    '\n',
    '\t',
    'a\u0300\u0301\u0302\u0303\u0304\u0305',
    '\x9b31m',
  ],
);
const hostile = fc.oneof(
  { weight: 9, arbitrary: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('n'.repeat(10_000), '日本語'.repeat(3_000), '\x1b[31m'.repeat(2_000), ''),
  },
);
/** Each text of a person in the model replaced by a hostile one; words and times that Baton chose stay. */
const OWN_WORDS = new Set(['at', 'mode', 'status', 'turn', 'priority', 'kind', 'severity', 'unit', 'date']);
const isOwn = (key: string) =>
  OWN_WORDS.has(key) || key.endsWith('_at') || key.endsWith('_activity') || key.endsWith('_completion');

function withTexts(texts: readonly string[]): DashboardModel {
  let next = 0;
  return JSON.parse(JSON.stringify(BUSY_DASHBOARD), (key, value: unknown) =>
    typeof value === 'string' && !isOwn(key) ? texts[next++ % texts.length] : value,
  );
}

describe('the dashboard, whatever things are called', () => {
  it('has lines of exactly its width, and nothing that steers a terminal', () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 20, max: 200 }),
        fc.constantFrom(...DASHBOARD_VIEWS),
        fc.constantFrom<ColourLevel[]>('none', 'ansi16', 'truecolour'),
        (texts, width, view, colours) => {
          const lines = drawDashboard(withTexts(texts), view, look(width, colours));
          for (const line of [...lines, keyLine(view, true, { width, colours })]) {
            expect(stringWidth(line)).toBe(width);
            expect(withoutStyles(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e]/);
          }
        },
      ),
      { numRuns: 150, endOnFailure: true },
    );
  }, 60_000);

  it('is 20 columns wide on a screen that is narrower, and 200 on one that is wider', () => {
    for (const [width, drawn] of [
      [5, 20],
      [1_000, 200],
    ] as const) {
      for (const line of drawDashboard(BUSY_DASHBOARD, 'overview', look(width)))
        expect(stringWidth(line)).toBe(drawn);
    }
  });
});

describe('the line of keys', () => {
  it('marks the page that is shown, without colours too', () => {
    expect(keyLine('team', false, look(80))).toBe(
      '1 overview  [team]  3 sprint  4 metrics  5 messages  6 sessions           q quit',
    );
    expect(keyLine('team', true, look(80, 'ansi16'))).toContain('\x1b[7m2 team\x1b[27m');
  });

  it('says that there is more below', () => {
    expect(keyLine('team', true, look(100)).trimEnd()).toMatch(/↓ more {2}q quit$/);
  });
});
