import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const A = sessionId(1);

describe('the end of a session', () => {
  it('leaves its log for people where the project wants one, and none elsewhere', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const say = (name: string) => client.fire(payload(name, { session_id: A, cwd: world.project }));
    const file = join(world.layout.reports, `00001-${A}.md`);
    await say('SessionStart.startup');
    await say('SessionEnd.exit');
    writeFileSync(world.layout.config, '{"reports":{"session_log":true}}');
    await say('SessionStart.resume');
    expect(existsSync(file)).toBe(false);
    const ended = await say('SessionEnd.exit');
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    await vi.waitFor(() => expect(existsSync(file)).toBe(true), 20_000);
    expect(readFileSync(file, 'utf8')).toMatch(/^# Session #1\n\n- \*\*Project\*\*: project/);
    expect(world.troubles()).toEqual([]);
  });
});
