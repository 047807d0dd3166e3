import { counted } from '../counted.ts';
import { elapsed } from './elapsed.ts';
import type { Handoff } from './handoff.ts';
import { quoted } from './quoted.ts';

/** The session before this one: its handoff, and how that came here. */
export interface RecordFacts {
  readonly handoff: Handoff;
  readonly link: 'clear' | 'fork' | 'worktree' | 'branch' | 'project';
  readonly ended: 'cleanly' | 'crashed' | 'expired';
  /** True when this session had to make the handoff from the log. */
  readonly made_now: boolean;
  /** The number of the other session that has taken the handoff; null when this one has. */
  readonly taken_by: number | null;
  /** The tasks whose claims came over to this session. */
  readonly taken_over: readonly string[];
}

/** Who came before, how that ended and when. */
export function predecessorLine({ handoff, link, ended }: RecordFacts, now: number): string {
  const end = {
    cleanly: handoff.end_reason === 'clear' ? 'was cleared' : 'ended cleanly',
    crashed: 'crashed: its process ended without a close',
    expired: 'was left: nothing for a day',
  }[ended];
  const place = {
    clear: 'this same client',
    fork: 'the one this was forked from',
    worktree: 'this worktree',
    branch: 'this branch',
    project: 'this project, elsewhere',
  }[link];
  const former = handoff.branch;
  const branch = former === null ? '' : `, branch ${quoted(former, 'name')}`;
  const compacted = handoff.compactions === 0 ? '' : `, after ${counted(handoff.compactions, 'compaction')}`;
  return (
    `Before: session ${handoff.number} (${place}${branch}) ${end}, ` +
    `last active ${elapsed(now - Date.parse(handoff.last_activity))} ago${compacted}.`
  );
}
