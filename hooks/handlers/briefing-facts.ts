import type { BriefingFacts } from '../../src/continuity/briefing.ts';
import { lackingProtocol, openTasks, siblingFacts } from '../../src/continuity/briefing-facts.ts';
import { openTasks as leftOpen } from '../../src/continuity/briefing-record.ts';
import type { OpenWork } from '../../src/continuity/continuation.ts';
import { editedFiles } from '../../src/continuity/handoff.ts';
import type { KeptChecks } from '../../src/runtime/checks-cache.ts';
import { realityFacts } from '../../src/runtime/checks-cache.ts';
import type { GitFacts } from '../../src/runtime/git-facts.ts';
import { withoutOwn } from '../../src/runtime/make-handoff.ts';
import type { PlannedFacts } from '../../src/runtime/mission-facts.ts';
import { hasPlan, missionFacts } from '../../src/runtime/mission-facts.ts';
import type { RosterEntry } from '../../src/runtime/roster.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import type { TakenUp } from './session-predecessor.ts';

/** What is known when a session is to be told where things stand. */
export interface Occasion {
  readonly occasion: BriefingFacts['occasion'];
  readonly roster: readonly RosterEntry[];
  readonly git: GitFacts | undefined;
  readonly taken: TakenUp | undefined;
  readonly kept: KeptChecks | undefined;
  readonly gone: BriefingFacts['gone'];
  readonly crowded: boolean;
}

/** All that the briefing of the session with `state` is made of. */
export function briefingFacts(
  call: HookCall,
  state: SessionState,
  { occasion, roster, git, taken, kept, gone, crowded }: Occasion,
): BriefingFacts {
  const { root } = call.layout;
  const now = call.store.now();
  const planned = missionFacts(call.layout, state, now);
  const record = taken?.record ?? null;
  const uncommitted = withoutOwn(git?.uncommitted ?? []);
  const live = roster.filter(
    ({ view, liveness }) =>
      liveness === 'live' &&
      view.session_id !== state.session_info.id &&
      view.session_id !== taken?.session_id,
  );
  return {
    number: state.session_info.number,
    mode: state.session_info.mode,
    occasion,
    now,
    branch: state.session_info.branch,
    uncommitted,
    stashes: git?.stashes ?? 0,
    predecessor: record,
    siblings: siblingFacts(live.map(({ view }) => view)),
    crowded,
    own: { open_tasks: openTasks(state), files: editedFiles(state, root) },
    gone,
    mission: planned.mission,
    constraints: state.communication.constraints.filter(({ answer }) => answer === null),
    reality: kept !== undefined && kept.consensus < kept.threshold ? realityFacts(kept) : null,
    work: openWork(call, state, planned, { record, uncommitted, occasion }),
    protocol: lackingProtocol(state),
  };
}

/** That the session begins with this outcome of the checks. */
export function realityChecked({ consensus, checks }: KeptChecks): SessionEvent {
  return {
    type: 'reality_checked',
    data: { consensus, checks: checks.map(({ name, health, status }) => ({ name, health, status })) },
  };
}

// The work of the session before counts as its own, unless another has taken it.
function openWork(
  call: HookCall,
  state: SessionState,
  { priorityOf }: PlannedFacts,
  {
    record,
    uncommitted,
    occasion,
  }: Pick<BriefingFacts, 'uncommitted' | 'occasion'> & { readonly record: BriefingFacts['predecessor'] },
): OpenWork {
  const mine = Object.values(state.active_work.execution_state.tasks)
    .filter(({ status }) => ['in_progress', 'blocked', 'assigned', 'pending'].includes(status))
    .map(({ id, title, status }) => ({ task_id: id, title, status, priority: priorityOf(id) }));
  const isResumed = occasion === 'compact' || occasion === 'resume';
  const left = isResumed || record === null || record.taken_by !== null ? [] : leftOpen(record.handoff);
  const others = left
    .filter(({ task_id }) => !mine.some((one) => one.task_id === task_id))
    .map(({ task_id, title, status }) => ({ task_id, title, status, priority: priorityOf(task_id) }));
  const blockers = Object.values(state.active_work.execution_state.tasks).flatMap((task) =>
    task.blockers
      .filter(({ resolved_at }) => resolved_at === null)
      .map(({ reason }) => ({ task_id: task.id, title: task.title, reason })),
  );
  return {
    blockers,
    tasks: [...mine, ...others],
    uncommitted,
    turn_open: !isResumed && record?.taken_by === null && record.handoff.turn_open,
    planned: hasPlan(call.layout),
  };
}
