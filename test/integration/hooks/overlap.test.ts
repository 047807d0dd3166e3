import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { FakeClient, Fired, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const [A, B] = [sessionId(1), sessionId(2)];

function voice(world: HookWorld, client: FakeClient) {
  return (name: string, id: string, changes: Payload = {}): Promise<Fired> =>
    client.fire(payload(name, { session_id: id, cwd: world.project, ...changes }));
}

/** Two sessions of one project in two clients; `edits` fires an edit and waits until it is on record. */
async function pair() {
  const world = newHookWorld();
  const [first, second] = [await world.client(), await world.client()];
  const [say, answer] = [voice(world, first), voice(world, second)];
  await say('SessionStart.startup', A);
  await answer('SessionStart.startup', B);
  const edits = async (id: string, name: string) => {
    const path = join(world.project, name);
    const before = world.state(id).observability.metrics.edits;
    const tell = id === A ? say : answer;
    const fired = await tell('PostToolUse.edit', id, {
      tool_input: { file_path: path, old_string: 'a', new_string: 'b' },
    });
    await vi.waitFor(() => expect(world.state(id).observability.metrics.edits).toBe(before + 1), 15_000);
    return fired;
  };
  const sent = () => world.shared().filter(({ type }) => type === 'message_sent');
  return { world, say, answer, edits, sent };
}

describe('an edit of a file that another live session has edited', () => {
  it('is told to both sessions at their next prompts, once', async () => {
    const { world, say, answer, edits, sent } = await pair();
    await edits(A, 'src/ledger.ts');
    expect(await edits(B, 'src/ledger.ts')).toMatchObject({ exitCode: 0, stdout: '' });
    await vi.waitFor(() => expect(sent()).toHaveLength(2), 15_000);
    expect(world.state(B).observability.overlaps).toMatchObject([{ file: 'src/ledger.ts', session_id: A }]);
    const told = await answer('UserPromptSubmit.typed', B);
    expect(told.stdout).toContain('src/ledger.ts is also being edited by session #1');
    expect(told.stdout).toContain('from Baton, high');
    expect((await say('UserPromptSubmit.typed', A)).stdout).toContain('is also being edited by session #2');
    await edits(A, 'src/ledger.ts');
    await edits(B, 'src/ledger.ts');
    expect((await answer('UserPromptSubmit.typed', B)).stdout).toBe('');
    expect(world.troubles()).toEqual([]);
  });

  it('is no news where each session has files of its own', async () => {
    const { world, edits, answer } = await pair();
    await edits(A, 'src/one.ts');
    await edits(B, 'src/two.ts');
    expect((await answer('UserPromptSubmit.typed', B)).stdout).toBe('');
    expect(world.state(B).observability.overlaps).toEqual([]);
  });
});
