import type { Liveness } from './liveness.ts';
import type { PredecessorLink } from './state.ts';
import type { SessionView } from './view.ts';

/** A session that might be the one before: its view and what it is now. */
export interface Candidate {
  readonly view: SessionView;
  readonly liveness: Liveness;
}

/** Where the new session stands. */
export interface Here {
  readonly session_id: string;
  readonly worktree: string | null;
  readonly branch: string | null;
  readonly process: SessionView['process'];
}

/**
 * The session whose work `here` takes up: the one that the same client process has just cleared or left,
 * else the newest that has ended in the same worktree, else on the same branch, else in the project.
 * Sessions that are still live elsewhere go on by themselves and are nobody's predecessor.
 */
export function choosePredecessor(candidates: readonly Candidate[], here: Here): PredecessorLink | null {
  const others = candidates
    .filter(({ view }) => view.session_id !== here.session_id)
    .sort((left, right) => right.view.number - left.view.number);
  const ended = others.filter(({ liveness }) => liveness !== 'live');
  const sameProcess = ended.find(
    ({ view }) => isSameProcess(view.process, here.process) && view.end_reason === 'clear',
  );
  if (sameProcess !== undefined) return link(sameProcess, 'clear');
  const sameWorktree = ended.filter(({ view }) => here.worktree !== null && view.worktree === here.worktree);
  const exact = sameWorktree.find(({ view }) => view.branch === here.branch) ?? sameWorktree[0];
  if (exact !== undefined) return link(exact, 'worktree');
  const sameBranch = ended.find(({ view }) => here.branch !== null && view.branch === here.branch);
  if (sameBranch !== undefined) return link(sameBranch, 'branch');
  const newest = ended[0];
  return newest === undefined ? null : link(newest, 'project');
}

/** True when both are the same run of the same process on the same machine. */
export function isSameProcess(left: SessionView['process'], right: SessionView['process']): boolean {
  if (left === null || right === null) return false;
  return left.pid === right.pid && left.started === right.started && left.host === right.host;
}

function link(candidate: Candidate, by: PredecessorLink['by']): PredecessorLink {
  return { session_id: candidate.view.session_id, number: candidate.view.number, by };
}
