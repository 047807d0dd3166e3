import { attempt } from './attempt.ts';
import type { Look, Segment, SegmentRenderer } from './segment.ts';
import { agentsSegment } from './segments/agents.ts';
import { blockersSegment } from './segments/blockers.ts';
import { branchSegment } from './segments/branch.ts';
import { contextSegment } from './segments/context.ts';
import { costSegment } from './segments/cost.ts';
import { injectedSegment } from './segments/injected.ts';
import { modeSegment } from './segments/mode.ts';
import { modelSegment } from './segments/model.ts';
import { sprintSegment } from './segments/sprint.ts';
import { tasksSegment } from './segments/tasks.ts';
import { troubleSegment } from './segments/trouble.ts';
import { unreadSegment } from './segments/unread.ts';
import type { LineFacts } from './status-facts.ts';

/** Every segment by the name that `status_line.segments` in `.baton/config.json` uses. */
export const SEGMENTS: ReadonlyMap<string, SegmentRenderer> = new Map([
  ['mode', modeSegment],
  ['model', modelSegment],
  ['branch', branchSegment],
  ['tasks', tasksSegment],
  ['agents', agentsSegment],
  ['sprint', sprintSegment],
  ['blockers', blockersSegment],
  ['unread', unreadSegment],
  ['context', contextSegment],
  ['cost', costSegment],
  ['injected', injectedSegment],
]);

const ORCHESTRATED = ['mode', 'branch', 'tasks', 'agents', 'sprint', 'blockers', 'unread', 'context', 'cost'];
const PLAIN = ['model', 'branch', 'context', 'cost', 'mode'];

/**
 * The segments to show, in order: those named, or a default for a session that Baton orchestrates and another for all
 * others. Unknown names, segments with nothing to say and segments that fail are left out; so the list may be empty.
 */
export function renderSegments(
  names: readonly string[] | undefined,
  facts: LineFacts,
  look: Look,
): readonly Segment[] {
  const chosen = names ?? (facts.session?.orchestrated ? ORCHESTRATED : PLAIN);
  return [...new Set(chosen)]
    .map((name) => attempt(() => SEGMENTS.get(name)?.(facts, look)))
    .filter((segment) => segment !== undefined);
}

/** The mark at the line's end when something inside Baton failed, whichever segments are chosen; else none. */
export function renderMarks(facts: LineFacts, look: Look): readonly Segment[] {
  return [attempt(() => troubleSegment(facts, look))].filter((mark) => mark !== undefined);
}
