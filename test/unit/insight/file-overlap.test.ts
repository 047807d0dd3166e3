import { describe, expect, it } from 'vitest';
import type { EditingSession } from '../../../src/insight/file-overlap.ts';
import { inTree, overlapsOf } from '../../../src/insight/file-overlap.ts';
import { noticeOverlap } from '../../../src/session/commands/record.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { given, READY, startFacts, stateAfter } from '../../helpers/given.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString();
const session = (number: number, worktree: string, ...files: [string, number][]): EditingSession => ({
  id: `s-${number}`,
  number,
  worktree,
  files: files.map(([path, ago]) => ({ path, edited_at: at(ago) })),
});

describe('files that two sessions edit', () => {
  it('are found in one working tree and over two', () => {
    const overlaps = overlapsOf(
      [
        session(1, '/w/app', ['/w/app/src/a.ts', 10], ['/w/app/src/b.ts', 3]),
        session(2, '/w/app', ['/w/app/src/a.ts', 2], ['/w/app/src/c.ts', 2]),
        session(3, '/w/other', ['/w/other/src/b.ts', 60]),
      ],
      NOW,
    );
    expect(overlaps).toEqual([
      {
        file: 'src/a.ts',
        session: { id: 's-2', number: 2 },
        other: { id: 's-1', number: 1 },
        edited_at: at(10),
        same_file: true,
      },
      {
        file: 'src/b.ts',
        session: { id: 's-1', number: 1 },
        other: { id: 's-3', number: 3 },
        edited_at: at(60),
        same_file: false,
      },
    ]);
  });

  it('are forgotten after four hours', () => {
    const edited = (ago: number) => [session(1, '/w', ['/w/a', ago]), session(2, '/w', ['/w/a', 1])];
    expect(overlapsOf(edited(240), NOW)).toHaveLength(1);
    expect(overlapsOf(edited(241), NOW)).toEqual([]);
  });

  it('have their names from the working tree, others their whole path', () => {
    expect(inTree({ worktree: '/w/app' }, '/w/app/a/b.ts')).toBe('a/b.ts');
    expect(inTree({ worktree: '/w/app' }, '/w/application/b.ts')).toBe('/w/application/b.ts');
    expect(inTree({ worktree: null }, '/w/a')).toBe('/w/a');
  });
});

describe('an overlap', () => {
  const noticed = (file: string): SessionEvent => ({
    type: 'overlap_noticed',
    data: { file, session_id: 's-2' },
  });
  const other = (...more: SessionEvent[]) =>
    stateAfter([{ type: 'session_started', data: startFacts({ session_id: 's-2', number: 2 }) }, ...more]);

  it('is noticed once a file, whichever of the two sessions was told', () => {
    given(...READY)
      .when((state) => noticeOverlap(state, other(), 'a.ts'))
      .gives(noticed('a.ts'));
    given(...READY, noticed('a.ts'))
      .when((state) => noticeOverlap(state, other(), 'a.ts'))
      .gives();
    const told = other({ type: 'overlap_noticed', data: { file: 'a.ts', session_id: 's-1' } });
    given(...READY)
      .when((state) => noticeOverlap(state, told, 'a.ts'))
      .gives();
  });

  it('is noticed for three files of another session at most', () => {
    given(...READY, noticed('a'), noticed('b'))
      .when((state) => noticeOverlap(state, other(), 'c'))
      .gives(noticed('c'));
    given(...READY, noticed('a'), noticed('b'), noticed('c'))
      .when((state) => noticeOverlap(state, other(), 'd'))
      .gives();
  });
});
