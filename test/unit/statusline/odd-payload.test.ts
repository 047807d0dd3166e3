import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { ICON_SET_NAMES } from '../../../src/render/icons.ts';
import { PRESET_NAMES } from '../../../src/render/status-line-words.ts';
import { THEME_NAMES } from '../../../src/render/themes.ts';
import { busyView, NOW, payload, renderSample, sampleText, sampleView } from './sample-line.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place in a value, as the keys that lead there. */
function places(value: Json, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]];
  return [[...at], ...Object.entries(value).flatMap(([key, part]) => places(part, [...at, key]))];
}

function withAt(value: Json, [key, ...rest]: readonly string[], put: Json | undefined): Json {
  if (key === undefined || typeof value !== 'object' || value === null) return put ?? null;
  const copy: { [key: string]: Json } = { ...(value as { [key: string]: Json }) };
  if (put === undefined && rest.length === 0) delete copy[key];
  else copy[key] = withAt(copy[key] ?? null, rest, put);
  return copy;
}

const FULL: Json = JSON.parse(payload('everything'));
const odd = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<Json>(
    null,
    true,
    '',
    'x',
    -1,
    0,
    1e21,
    4e15,
    [],
    {},
    [1],
    '\x1b[31m\x07',
    '日期'.repeat(50),
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const mutated = fc
  .array(fc.tuple(fc.constantFrom(...places(FULL)), odd), { minLength: 1, maxLength: 5 })
  .map((changes) => changes.reduce((value, [place, put]) => withAt(value, place, put), FULL));
const settings = fc.record({
  preset: fc.constantFrom(...PRESET_NAMES),
  theme: fc.constantFrom(...THEME_NAMES),
  icons: fc.constantFrom(...ICON_SET_NAMES),
});

describe('a line from odd payloads', () => {
  it('is as wide as it may be at most, for any payload that is nearly right, in any look', () => {
    fc.assert(
      fc.property(
        mutated,
        settings,
        fc.integer({ min: 5, max: 220 }),
        fc.boolean(),
        fc.boolean(),
        (input, look, columns, colours, isBusy) => {
          const { rows } = renderSample({
            text: JSON.stringify(input),
            view: isBusy ? busyView() : undefined,
            columns,
            colours,
            settings: look,
            sources: {
              gitLook: () => ({
                branch: 'main',
                changed: 3,
                conflicts: 1,
                ahead: 1,
                behind: 2,
                at: NOW - 1e6,
              }),
              checkResults: () => ({ consensus: 0.5, failing: ['日期\x1b[2J'], at: NOW - 1e9 }),
            },
          });
          expect(rows.length).toBeGreaterThan(0);
          for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(Math.max(1, columns - 4));
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['wide characters', '功能/解析日期', '解析所有旧账本的日期'],
    ['emoji', 'feat/🚀-launch-👨‍👩‍👧', '👩🏽‍💻 ship it 🎉'],
    ['right to left', 'תכונה/תאריכים', 'נתח את התאריכים של הספרים הישנים'],
    ['combining marks', 'fe\u0301at', 'Cafe\u0301 mit Kirschen'],
  ])('counts %s as another implementation does', (_, branch, current_task) => {
    for (let columns = 20; columns <= 200; columns += 7) {
      const view = sampleView({
        current_task,
        tasks: { total: 1, completed: 0, in_progress: 1, blocked: 0 },
      });
      const { rows } = renderSample({ view, columns, sources: { headBranch: () => branch } });
      for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(Math.max(1, columns - 4));
    }
  });

  it('has no byte above ASCII with ASCII icons', () => {
    const text = sampleText({
      text: payload('everything'),
      view: busyView(),
      columns: 400,
      settings: { icons: 'ascii', preset: 'full' },
    });
    expect(text).toMatch(/^[ -~]+$/);
  });

  it('has no escape sequence at all without colours, and in every theme only looks and links with them', () => {
    const sample = { text: payload('everything'), view: busyView(), columns: 300 };
    expect(sampleText(sample)).not.toContain('\x1b');
    for (const theme of THEME_NAMES) {
      const text = sampleText({ ...sample, colours: true, settings: { theme, preset: 'full' } });
      const bare = text.replace(/\x1b\[[\d;]+m|\x1b\]8;;(?:(?:https|file):\/\/[!-~]+)?\x1b\\/g, '');
      expect(bare).toBe(sampleText({ ...sample, settings: { preset: 'full' } }));
      expect(bare).not.toContain('\x1b');
    }
  });
});
