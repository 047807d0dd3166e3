import { basename, join, normalize, posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutOf, PLAN_FOLDERS } from '../../../src/store/layout.ts';
import { isSafeId, toPathSegment } from '../../../src/store/safe-id.ts';

const BAD = [
  '',
  '.',
  '..',
  '../../x',
  '/etc/passwd',
  'a/b',
  'a\\b',
  '.hidden',
  'a b',
  'a\0',
  'a\n',
  'ä',
  'a:b',
  'a%2fb',
  '~',
  '*',
  'x'.repeat(129),
];
const GOOD = ['a', '0', '_', '-', 'a.b', 'a..b', 'b5c1d2-44', 'E-001', 'x'.repeat(128)];

describe('isSafeId', () => {
  it.each(GOOD)('accepts %j', (id) => {
    expect(isSafeId(id)).toBe(true);
  });

  it.each(BAD)('refuses %j', (id) => {
    expect(isSafeId(id)).toBe(false);
  });

  it('accepts nothing that leaves its folder, hides itself or is more than one name', () => {
    const characters = fc.constantFrom(...'ab0._-/\\ :\0\n~$%é'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 6 }), (id) => {
        if (!isSafeId(id)) return;
        expect(id).not.toMatch(/[/\\\0]/);
        expect(id.startsWith('.')).toBe(false);
        expect(basename(id)).toBe(id);
        for (const { join: joined, normalize: plain } of [posix, win32])
          expect(joined('folder', id)).toBe(plain(`folder/${id}`));
        expect(normalize(join('folder', id, '..'))).toBe('folder');
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts every name of up to 128 plain characters that does not start with a dot', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/);
    fc.assert(fc.property(plain, (id) => isSafeId(id)));
  });
});

describe('toPathSegment', () => {
  it('gives a safe id back as it is', () => {
    expect(toPathSegment('s-1', 'session')).toBe('s-1');
  });

  it('names the kind and the id that it refuses', () => {
    expect(() => toPathSegment('../../x', 'session')).toThrow(
      expect.objectContaining({
        code: 'E_INVALID',
        message: expect.stringContaining('The session id "../../x" cannot be used as a file name'),
        details: { kind: 'session', id: '../../x' },
      }),
    );
  });

  it('quotes no more than the beginning of a very long id', () => {
    expect(() => toPathSegment('x'.repeat(10_000), 'team')).toThrow(
      expect.objectContaining({ details: { kind: 'team', id: 'x'.repeat(140) } }),
    );
  });
});

describe('layoutOf', () => {
  const layout = layoutOf('/project');

  it('keeps everything below the folder .baton', () => {
    const { root, session, taskDocument, planEntity, lock, ...places } = layout;
    const all = [...Object.values(places), session('s'), taskDocument('t'), lock('plan')];
    for (const kind of PLAN_FOLDERS) all.push(planEntity(kind, 'e'));
    expect(root).toBe('/project');
    for (const path of all) expect(`${path}/`).toMatch(/^\/project\/\.baton\//);
    expect(new Set(all).size).toBe(all.length);
  });

  it('gives a session, an entity and a lock their places', () => {
    expect(layout.session('s-1')).toBe('/project/.baton/sessions/s-1');
    expect(layout.planEntity('epics', 'E-1')).toBe('/project/.baton/plan/epics/E-1.json');
    expect(layout.lock('plan')).toBe('/project/.baton/locks/plan.lock');
  });

  it.each(BAD)('refuses the id %j wherever one is asked for', (id) => {
    const refused = expect.objectContaining({ code: 'E_INVALID' });
    expect(() => layout.session(id)).toThrow(refused);
    expect(() => layout.lock(id)).toThrow(refused);
    for (const kind of PLAN_FOLDERS) expect(() => layout.planEntity(kind, id)).toThrow(refused);
  });

  it.each([
    ['epics', 'epic'],
    ['sprints', 'sprint'],
    ['teams', 'team'],
  ] as const)('calls a bad id in %s one of a %s', (kind, word) => {
    expect(() => layout.planEntity(kind, '..')).toThrow(
      expect.objectContaining({ details: { kind: word, id: '..' } }),
    );
  });
});
