import { describe, expect, it, vi } from 'vitest';
import { BEGIN, HOUR, project, runIn } from './world.ts';

const SEEN = { type: 'session_seen', data: {} } as const;

/** A project with two sessions: one an hour old, one that was seen just now. */
function logged() {
  const world = project();
  const old = world.session({ session_id: 'old-1' }, [], BEGIN);
  const young = world.session({ session_id: 'young-2' }, [], BEGIN + HOUR);
  world.add(young, [SEEN, SEEN], BEGIN + 2 * HOUR);
  const list = async (...words: string[]) =>
    (await world.baton(['event', 'list', '--json', ...words], { now: BEGIN + 2 * HOUR })).json() as Record<
      string,
      unknown
    >[];
  return { ...world, old, young, list };
}

describe('baton event list', () => {
  it('gives the documented fields', async () => {
    const { list, young } = logged();
    expect((await list('--session', young)).at(-1)).toEqual({
      id: expect.any(String),
      type: 'session_seen',
      scope: 'session',
      session_id: young,
      timestamp: '2026-03-02T11:00:00.000Z',
      by: 'test',
      data: {},
    });
  });

  it('gives one session’s events, the shared ones, or all of them by time', async () => {
    const { list, old } = logged();
    const types = async (...words: string[]) => (await list(...words)).map(({ type }) => type);
    expect(await types('--session', old)).toEqual(['session_started', 'session_activated']);
    expect(await types('--shared')).toEqual(['session_registered', 'session_registered']);
    const all = await list('--all');
    expect(all).toHaveLength(8);
    const times = all.map(({ timestamp }) => String(timestamp));
    expect(times).toEqual([...times].sort());
  });

  it('takes those of a type, since a time, and the newest so many', async () => {
    const { list } = logged();
    expect(await list('--all', '--type', 'session_started')).toHaveLength(2);
    expect(await list('--all', '--type', 'nothing')).toEqual([]);
    expect(await list('--all', '--since', '60m')).toHaveLength(5);
    expect(await list('--all', '--since', '59m')).toHaveLength(2);
    expect(await list('--all', '--since', '2026-03-02T09:30Z')).toHaveLength(5);
    expect(await list('--all', '--since', '3d')).toHaveLength(8);
    expect((await list('--all', '--limit', '3')).map(({ type }) => type)).toEqual([
      'session_activated',
      'session_seen',
      'session_seen',
    ]);
  });

  it('is a line for each event for a person, fit to the screen, and cannot steer it', async () => {
    const { baton, young, add } = logged();
    add(young, [{ type: 'notification_received', data: { kind: `\x1b[2J${'x'.repeat(300)}` } }]);
    const { out } = await baton(['event', 'list', '--session', young], {
      isTty: true,
      columns: 90,
      env: { NO_COLOR: '1' },
    });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^2026-03-02 10:00:00 {2}young-2 {3}session_started {6} \{"session_id"/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(90);
    expect(out).not.toContain('\x1b');
  });

  it('says that there is none', async () => {
    const { baton } = logged();
    expect((await baton(['event', 'list', '--all', '--type', 'x'])).out).toBe('No such event.\n');
  });

  it('needs a session unless it is told where to look', async () => {
    const { baton } = logged();
    expect(await baton(['event', 'list'])).toMatchObject({ exit: 2, out: '' });
  });
});

describe('baton event follow', () => {
  it('prints what is written after it began, each as a line of JSON, until it is ended', async () => {
    const { root, young, add } = logged();
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const listeners = process.listenerCount('SIGINT');
    const following = runIn(root, ['event', 'follow', '--session', young, '--json'], { ended });
    // It listens for Ctrl-C once it follows.
    await vi.waitUntil(() => process.listenerCount('SIGINT') > listeners);
    add(young, [SEEN], BEGIN + 3 * HOUR);
    add(young, [{ type: 'notification_received', data: { kind: 'x' } }], BEGIN + 3 * HOUR);
    // Whatever the watch and the interval have shown by then: the end must not lose the rest.
    end();
    const { out, exit, err } = await following;
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    const events = out
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual(['session_seen', 'notification_received']);
  });

  it('says for a person how it is ended', async () => {
    const { root } = logged();
    const run = await runIn(root, ['event', 'follow', '--all'], { ended: Promise.resolve() });
    expect(run).toMatchObject({ exit: 0, out: '', err: 'Following; Ctrl-C ends it.\n' });
  });

  it('leaves no listener for signals behind', async () => {
    const { root } = logged();
    const before = [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];
    await runIn(root, ['event', 'follow', '--all'], { ended: Promise.resolve() });
    expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual(before);
  });
});
