import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';
import { buildLine, removeLine, start } from './line-process.ts';

beforeAll(buildLine);
afterAll(removeLine);

const ID = sessionId(1);

describe('the first status line of a session', () => {
  const asked = (project: string, usedPercentage: number | null): string =>
    JSON.stringify({
      session_id: ID,
      workspace: { current_dir: project, project_dir: project },
      model: { display_name: 'Opus' },
      cost: { total_cost_usd: 0 },
      context_window: { used_percentage: usedPercentage },
    });

  it('waits for the hook that the client has started beside it', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const line = start([asked(world.project, null)]);
    await client.fire(payload('SessionStart.startup', { session_id: ID, cwd: world.project }));
    expect(await line).toMatchObject({ code: 0, output: expect.stringContaining('⚡ development') });
  });

  it('is the plain one where no hook comes', async () => {
    const { code, output, ms } = await start([asked(newHookWorld().project, null)]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\[Opus\] 📁 \S+\n$/) });
    expect(ms).toBeGreaterThan(1_400);
  });

  it.each([
    ['an old session that Baton does not know', () => asked(newHookWorld().project, 12)],
    ['a project without Baton', () => asked(newHookWorld({ on: false }).project, null)],
  ])('is not waited with in %s', async (_, input) => {
    const { output, ms } = await start([input()]);
    expect(output).toMatch(/^\[Opus\] 📁 \S+(?: │ 12% context)?\n$/);
    expect(ms).toBeLessThan(1_400);
  });
});
