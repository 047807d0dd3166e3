import { describe, expect, it } from 'vitest';
import { busyView, NOW, renderSample, sampleText, sampleView } from './sample-line.ts';

describe('the mark of a failure inside Baton', () => {
  const failed = (age: number) => ({ lastTroubleAt: () => NOW - age });

  it.each([
    ['a moment ago', 0, true],
    ['ten minutes ago', 600_000, true],
    ['longer ago', 600_001, false],
    ['a little ahead of the clock', -500, true],
    ['far ahead of the clock', -9e9, false],
  ])('is there when it was %s: %d ms', (_, age, marked) => {
    const text = sampleText({ view: sampleView(), sources: failed(age) });
    expect(text).toBe(`⚡ development │ main │ 41% context │ $0.42${marked ? ' │ ⚠ baton doctor' : ''}`);
  });

  it.each([
    ['without a session', undefined, {}, /\$0\.42 │ ⚠ baton doctor$/],
    ['in ASCII', sampleView(), { icons: 'ascii' }, /\$0\.42 \| ! baton doctor$/],
    ['behind chosen segments', sampleView(), { segments: ['mode'] }, /^⚡ development │ ⚠ baton doctor$/],
    [
      'behind the usual line for no known segment',
      sampleView(),
      { segments: ['x'] },
      /\$0\.42 │ ⚠ baton doctor$/,
    ],
  ] as const)('ends the line %s', (_, view, settings, text) => {
    expect(sampleText({ view, settings, columns: 120, sources: failed(9) })).toMatch(text);
  });

  it('warns in yellow', () => {
    expect(sampleText({ colours: true, sources: failed(9) })).toMatch(/\x1b\[33m⚠ baton doctor\x1b\[39m$/);
  });

  it('leaves the line after the cost and the branch, and before what must be seen', () => {
    const rows = (columns: number) => renderSample({ view: busyView(), columns, sources: failed(9) }).rows;
    expect(rows(64)).toEqual(['⚡ dev │ 📝 3/10 │ ⛔ 1 │ 📨 2 │ 41% ctx │ ⚠ baton doctor']);
    expect(rows(54)).toEqual(['⚡ dev │ 📝 3/10 │ 👥 2 │ ⛔ 1 │ 📨 2 │ 41% ctx']);
  });

  it('is asked of the project, or of the user where there is none', () => {
    const asked: (string | undefined)[] = [];
    const lastTroubleAt = (root: string | undefined) => {
      asked.push(root);
      return undefined;
    };
    renderSample({ view: sampleView(), sources: { lastTroubleAt } });
    renderSample({ sources: { lastTroubleAt } });
    expect(asked).toEqual(['/srv/work/ledger', undefined]);
  });
});
