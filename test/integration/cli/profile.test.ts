import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { run } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

describe('baton profile, as built', () => {
  it('measures the hooks and the status line in a copy, and leaves the project and no trace', async () => {
    const cwd = tempDir();
    await run(['init'], { cwd });
    const session = (await run(['session', 'create', '--mode', 'development'], { cwd })).out.trim();
    const before = (await run(['event', 'list', '--session', session, '--json'], { cwd })).out;
    const { code, out, err } = await run(['profile', '--runs', '2', '--json'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const profile: {
      runs: number;
      bare_node_ms: number;
      targets: { name: string; total_ms: number; phases: Record<string, number> }[];
    } = JSON.parse(out);
    expect(profile).toMatchObject({ runs: 2, bare_node_ms: expect.any(Number) });
    expect(profile.targets.map(({ name }) => name)).toEqual([
      'SessionStart',
      'UserPromptSubmit',
      'PostToolUse',
      'Stop',
      'status line',
    ]);
    for (const { name, total_ms: total, phases } of profile.targets) {
      expect(total, name).toBeGreaterThan(5);
      expect(phases.node_ms, name).toBeGreaterThan(1);
      expect(phases.read_ms, name).toBeGreaterThan(0);
      if (name !== 'status line') expect(phases.write_ms, name).toBeGreaterThan(0);
    }
    expect((await run(['event', 'list', '--session', session, '--json'], { cwd })).out).toBe(before);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('baton-profile-'))).toEqual([]);
  });

  it('measures outside a project, too, and draws it', async () => {
    const { code, out } = await run(['profile', '--runs', '1', '--ascii'], { cwd: tempDir() });
    expect(code).toBe(0);
    expect(out).toMatch(/^bare Node +[.]+ +\d+\.\d ms$/m);
    expect(out).toMatch(/^status line .* ms$/m);
  });

  it('needs a count that is one', async () => {
    expect(await run(['profile', '--runs', 'many'], { cwd: tempDir() })).toMatchObject({ code: 2 });
  });
});
