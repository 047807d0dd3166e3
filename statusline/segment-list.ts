import type { Preset, SegmentName } from '../src/render/status-line-words.ts';
import { attempt } from './attempt.ts';
import type { Look, Segment, SegmentRenderer } from './segment.ts';
import { agentsSegment } from './segments/agents.ts';
import { blockersSegment } from './segments/blockers.ts';
import { branchSegment } from './segments/branch.ts';
import { cacheSegment } from './segments/cache.ts';
import { contextSegment } from './segments/context.ts';
import { costSegment } from './segments/cost.ts';
import { effortSegment } from './segments/effort.ts';
import { healthSegment } from './segments/health.ts';
import { injectedSegment } from './segments/injected.ts';
import { limitsSegment } from './segments/limits.ts';
import { modeSegment } from './segments/mode.ts';
import { modelSegment } from './segments/model.ts';
import { pullRequestSegment } from './segments/pull-request.ts';
import { scoreSegment } from './segments/score.ts';
import { sprintSegment } from './segments/sprint.ts';
import { taskSegment } from './segments/task.ts';
import { tasksSegment } from './segments/tasks.ts';
import { troubleSegment } from './segments/trouble.ts';
import { unreadSegment } from './segments/unread.ts';
import { worktreeSegment } from './segments/worktree.ts';
import type { LineFacts } from './status-facts.ts';

/** Every segment by the name that `status_line.segments` in `.baton/config.json` uses. */
export const SEGMENTS: Readonly<Record<SegmentName, SegmentRenderer>> = {
  mode: modeSegment,
  model: modelSegment,
  effort: effortSegment,
  worktree: worktreeSegment,
  branch: branchSegment,
  pr: pullRequestSegment,
  task: taskSegment,
  tasks: tasksSegment,
  agents: agentsSegment,
  sprint: sprintSegment,
  blockers: blockersSegment,
  unread: unreadSegment,
  health: healthSegment,
  score: scoreSegment,
  context: contextSegment,
  limits: limitsSegment,
  cache: cacheSegment,
  cost: costSegment,
  injected: injectedSegment,
};

function isSegmentName(name: string): name is SegmentName {
  return Object.hasOwn(SEGMENTS, name);
}

/**
 * The names of the segments to show, in order, each once: those that the user named, else the preset's for a session
 * that Baton orchestrates or for any other. Names that this version does not know are left out.
 */
export function chosenSegments(
  named: readonly string[] | undefined,
  preset: Preset,
  orchestrated: boolean,
): readonly SegmentName[] {
  const known = [...new Set(named)].filter(isSegmentName);
  return known.length > 0 ? known : orchestrated ? preset.orchestrated : preset.plain;
}

/** What the named segments say; those with nothing to say and those that fail are left out. */
export function renderSegments(
  names: readonly SegmentName[],
  facts: LineFacts,
  look: Look,
): readonly Segment[] {
  return names
    .map((name) => attempt(() => SEGMENTS[name](facts, look)))
    .filter((segment) => segment !== undefined);
}

/** The mark at the line's end when something inside Baton failed, whichever segments are chosen; else none. */
export function renderMarks(facts: LineFacts, look: Look): readonly Segment[] {
  return [attempt(() => troubleSegment(facts, look))].filter((mark) => mark !== undefined);
}
