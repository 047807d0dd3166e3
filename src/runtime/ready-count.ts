import { objectAt, parseObject, textAt, textsAt } from '../json-fields.ts';
import { own } from '../own-field.ts';
import type { SessionState } from '../session/state.ts';
import type { Layout } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';
import { openShared } from './session-streams.ts';
import { readSmallFile } from './small-file.ts';

const MOST_BYTES = 4 * 1_048_576;

/**
 * How many tasks of the session's sprint a team could begin now: its own or nobody's, every dependency completed, not
 * begun, and in no other session's hands. Read field by field from the document, because a hook cannot wait for the
 * schemas; 0 without a sprint, or with one that cannot be read.
 */
export function readyCount(layout: Layout, state: SessionState, teamId: string): number {
  const sprint = state.active_work.current_sprint;
  if (sprint === null || !isSafeId(sprint)) return 0;
  const text = readSmallFile(layout.planEntity('sprints', sprint), MOST_BYTES);
  if (text === undefined) return 0;
  const { claims } = openShared(layout).state;
  const { tasks } = state.active_work.execution_state;
  const planned = objectAt(parseObject(text), 'planned_tasks');
  return Object.keys(planned).filter((id) => {
    const task = objectAt(planned, id);
    const team = textAt(task, 'assigned_team');
    if (team !== undefined && team !== teamId) return false;
    const claim = own(claims, id);
    if (claim !== undefined && (claim.status !== 'held' || claim.session_id !== state.session_info.id))
      return false;
    const status = own(tasks, id)?.status ?? 'pending';
    if (status !== 'pending' && status !== 'assigned') return false;
    return (textsAt(task, 'dependencies') ?? []).every(
      (needed) => own(claims, needed)?.status === 'completed',
    );
  }).length;
}
