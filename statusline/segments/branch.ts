import { durationText } from '../../src/render/duration.ts';
import { withIcon } from '../../src/render/icons.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { GitLook } from '../../src/runtime/git-look.ts';
import type { Look, SegmentRenderer } from '../segment.ts';
import { PRIORITY, reference, tint } from '../segment.ts';

/** From what age on it is said how old the state of the work tree is. Milliseconds. */
const OLD = 120_000;

/** `*3 ↑1 ↓2`: paths changed, commits before and behind the upstream; `!2` paths in conflict. */
function signs({ changed, conflicts, ahead, behind }: GitLook, { icons }: Look): string[] {
  const counts: readonly (readonly [string, number])[] = [
    ['!', conflicts],
    [icons.changed, changed],
    [icons.ahead, ahead],
    [icons.behind, behind],
  ];
  return counts.filter(([, count]) => count > 0).map(([sign, count]) => sign + count);
}

/**
 * The git branch, or the short commit when none is checked out, and how its work tree stood when git was last asked:
 * `main *3 ↑1 (5m ago)`, with the age from two minutes on. The name is a link to the
 * repository, at most 32 columns, 16 when room is short. Yellow with conflicts.
 */
export const branchSegment: SegmentRenderer = ({ branch, now }, look) => {
  if (branch === undefined) return undefined;
  const { look: state, name, address } = branch;
  const found = state === undefined ? [] : signs(state, look);
  const age = state === undefined ? 0 : now - state.at;
  const old = found.length > 0 && age >= OLD ? [`(${durationText(age)} ago)`] : [];
  const tone = state !== undefined && state.conflicts > 0 ? 'warn' : 'muted';
  const say = (columns: number, more: readonly string[]): string => {
    const named = reference(truncateToWidth(name, columns, look.icons.ellipsis), address, look);
    return tint([withIcon(look.icons.branch, named), ...more].join(' '), tone, look);
  };
  return {
    priority: PRIORITY.branch,
    full: say(32, [...found, ...old]),
    between: [say(32, found)],
    short: say(16, found),
  };
};
