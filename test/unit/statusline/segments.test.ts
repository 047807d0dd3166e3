import { describe, expect, it } from 'vitest';
import { iconSet } from '../../../src/render/icons.ts';
import type { SegmentName } from '../../../src/render/status-line-words.ts';
import { SEGMENT_NAMES } from '../../../src/render/status-line-words.ts';
import type { SessionView } from '../../../src/session/view.ts';
import type { Look } from '../../../statusline/segment.ts';
import { SEGMENTS } from '../../../statusline/segment-list.ts';
import { sessionFacts, statusFacts } from '../../../statusline/status-facts.ts';
import type { StatusInput } from '../../../statusline/status-input.ts';
import { NOW, sampleView } from './sample-line.ts';

const LOOK: Look = {
  columns: 100,
  level: 'ansi16',
  theme: undefined,
  icons: iconSet(),
  links: false,
  quiet: true,
};

function say(name: SegmentName, input: StatusInput, view?: Partial<SessionView>): string | undefined {
  const facts = statusFacts({
    input,
    session: view === undefined ? undefined : sessionFacts(sampleView(view), NOW),
    now: NOW,
  });
  return SEGMENTS[name](facts, LOOK)?.full;
}

describe('context', () => {
  it.each([
    [0, '\x1b[90m0% context\x1b[39m'],
    [59, '\x1b[90m59% context\x1b[39m'],
    [60, '\x1b[33m60% context\x1b[39m'],
    [79, '\x1b[33m79% context\x1b[39m'],
    [79.6, '\x1b[31m80% context\x1b[39m'],
    [104, '\x1b[31m104% context\x1b[39m'],
    [-1, undefined],
    [undefined, undefined],
  ])('says %s percent in its colour', (contextPercent, text) => {
    expect(say('context', { contextPercent })).toBe(text);
  });
});

describe('cost', () => {
  it.each([
    [0.4187, '\x1b[90m$0.42\x1b[39m'],
    [0, undefined],
    [-2, undefined],
    [undefined, undefined],
  ])('says %s dollars', (costUsd, text) => {
    expect(say('cost', { costUsd })).toBe(text);
  });
});

describe('sprint', () => {
  const sprint = (started_at: string | null, days: number | null) => ({
    sprint: { id: 's', started_at, days },
  });

  it.each([
    ['the first day', sprint('2026-11-20T11:59:00Z', 5), '\x1b[90m🏃 sprint day 1 of 5\x1b[39m'],
    [
      'the day alone when the length is not known',
      sprint('2026-11-18T09:00:00Z', null),
      '\x1b[90m🏃 sprint day 3\x1b[39m',
    ],
    [
      'a sprint past its end in yellow',
      sprint('2026-11-10T09:00:00Z', 10),
      '\x1b[33m🏃 sprint day 11 of 10\x1b[39m',
    ],
    ['nothing before the start', sprint('2026-11-21T09:00:00Z', 10), undefined],
    ['nothing when the start is not known', sprint(null, 10), undefined],
    ['nothing when the start is no date', sprint('soon', 10), undefined],
    ['nothing without a sprint', {}, undefined],
  ])('says %s', (_, view, text) => {
    expect(say('sprint', {}, view)).toBe(text);
  });
});

describe('tasks', () => {
  const tasks = (completed: number, total: number) => ({
    tasks: { total, completed, in_progress: 0, blocked: 0 },
  });

  it.each([
    ['the count', tasks(3, 10), '📝 \x1b[1m3/10 tasks\x1b[22m'],
    ['one task', tasks(0, 1), '📝 \x1b[1m0/1 task\x1b[22m'],
    ['green when all are done', tasks(4, 4), '📝 \x1b[32m4/4 tasks\x1b[39m'],
    ['nothing without tasks', tasks(0, 0), undefined],
  ])('says %s', (_, view, text) => {
    expect(say('tasks', {}, view)).toBe(text);
  });
});

describe('task', () => {
  it('is the title of the task in hand', () => {
    expect(say('task', {}, { current_task: 'Read' })).toBe('▸ Read');
    expect(say('task', {}, {})).toBeUndefined();
  });
});

describe('agents, blockers, unread', () => {
  it.each([
    ['agents', { agents: { running: 1, total: 1 } }, '\x1b[36m👥 1 agent\x1b[39m'],
    ['agents', {}, undefined],
    ['blockers', { blockers: 2 }, '\x1b[31m⛔ 2 blockers\x1b[39m'],
    ['blockers', {}, undefined],
    ['unread', { unread: 1 }, '\x1b[36m📨 1 unread\x1b[39m'],
    ['unread', {}, undefined],
    ['injected', { injected_bytes: 3174 }, '\x1b[90m~794 tokens injected\x1b[39m'],
    ['injected', {}, undefined],
  ] as const)('%s of %j', (name, view, text) => {
    expect(say(name, {}, view)).toBe(text);
  });
});

describe('model', () => {
  it.each([
    ['both', { modelName: 'Haiku', currentDir: '/a/b' }, '\x1b[36m[Haiku] 📁 b\x1b[39m'],
    ['a directory alone', { currentDir: '/a/b/' }, '\x1b[36m📁 b\x1b[39m'],
    ['the root', { currentDir: '/' }, '\x1b[36m📁 /\x1b[39m'],
    ['a Windows path', { currentDir: 'C:\\work\\ledger' }, '\x1b[36m📁 ledger\x1b[39m'],
    ['a model alone', { modelName: 'Haiku' }, '\x1b[36m[Haiku]\x1b[39m'],
    ['nothing of nothing', {}, undefined],
  ])('says %s', (_, input, text) => {
    expect(say('model', input)).toBe(text);
  });
});

describe('every segment', () => {
  it.each([...SEGMENT_NAMES])('%s is silent where nothing is known', (name) => {
    expect(say(name, {})).toBeUndefined();
  });
});
