import { beforeAll, describe, expect, it } from 'vitest';
import { CommandContext } from '../../../src/cli/command-context.ts';
import { createSession } from '../../../src/cli/create-session.ts';
import { openShared } from '../../../src/runtime/session-streams.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { planned, task } from './planned.ts';

beforeAll(() => {
  builtPlugin();
});

const TASKS = Array.from({ length: 8 }, (_, index) => `t${index}`);

describe('40 processes that claim 8 tasks at once', () => {
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
    const sessions = Array.from({ length: 40 }, () => createSession(context, 'development', null));
    const ended = await Promise.all(
      sessions.map((session, index) => baton(`task start t${index % 8}`, { BATON_SESSION: session })),
    );
    const { claims, registry } = openShared(layout).state;
    for (const [index, session] of sessions.entries()) {
      const owner = claims[`t${index % 8}`]?.session_id ?? '';
      const { code, out, err } = ended[index] ?? {};
      if (owner === session) {
        expect({ code, out, err }).toMatchObject({ code: 0, err: '' });
        expect(await answer(`task show t${index % 8}`)).toMatchObject({
          session_id: session,
          status: 'in_progress',
        });
      } else {
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(
          `is taken: session #${registry.sessions[owner]?.number} (${owner}) has had it since`,
        );
      }
    }
    expect(ended.filter(({ code }) => code === 0)).toHaveLength(8);
    expect(Object.keys(claims).sort()).toEqual(TASKS);
  });
});
