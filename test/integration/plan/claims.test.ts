import { beforeAll, describe, expect, it } from 'vitest';
import { CommandContext } from '../../../src/cli/command-context.ts';
import { createSession } from '../../../src/cli/create-session.ts';
import { openShared } from '../../../src/runtime/session-streams.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { planned, task } from './planned.ts';

beforeAll(() => {
  builtPlugin();
});

const TASKS = Array.from({ length: 20 }, (_, index) => `t${index}`);
const CLAIMS = 200;
const SESSIONS = 40;

describe('200 processes of 40 sessions that claim 20 tasks at once', () => {
  it('leave each task with one owner, and tell each loser who that is', async () => {
    const { cwd, layout, baton, answer } = planned({ s1: TASKS.map((id) => task(id)) });
    const host = {
      cwd,
      env: {},
      isTty: false,
      columns: 80,
      now: Date.now,
      readStdin: () => '',
      out: () => {},
      err: () => {},
    };
    const context = new CommandContext(host, {}, 'test');
    const sessions = Array.from({ length: SESSIONS }, () => createSession(context, 'development', null));
    // Each session asks for five tasks, and each task is asked for by ten sessions.
    const claims = Array.from({ length: CLAIMS }, (_, index) => ({
      id: `t${index % TASKS.length}`,
      session: sessions[Math.floor(index / 5)] ?? '',
    }));
    const ended = await Promise.all(
      claims.map(async (claim) => ({
        ...claim,
        ...(await baton(`task start ${claim.id}`, { BATON_SESSION: claim.session })),
      })),
    );
    const { claims: held, registry } = openShared(layout).state;
    for (const { id, session, code, out, err } of ended) {
      const owner = held[id]?.session_id ?? '';
      if (owner === session) expect({ code, err }).toEqual({ code: 0, err: '' });
      else {
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(
          `is taken: session #${registry.sessions[owner]?.number} (${owner}) has had it since`,
        );
      }
    }
    expect(ended.filter(({ code }) => code === 0)).toHaveLength(TASKS.length);
    expect(Object.keys(held).sort()).toEqual([...TASKS].sort());
    for (const id of TASKS) {
      const shown = await answer(`task show ${id}`);
      expect(shown).toMatchObject({ session_id: held[id]?.session_id, status: 'in_progress' });
    }
  }, 120_000);
});
