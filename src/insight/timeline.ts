import type { JsonObject } from '../json-fields.ts';
import { numberAt, textAt } from '../json-fields.ts';
import type { SessionState } from '../session/state.ts';
import { LONGEST_GAP_MS, SHORT_GAP_MS } from '../session/time-account.ts';
import type { Timeline } from './report.ts';

type State = Timeline['states'][number]['state'];
type Mark = Timeline['marks'][number];

/** What a timeline is made of while a log is read: numbers are milliseconds. */
export interface TimelineDraft {
  readonly states: { state: State; from: number; to: number }[];
  readonly agents: Map<
    string,
    { type: string; description: string | null; from: number; to: number | null; cost: number | null }
  >;
  /** When each tool call ended; negative for one that failed. */
  readonly calls: number[];
  readonly marks: { kind: Mark['kind']; at: number; text: string }[];
  last: number | null;
}

export function newTimeline(): TimelineDraft {
  return { states: [], agents: new Map(), calls: [], marks: [], last: null };
}

/** Takes in one event; `before` and `after` are the session's states around it. */
export function addToTimeline(
  draft: TimelineDraft,
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
  before: SessionState,
  after: SessionState,
): void {
  const at = Date.parse(event.timestamp);
  const data: JsonObject = { ...event.data };
  if (after.observability.time.counted_to !== before.observability.time.counted_to)
    addSpan(draft, at, before);
  if (event.type === 'tool_used') draft.calls.push(data.outcome === 'ok' ? at : -at);
  addAgent(draft, event.type, data, at);
  const mark = markOf(event.type, data);
  if (mark !== undefined) draft.marks.push({ ...mark, at });
}

/** So many stretches and marks at most: more cannot be told apart on a page. */
const MOST_BINS = 120;
const MOST_SPANS = 1_000;
const MOST_MARKS = 400;
const MOST_AGENTS = 200;

/** The timeline as a report holds it. Agents that never stopped end with it. */
export function timelineOf(draft: TimelineDraft, createdAt: string, lastActivity: string): Timeline {
  const from = Date.parse(createdAt);
  const to = Math.max(from, draft.states.at(-1)?.to ?? from, Date.parse(lastActivity));
  return {
    from: iso(from),
    to: iso(to),
    states: merged(draft.states, (to - from) / MOST_SPANS).map(({ state, from: begin, to: end }) => ({
      state,
      from: iso(begin),
      to: iso(end),
    })),
    agents: [...draft.agents].slice(-MOST_AGENTS).map(([id, agent]) => ({
      ...{ id, type: agent.type, description: agent.description, from: iso(agent.from) },
      ...{ to: iso(agent.to ?? to), cost_usd: agent.cost },
    })),
    tools: binned(draft.calls, from, to),
    marks: thinned(draft.marks).map(({ kind, at, text }) => ({ kind, at: iso(at), text })),
  };
}

function addSpan(draft: TimelineDraft, at: number, before: SessionState): void {
  const from = draft.last;
  draft.last = at;
  const wasClosed = before.lifecycle.status === 'dormant';
  if (wasClosed || from === null || at <= from || at - from >= LONGEST_GAP_MS) return;
  const state = stateOf(before, at - from);
  const former = draft.states.at(-1);
  if (former?.state === state && former.to === from) former.to = at;
  else draft.states.push({ state, from, to: at });
}

function stateOf({ lifecycle, observability, active_work }: SessionState, gap: number): State {
  if (observability.time.setting_up) return 'setup';
  if (lifecycle.turn === 'working') return 'working';
  if (lifecycle.turn === 'waiting') return 'waiting';
  const runs = Object.values(active_work.execution_state.agents).some((agent) => agent.status === 'running');
  return runs || gap <= SHORT_GAP_MS ? 'working' : 'idle';
}

function addAgent(draft: TimelineDraft, type: string, data: JsonObject, at: number): void {
  const id = textAt(data, 'agent_id');
  if (id === undefined || (type !== 'agent_started' && type !== 'agent_stopped')) return;
  const known = draft.agents.get(id) ?? {
    ...{ type: textAt(data, 'agent_type') ?? 'agent', description: null, from: at, to: null, cost: null },
  };
  if (type === 'agent_stopped') {
    known.to = at;
    known.description = textAt(data, 'description') ?? known.description;
    known.cost = numberAt(data, 'cost_usd') ?? null;
  }
  draft.agents.set(id, known);
}

function markOf(type: string, data: JsonObject): Omit<TimelineDraft['marks'][number], 'at'> | undefined {
  if (type === 'commit_observed') return { kind: 'commit', text: textAt(data, 'subject') ?? '' };
  if (type === 'compaction_finished') return { kind: 'compaction', text: 'context compacted' };
  if (type === 'turn_ended' && data.outcome === 'interrupted')
    return { kind: 'interrupted', text: 'turn interrupted' };
  if (type !== 'check_observed' || data.kind !== 'test') return undefined;
  return { kind: data.outcome === 'ok' ? 'test_ok' : 'test_failed', text: textAt(data, 'command') ?? '' };
}

// Stretches that are too short to be seen become part of the one before them.
function merged(spans: TimelineDraft['states'], least: number): TimelineDraft['states'] {
  const kept: TimelineDraft['states'] = [];
  for (const span of spans) {
    const former = kept.at(-1);
    const isNext = former !== undefined && span.from - former.to < least;
    if (isNext && (former.state === span.state || span.to - span.from < least)) former.to = span.to;
    else kept.push({ ...span });
  }
  return kept;
}

function binned(calls: readonly number[], from: number, to: number): Timeline['tools'] {
  const width = (to - from) / MOST_BINS;
  if (!(width > 0) || calls.length === 0) return [];
  const bins = Array.from({ length: MOST_BINS }, () => ({ calls: 0, failures: 0 }));
  for (const call of calls) {
    const bin = bins[Math.max(0, Math.min(MOST_BINS - 1, Math.floor((Math.abs(call) - from) / width)))];
    if (bin === undefined) continue;
    bin.calls++;
    if (call < 0) bin.failures++;
  }
  return bins.flatMap((bin, index) =>
    bin.calls === 0 ? [] : [{ from: iso(from + index * width), to: iso(from + (index + 1) * width), ...bin }],
  );
}

function thinned(marks: TimelineDraft['marks']): TimelineDraft['marks'] {
  const step = Math.ceil(marks.length / MOST_MARKS);
  return step <= 1 ? marks : marks.filter((_, index) => index % step === 0);
}

function iso(time: number): string {
  return new Date(Math.round(time)).toISOString();
}
