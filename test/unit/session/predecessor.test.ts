import { describe, expect, it } from 'vitest';
import type { Liveness } from '../../../src/session/liveness.ts';
import type { Candidate } from '../../../src/session/predecessor.ts';
import { choosePredecessor, isSameProcess } from '../../../src/session/predecessor.ts';
import type { SessionView } from '../../../src/session/view.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { READY, stateAfter } from '../../helpers/given.ts';

const VIEW = viewOf(stateAfter(READY));
const PROCESS = { pid: 100, started: '5000', host: 'here' };

describe('choosePredecessor', () => {
  const here = { session_id: 'new', worktree: '/w', branch: 'main', process: PROCESS };
  const candidate = (
    number: number,
    changes: Partial<SessionView> = {},
    liveness: Liveness = 'closed',
  ): Candidate => ({
    view: {
      ...VIEW,
      session_id: `s-${number}`,
      number,
      worktree: '/x',
      branch: 'x',
      process: null,
      ...changes,
    },
    liveness,
  });
  const link = (number: number, by: string) => ({ session_id: `s-${number}`, number, by });
  const CLEARED = { process: PROCESS, end_reason: 'clear' };

  it('has none in an empty project', () => {
    expect(choosePredecessor([], here)).toBeNull();
  });

  it.each<[string, readonly Candidate[], ReturnType<typeof link> | null]>([
    [
      'the one that the same process has just cleared',
      [candidate(1, CLEARED), candidate(2, { worktree: '/w', branch: 'main' })],
      link(1, 'clear'),
    ],
    [
      'not one that the same process left otherwise',
      [candidate(1, { ...CLEARED, end_reason: 'resume' }), candidate(2, { worktree: '/w' })],
      link(2, 'worktree'),
    ],
    [
      'the newest in the same worktree on the same branch',
      [
        candidate(1, { worktree: '/w', branch: 'main' }),
        candidate(2, { worktree: '/w', branch: 'main' }),
        candidate(3, { worktree: '/w', branch: 'other' }),
        candidate(4, { branch: 'main' }),
      ],
      link(2, 'worktree'),
    ],
    [
      'the newest in the same worktree, on whatever branch',
      [candidate(1, { worktree: '/w' }), candidate(2, { branch: 'main' })],
      link(1, 'worktree'),
    ],
    ['the newest on the same branch', [candidate(1, { branch: 'main' }), candidate(2)], link(1, 'branch')],
    ['the newest of the project', [candidate(1), candidate(3), candidate(2)], link(3, 'project')],
    [
      'a crashed or expired one too',
      [candidate(1, {}, 'crashed'), candidate(2, {}, 'expired')],
      link(2, 'project'),
    ],
    ['never a live one', [candidate(9, { ...CLEARED, worktree: '/w' }, 'live')], null],
    ['never itself', [candidate(9, { session_id: 'new', worktree: '/w' })], null],
  ])('takes %s', (_, candidates, expected) => {
    expect(choosePredecessor(candidates, here)).toEqual(expected);
    expect(choosePredecessor([...candidates].reverse(), here)).toEqual(expected);
  });

  it('does not take having no worktree and no branch for the same place', () => {
    const nowhere = { ...here, worktree: null, branch: null };
    expect(choosePredecessor([candidate(1, { worktree: null, branch: null })], nowhere)?.by).toBe('project');
  });

  it.each([
    [PROCESS, { ...PROCESS }, true],
    [PROCESS, { ...PROCESS, pid: 101 }, false],
    [PROCESS, { ...PROCESS, started: '5001' }, false],
    [PROCESS, { ...PROCESS, host: 'there' }, false],
    [PROCESS, null, false],
    [null, null, false],
  ])('tells processes apart: %j and %j: %s', (left, right, same) => {
    expect(isSameProcess(left, right)).toBe(same);
  });
});
