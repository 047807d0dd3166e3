import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import { CLOSED } from '../../helpers/given.ts';
import { ALIVE, BEGIN, GONE, HOUR, project } from './world.ts';

const DAY = 24 * HOUR;

describe('baton session cleanup', () => {
  it('closes what crashed or expired and archives what ended long ago', async () => {
    const { baton, session, layout } = project();
    const old = session({ session_id: 'old' }, [CLOSED], BEGIN - 40 * DAY);
    const died = session({ session_id: 'died', process: GONE });
    const expired = session({ session_id: 'expired' }, [], BEGIN - 3 * DAY);
    const here = session({ session_id: 'here', process: ALIVE });
    const run = await baton(['session', 'cleanup', '--json']);
    expect(run.json()).toEqual({ closed: [expired, died], archived: [old] });
    expect(existsSync(layout.session(old))).toBe(false);
    expect(existsSync(join(layout.archive, old, '000001.jsonl'))).toBe(true);
    expect(openSession(layout, died).state.lifecycle).toMatchObject({ end_reason: 'crashed', clean: false });
    expect(openSession(layout, expired).state.lifecycle).toMatchObject({
      end_reason: 'expired',
      clean: true,
    });
    expect(openSession(layout, here).state.lifecycle.status).toBe('active');
    expect(Object.keys(openShared(layout).state.registry.sessions).sort()).toEqual([
      'died',
      'expired',
      'here',
    ]);
    expect((await baton(['session', 'cleanup', '--json'])).json()).toEqual({ closed: [], archived: [] });
  });

  it('only says what it would do with --dry-run', async () => {
    const { baton, session, files } = project();
    session({ session_id: 'old' }, [CLOSED], BEGIN - 40 * DAY);
    session({ session_id: 'died', process: GONE });
    const before = files();
    const run = await baton(['session', 'cleanup', '--dry-run']);
    expect(run.out).toBe('Would close 1, would archive 1.\n');
    expect(files()).toEqual(before);
  });

  it('archives a session again that was taken up after it had been archived', async () => {
    const { baton, session, layout } = project();
    session({ session_id: 'again' }, [CLOSED], BEGIN - 90 * DAY);
    await baton(['session', 'cleanup'], { now: BEGIN - 50 * DAY });
    session({ session_id: 'again' }, [CLOSED], BEGIN - 45 * DAY);
    session({ session_id: 'other' }, [CLOSED], BEGIN - 45 * DAY);
    const run = await baton(['session', 'cleanup', '--json']);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(existsSync(layout.session('again'))).toBe(false);
    expect(existsSync(layout.session('other'))).toBe(false);
    expect(existsSync(join(layout.archive, 'again', '000001.jsonl'))).toBe(true);
  });
});
