import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInput } from '../../../src/documents/chain-input.ts';
import type { DocumentEdit } from '../../../src/documents/document-edit.ts';
import type { ProgressEntry } from '../../../src/documents/progress-entry.ts';
import { oneLine } from '../../../src/documents/progress-entry.ts';
import {
  editTaskDocument,
  makeTaskDocument,
  parseTaskDocument,
} from '../../../src/documents/task-documents.ts';
import { TASK } from './sample-document.ts';

/** Pieces of markdown that are in the way of whoever splices carelessly. */
const PIECES = [
  '# Title',
  '## Progress Log',
  '## Chain Output',
  '## Feature Checklist',
  '### Session 1',
  '## My own',
  '---',
  '***',
  '===',
  '```json',
  '```',
  '~~~',
  '````md',
  '<!--',
  '-->',
  '<div>',
  '<script>',
  '> quote',
  '- item',
  '1. one',
  '\t\tcode',
  '    code',
  '- [ ] todo',
  '**Did**',
  '<<<<<<< HEAD',
  '=======',
  '>>>>>>> x',
  '{"features": []}',
  '{ "features": [',
  '[a]: b',
  '| a | b |',
  '',
  ' ',
  '\\',
  '`a1b2c3d4`',
  '<!-- baton:input t1 -->',
  '&amp;',
  'text',
  'ünï 界 😀',
  '- ',
  '*',
  '`',
];
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const prose = (eol: string, most: number) =>
  fc.array(line, { maxLength: most }).map((lines) => lines.join(eol));
const words = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(...PIECES),
  )
  .map(oneLine);
const items = fc.array(
  words.filter((word) => word !== ''),
  { maxLength: 3 },
);
const entry: fc.Arbitrary<ProgressEntry> = fc.record({
  who: fc.constantFrom('Session 7', 'ada', 'Session 12 (leadership)'),
  at: fc.constantFrom('2026-03-02T09:00:00Z', null),
  did: items,
  issues: items,
  state: items,
  next: items,
});

/** A document with foreign text between, before and behind its sections. */
const written = fc.constantFrom('\n', '\r\n').chain((eol) =>
  fc
    .tuple(
      fc.array(prose(eol, 4), { minLength: 12, maxLength: 12 }),
      fc.constantFrom('', '\uFEFF'),
      fc.constantFrom('', `---${eol}title: x${eol}---${eol}`),
    )
    .map(([pieces, mark, matter]) => {
      const parts = makeTaskDocument(TASK)
        .trimEnd()
        .split(/\n(?=## )/);
      const body = parts
        .flatMap((part, index) => [part.replaceAll('\n', eol), pieces[index] ?? ''])
        .join(eol + eol);
      return mark + matter + body;
    }),
);
const edit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  entry.map((one) => ({ edit: 'log' as const, entry: one })),
  fc.record({
    edit: fc.constant('add_feature' as const),
    id: fc.stringMatching(/^g[0-9]{1,3}$/),
    description: words,
  }),
  fc
    .array(
      fc.record({
        hash: fc.stringMatching(/^[0-9a-f]{40}$/),
        subject: words,
        files: fc.nat(9),
        insertions: fc.nat(9),
        deletions: fc.nat(9),
      }),
      { maxLength: 3 },
    )
    .map((commits) => ({ edit: 'add_commits' as const, commits })),
  fc.record({
    edit: fc.constant('set_input' as const),
    title: words,
    input: fc.record({ task_id: fc.constantFrom('u1', 'u2'), stale: fc.boolean(), text: prose('\n', 6) }),
  }),
);

/** True when nothing of `before` is lost in `after`: its characters are all there, in their order. */
function isKept(before: string, after: string): boolean {
  let at = 0;
  for (let index = 0; index < after.length && at < before.length; index++)
    if (after[index] === before[at]) at++;
  return at === before.length;
}

describe('whatever a task document holds', () => {
  it('reading it never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(prose('\n', 30), prose('\r\n', 30), fc.string({ unit: 'binary', maxLength: 200 })),
        (text) => {
          expect(parseTaskDocument(text).problems).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('edits leave every character of it where it was, and come out as they were meant or are refused', () => {
    let made = 0;
    fc.assert(
      fc.property(written, fc.array(edit, { minLength: 1, maxLength: 4 }), (before, edits) => {
        let current = before;
        for (const one of edits) {
          const isNew =
            one.edit !== 'set_input' ||
            !parseTaskDocument(current).inputs.some(({ task_id }) => task_id === one.input.task_id);
          const { text, refused } = editTaskDocument(current, [one]);
          if (refused.length > 0) expect(text).toBe(current);
          else made++;
          // The share that passes is the one value that an added feature changes.
          const plain = (all: string) => all.replace(/"overall_progress": "\d+%"/, '');
          if (isNew) expect(isKept(plain(current), plain(text))).toBe(true);
          current = text;
        }
      }),
      { numRuns: 60 },
    );
    expect(made).toBeGreaterThan(40);
  }, 60_000);

  it('setting a feature changes nothing outside the braces of the checklist', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('f1', 'f2'), fc.boolean(), (before, id, passes) => {
        const { text, refused } = editTaskDocument(before, [
          {
            edit: 'set_feature',
            id,
            passes,
            tested_at: '2026-03-02T09:00:00Z',
            evidence: { by: 'override', at: 'now', reason: '```' },
          },
        ]);
        if (refused.length > 0) {
          expect(text).toBe(before);
          return;
        }
        const behind = (all: string) =>
          all.slice(all.search(/"overall_progress": "\d+%"/)).replace(/\d+%/, '');
        const from = before.indexOf('{');
        expect(text.slice(0, from)).toBe(before.slice(0, from));
        expect(behind(text)).toBe(behind(before));
        expect(parseTaskDocument(text).features?.find((feature) => feature.id === id)?.passes).toBe(passes);
      }),
      { numRuns: 50 },
    );
  });

  it('a log that is written reads as what was written', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
        const { text, refused } = editTaskDocument(
          makeTaskDocument(TASK),
          entries.map((one) => ({ edit: 'log', entry: one })),
        );
        expect(refused).toEqual([]);
        expect(parseTaskDocument(text).progress).toEqual(entries);
      }),
      { numRuns: 120 },
    );
  });

  it('an input that is written reads as what was written, whatever markdown it is', () => {
    fc.assert(
      fc.property(prose('\n', 12), fc.boolean(), (text, stale) => {
        const input = { task_id: 't1', stale, text: text.replace(/\r\n?/g, '\n') };
        const document = makeTaskDocument({ ...TASK, inputs: [{ ...input, title: 'T' }] });
        expect(parseTaskDocument(document).inputs).toEqual([input]);
        expect(
          formatInput(input, '\n')
            .split('\n')
            .slice(1)
            .every((one) => one.startsWith('>')),
        ).toBe(true);
      }),
      { numRuns: 120 },
    );
  });
});
