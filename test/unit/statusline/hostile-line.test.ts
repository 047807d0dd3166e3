import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/render/width.ts';
import type { SessionView } from '../../../src/session/view.ts';
import { SESSION_MODES } from '../../../src/session/words.ts';
import { renderSample, sampleText, sampleView } from './sample-line.ts';

const OWN_STYLE = /\x1b\[[0-9;]*m|\x1b\]8;;(?:(?:https?|file):\/\/[!-~]+)?\x1b\\/g;
const CONTROL = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const EVIL = '\x1b]0;owned\x07\x1b[2J\u202egnp\r\n\x9b31mx';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(EVIL, '\x1b[31m', '日期'.repeat(40), '👨‍👩‍👧‍👦'.repeat(20), 'e\u0301'.repeat(60)),
);
const count = fc.oneof(fc.integer({ min: -2, max: 2000 }), fc.constantFrom(Number.NaN, 1e21, 0.5));
const view: fc.Arbitrary<SessionView> = fc
  .record({
    mode: fc.constantFrom(...SESSION_MODES),
    orchestration_enabled: fc.boolean(),
    status: fc.constantFrom('dormant', 'initializing', 'active', 'closing'),
    agents: fc.record({ running: count, total: count }),
    tasks: fc.record({ total: count, completed: count, in_progress: count, blocked: count }),
    current_task: fc.option(text),
    sprint: fc.option(fc.record({ id: text, started_at: fc.option(text), days: fc.option(count) })),
    blockers: count,
    unread: count,
  })
  .map((fields) => sampleView(fields));
const stated = fc.record(
  {
    session_id: text,
    cwd: text,
    model: fc.record({ display_name: text }),
    cost: fc.record({ total_cost_usd: count }),
    context_window: fc.record({ used_percentage: count }),
  },
  { requiredKeys: [] },
);
const columns = fc.integer({ min: 1, max: 200 });

function expectSafe(rows: readonly string[], width: number): void {
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(displayWidth(row)).toBeLessThanOrEqual(Math.max(1, width - 4));
    expect(row.replace(OWN_STYLE, '')).not.toMatch(CONTROL);
  }
}

describe('a line from hostile input', () => {
  it('shows only the text of names with escape sequences in them', () => {
    const input = JSON.stringify({ model: { display_name: `Opus${EVIL}` }, cwd: `/a/led${EVIL}ger` });
    expect(sampleText({ text: input, sources: { headBranch: () => `ma${EVIL}in` } })).toBe(
      '[Opusgnp x] 📁 ledgnp xger │ magnp xin',
    );
  });

  it('shows only the text of a task title with escape sequences in it', () => {
    expect(sampleText({ view: sampleView({ current_task: EVIL }), settings: { segments: ['task'] } })).toBe(
      '▸ gnp x',
    );
  });

  it('is never too wide and steers no terminal, whatever the client and the disk say', () => {
    fc.assert(
      fc.property(
        stated,
        fc.option(view, { nil: undefined }),
        text,
        columns,
        fc.boolean(),
        (input, seen, branch, width, colours) => {
          const sources = { headBranch: () => branch };
          const sample = { text: JSON.stringify(input), view: seen, columns: width, colours, sources };
          expectSafe(renderSample(sample).rows, width);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('renders any JSON, and any text at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), columns, (input, width) => {
        expectSafe(renderSample({ text: input, columns: width }).rows, width);
      }),
      { numRuns: 300 },
    );
  });

  it('renders a line when every source of facts fails or gives nonsense', () => {
    const fail = (): never => {
      throw new Error('no');
    };
    const sources = {
      findProjectRoot: fail,
      loadSessionView: fail,
      headBranch: fail,
      readSettings: fail,
      lastTroubleAt: fail,
    };
    expect(sampleText({ sources })).toBe('[Opus 4.8 (1M context)] 📁 ledger │ 41% context │ $0.42');
  });

  it('renders a line from a damaged view, and shows no text where a number belongs', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.constant(EVIL),
      fc.record({ running: text, total: text }, { requiredKeys: [] }),
    );
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(sampleView())), anything);
    fc.assert(
      fc.property(fields, columns, (differences, width) => {
        const damaged = sampleView(differences);
        expectSafe(renderSample({ view: damaged, columns: width }).rows, width);
      }),
      { numRuns: 300 },
    );
  });
});
