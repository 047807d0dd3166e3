import { describe, expect, it } from 'vitest';
import { CLOSED } from '../../helpers/given.ts';
import { ALIVE, project } from './world.ts';

/** A project with two live sessions and one that has ended; which of them `words` mean. */
function choosing() {
  const world = project();
  world.session({ session_id: 'aaa-1', process: ALIVE });
  world.session({ session_id: 'aab-2', process: ALIVE });
  world.session({ session_id: 'ccc-3' }, [CLOSED]);
  const chosen = async (words: readonly string[], env: Record<string, string> = {}) => {
    const run = await world.baton(['state', 'get', 'session_info.id', ...words], { env });
    return run.exit === 0 ? JSON.parse(run.out) : run;
  };
  return { ...world, chosen };
}

describe('the session a command is about', () => {
  it('is the one named, before the environment’s', async () => {
    const { chosen } = choosing();
    const env = { BATON_SESSION: 'aab-2', CLAUDE_CODE_SESSION_ID: 'ccc-3' };
    expect(await chosen(['--session', 'aaa-1'], env)).toBe('aaa-1');
    expect(await chosen([], env)).toBe('aab-2');
    expect(await chosen([], { CLAUDE_CODE_SESSION_ID: 'ccc-3' })).toBe('ccc-3');
    expect(await chosen([], { ...env, BATON_SESSION: '' })).toBe('ccc-3');
  });

  it('may be named by the beginning of its id or by its number, live or not', async () => {
    const { chosen } = choosing();
    expect(await chosen(['--session', 'aab'])).toBe('aab-2');
    expect(await chosen(['--session', 'c'])).toBe('ccc-3');
    expect(await chosen(['--session', '#2'])).toBe('aab-2');
    expect(await chosen([], { BATON_SESSION: '#1' })).toBe('aaa-1');
  });

  it('may be named before or behind the command', async () => {
    const { baton } = choosing();
    expect((await baton(['--session', 'aab', 'state', 'get', 'session_info.id'])).out).toBe('"aab-2"\n');
    expect((await baton(['session', 'show', 'aab', '--json'])).json()).toMatchObject({
      session_info: { id: 'aab-2' },
    });
  });

  it('that is not plainly one is refused with those that fit', async () => {
    const { chosen } = choosing();
    expect(await chosen(['--session', 'aa'])).toMatchObject({
      exit: 2,
      out: '',
      err: 'baton: aa fits 2 sessions: aab-2, aaa-1. Give more of the id.\n',
    });
  });

  it('that is not there is refused with the nearest and the live ones', async () => {
    const { chosen } = choosing();
    expect(await chosen(['--session', 'aax-2'])).toMatchObject({
      exit: 1,
      err:
        'baton: There is no session aax-2 in this project. Did you mean "aab-2"? ' +
        'Live sessions: #2 aab-2 (development), #1 aaa-1 (development).\n',
    });
    expect(await chosen(['--session', '#9'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('no session #9'),
    });
    expect(await chosen(['--session', 'toString'])).toMatchObject({ exit: 1 });
  });

  it('is asked for, with the live ones, where nothing says which', async () => {
    const { chosen } = choosing();
    expect(await chosen([])).toMatchObject({
      exit: 2,
      out: '',
      err:
        'baton: Which session? Give --session ID, or set BATON_SESSION. ' +
        'Live sessions: #2 aab-2 (development), #1 aaa-1 (development).\n',
    });
  });

  it('is asked for in a project without a live one too', async () => {
    const { baton } = project();
    expect((await baton(['session', 'show'])).err).toMatch(/No session is live\.\n$/);
  });

  it('whose whole id is the beginning of another’s is meant itself', async () => {
    const { session, baton } = project();
    session({ session_id: 'ab' });
    session({ session_id: 'abc' });
    expect((await baton(['state', 'get', 'session_info.id', '--session', 'ab'])).out).toBe('"ab"\n');
  });
});
