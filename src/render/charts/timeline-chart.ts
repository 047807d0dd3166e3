import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Timeline } from '../../insight/report.ts';
import type { Content, Markup } from '../markup.ts';
import { html, shortened } from '../markup.ts';
import { truncateToWidth } from '../width.ts';
import { chart, px, timeLabel } from './chart.ts';

const LANE = 18;
const GAP = 22;
const CALLS_HEIGHT = 36;
const MOST_LANES = 8;

type Agent = Timeline['agents'][number];

/** A session's time: its states, its agents, its tool calls, and what happened when. */
export function timelineChart(timeline: Timeline, description: string): Markup {
  const [from, to] = [Date.parse(timeline.from), Date.parse(timeline.to)];
  const lanes = lanesOf(timeline.agents);
  return chart({ id: 'timeline', title: 'Timeline', description }, (width) => {
    const x = scaleUtc([new Date(from), new Date(Math.max(to, from + 1_000))], [1, width - 1]);
    const at = (time: string) => px(x(new Date(time)));
    const rows: Content[] = [];
    let y = 0;
    const lane = (label: string, height: number, body: Content) => {
      rows.push(
        html`<text class="label" x="0" y="${y + 11}">${label}</text><g transform="translate(0 ${y + 16})">${body}</g>`,
      );
      y += height + 16 + GAP - 16;
    };
    lane('State', LANE + 8, states(timeline, at));
    if (timeline.agents.length > 0)
      lane(`Agents (${timeline.agents.length})`, lanes.length * (LANE + 3) + 5, agents(lanes, at, width));
    if (timeline.tools.length > 0) lane('Edits and failed calls', CALLS_HEIGHT + 8, calls(timeline, at));
    if (timeline.marks.length > 0) lane('Commits, tests, interruptions', LANE + 8, marks(timeline, at));
    const ticks = x.ticks(width > 500 ? 8 : 4);
    const grid = ticks.map((tick) => {
      const place = px(x(tick));
      const anchor = place < 20 ? 'start' : place > width - 20 ? 'end' : 'middle';
      return html`<line class="grid" x1="${place}" x2="${place}" y1="0" y2="${y}"/><text class="tick" x="${place}" y="${y + 14}" text-anchor="${anchor}">${timeLabel(tick, to - from)}</text>`;
    });
    return { height: y + 20, body: html`${grid}${rows}` };
  });
}

function states({ states: spans }: Timeline, at: (time: string) => number): Markup {
  return html`${spans.map(({ state, from, to }) => html`<rect class="state-${state}" x="${at(from)}" y="0" width="${px(Math.max(0.5, at(to) - at(from)))}" height="${LANE}"><title>${`${state} ${clock(from)} to ${clock(to)}`}</title></rect>`)}`;
}

function agents(lanes: readonly (readonly Agent[])[], at: (time: string) => number, width: number): Markup {
  return html`${lanes.map((lane, row) =>
    lane.map((agent) => {
      const left = at(agent.from);
      const wide = Math.max(2, at(agent.to) - left);
      const room = Math.floor((Math.min(width, left + wide) - left - 8) / 6.5);
      const name = shortened(agent.type, 60);
      const label = room > 4 ? truncateToWidth(name, room) : '';
      const top = row * (LANE + 3);
      return html`<rect class="agent" x="${left}" y="${top}" width="${px(wide)}" height="${LANE}" rx="3"><title>${`${name}: ${shortened(agent.description ?? '', 80)} ${clock(agent.from)} to ${clock(agent.to)}`}</title></rect>${label === '' ? null : html`<text class="on-agent" x="${left + 4}" y="${top + 13}">${label}</text>`}`;
    }),
  )}`;
}

function calls({ tools }: Timeline, at: (time: string) => number): Markup {
  const most = Math.max(...tools.map((bin) => bin.calls));
  const y = scaleLinear([0, most], [0, CALLS_HEIGHT]);
  return html`${tools.map((bin) => {
    const [left, wide] = [at(bin.from), Math.max(1, at(bin.to) - at(bin.from) - 1)];
    const bar = (kind: string, count: number, base: number) =>
      count === 0
        ? null
        : html`<rect class="${kind}" x="${left}" y="${px(CALLS_HEIGHT - y(base + count))}" width="${px(wide)}" height="${px(y(count))}"/>`;
    return html`${bar('bad', bin.failures, 0)}${bar('call', bin.calls - bin.failures, bin.failures)}`;
  })}`;
}

const SHAPES: Readonly<Record<Timeline['marks'][number]['kind'], string>> = {
  commit: 'M0,-6L6,0L0,6L-6,0Z',
  test_ok: 'M-4,-4H4V4H-4Z',
  test_failed: 'M-5,-5L5,5M5,-5L-5,5',
  interrupted: 'M0,-6V6M-4,-6H4',
  compaction: 'M-5,-3H5M-5,3H5',
};

function marks({ marks: list }: Timeline, at: (time: string) => number): Markup {
  return html`${list.map(({ kind, at: time, text }) => html`<path class="mark-${kind}" transform="translate(${at(time)} ${LANE / 2})" d="${SHAPES[kind]}"><title>${`${kind.replace('_', ' ')} ${clock(time)} ${shortened(text, 100)}`}</title></path>`)}`;
}

// Each agent in the first lane that is free when it begins; in the last one they may lie over each other.
function lanesOf(list: readonly Agent[]): Agent[][] {
  const lanes: Agent[][] = [];
  for (const agent of list.toSorted((left, right) => (left.from < right.from ? -1 : 1))) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? '') <= agent.from);
    if (free !== undefined) free.push(agent);
    else if (lanes.length < MOST_LANES) lanes.push([agent]);
    else lanes.at(-1)?.push(agent);
  }
  return lanes;
}

function clock(time: string): string {
  return time.slice(11, 16);
}
