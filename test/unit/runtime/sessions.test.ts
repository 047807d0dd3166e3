import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRoster } from '../../../src/runtime/roster.ts';
import { projectFeed, sessionFeed, sharedFeed } from '../../../src/runtime/session-log.ts';
import { loadSessionView } from '../../../src/runtime/session-view.ts';
import { readView } from '../../../src/store/view-file.ts';
import { CLOSED, CRASHED } from '../../helpers/given.ts';
import { ALIVE, BEGIN, GONE, HOUR, project } from '../cli/world.ts';

const SEEN = { type: 'session_seen', data: {} } as const;

describe('the roster', () => {
  it('says what each session is now, newest first', () => {
    const { layout, session } = project();
    session({ session_id: 'left' }, [CLOSED]);
    session({ session_id: 'died', process: GONE });
    session({ session_id: 'found-dead' }, [CRASHED]);
    session({ session_id: 'old' }, [], BEGIN - 30 * HOUR);
    session({ session_id: 'here', process: ALIVE });
    const roster = readRoster(layout, BEGIN + HOUR);
    expect(roster.map(({ view, liveness }) => `${view.number} ${view.session_id} ${liveness}`)).toEqual([
      '5 here live',
      '4 old expired',
      '3 found-dead crashed',
      '2 died crashed',
      '1 left closed',
    ]);
    expect(readRoster(layout, BEGIN, 2)).toHaveLength(2);
  });

  it('leaves out those whose log is gone, and is empty for a project without any', () => {
    const { layout, session } = project();
    expect(readRoster(layout, BEGIN)).toEqual([]);
    session({ session_id: 'gone' });
    session({ session_id: 'here' });
    rmSync(layout.session('gone'), { recursive: true });
    expect(readRoster(layout, BEGIN).map(({ view }) => view.session_id)).toEqual(['here']);
  });
});

describe('the view of a session', () => {
  it('is the same from its file and from its log', () => {
    const { root, layout, session } = project();
    const id = session({ label: 'payments' });
    const fromFile = loadSessionView(root, id);
    expect(fromFile).toEqual(readView(layout.session(id))?.view);
    rmSync(join(layout.session(id), 'view.json'));
    expect(loadSessionView(root, id)).toEqual(fromFile);
    writeFileSync(join(layout.session(id), 'view.json'), '{"view":"mine"}');
    expect(loadSessionView(root, id)).toEqual(fromFile);
  });

  it('is none for a session that Baton has not seen, or an id that is no name', () => {
    const { root } = project();
    expect(loadSessionView(root, 'never')).toBeUndefined();
    expect(loadSessionView(root, '../../etc')).toBeUndefined();
    expect(loadSessionView(root, '')).toBeUndefined();
  });
});

describe('the log', () => {
  it('of a session is given from its beginning, and then what is added', () => {
    const { layout, session, add } = project();
    const id = session();
    const feed = sessionFeed(layout, id);
    expect(feed.more().map(({ type, scope, session_id }) => [type, scope, session_id])).toEqual([
      ['session_started', 'session', id],
      ['session_activated', 'session', id],
    ]);
    expect(feed.more()).toEqual([]);
    add(id, [SEEN, SEEN]);
    expect(feed.more().map(({ type }) => type)).toEqual(['session_seen', 'session_seen']);
  });

  it('names each event of a record apart', () => {
    const { layout, session, add } = project();
    const id = session();
    add(id, [SEEN, SEEN]);
    const ids = sessionFeed(layout, id)
      .more()
      .map((event) => event.id);
    expect(new Set(ids).size).toBe(4);
  });

  it('of the shared stream belongs to no session', () => {
    const { layout, session } = project();
    const id = session();
    expect(sharedFeed(layout).more()).toMatchObject([
      { type: 'session_registered', scope: 'shared', session_id: null, data: { session_id: id, number: 1 } },
    ]);
  });

  it('of the project goes by time, and joins sessions in that begin later', () => {
    const { layout, session, add } = project();
    const first = session({}, [], BEGIN);
    const feed = projectFeed(layout);
    add(first, [SEEN], BEGIN + 3 * HOUR);
    expect(feed.more()).toHaveLength(4);
    const second = session({}, [], BEGIN + HOUR);
    add(first, [SEEN], BEGIN + 2 * HOUR);
    const later = feed.more();
    expect(later.map(({ session_id, timestamp }) => [session_id, timestamp])).toEqual([
      [null, '2026-03-02T10:00:00.000Z'],
      [second, '2026-03-02T10:00:00.000Z'],
      [second, '2026-03-02T10:00:00.000Z'],
      [first, '2026-03-02T11:00:00.000Z'],
    ]);
  });
});
