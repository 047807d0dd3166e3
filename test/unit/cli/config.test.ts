import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { project } from './world.ts';

describe('baton config', () => {
  it.each([
    ['limits.live_sessions', '4', 4],
    ['$.limits.live_sessions', '4', 4],
    ['capacity', 'deny', 'deny'],
    ['capacity', '"deny"', 'deny'],
    ['briefing.enabled', 'false', false],
    ['status_line.segments', '["mode","tasks"]', ['mode', 'tasks']],
    ['prices.my-model', '{"input":2,"output":8}', { input: 2, output: 8 }],
    ['protocol.manual', 'true', true],
  ])('sets %s to %s', async (setting, typed, value) => {
    const world = project();
    expect(await world.baton(['config', 'set', setting, typed])).toMatchObject({
      exit: 0,
      out: 'Changed: version 1.\n',
    });
    expect((await world.baton(['config', 'get', setting])).json()).toEqual(value);
    expect(await world.baton(['config', 'set', setting, typed])).toMatchObject({
      exit: 0,
      out: 'It is so already; nothing to change.\n',
    });
  });

  it.each([
    ['limits.live_session', '3', 1, 'Did you mean "live_sessions"?'],
    ['limit.live_sessions', '3', 1, 'Did you mean "limits"?'],
    ['__proto__.x', '3', 1, 'is no setting'],
    ['constructor', '3', 1, 'is no setting'],
    ['limits.live_sessions', 'many', 1, 'limits.live_sessions is not valid: "many". Expected: number.'],
    ['limits', '3', 1, 'limits is not valid: 3. Expected: object.'],
    ['capacity', 'never', 1, 'Expected one of: deny, ask, off.'],
    ['prices.m', '{"input":1}', 1, 'prices.m.output is not valid: nothing.'],
    ['limits.live_sessions', '1e9', 1, 'Expected at most 1000.'],
  ])('refuses %s = %s, and writes nothing', async (setting, typed, exit, message) => {
    const world = project();
    const before = world.files();
    const run = await world.baton(['config', 'set', setting, typed]);
    expect(run).toMatchObject({ exit, out: '' });
    expect(run.err).toContain(message);
    expect(world.files()).toEqual(before);
  });

  it('wants a value or --default, not both', async () => {
    const world = project();
    expect((await world.baton(['config', 'set', 'capacity'])).exit).toBe(2);
    expect((await world.baton(['config', 'set', 'capacity', 'off', '--default'])).exit).toBe(2);
    expect((await world.baton(['config', 'rollback', 'x'])).exit).toBe(2);
    expect((await world.baton(['config', 'rollback', '7'])).exit).toBe(1);
  });

  it('takes a choice out again with --default', async () => {
    const world = project();
    await world.baton(['config', 'set', 'capacity', 'off']);
    await world.baton(['config', 'set', 'capacity', '--default']);
    expect(readFileSync(world.layout.config, 'utf8')).toBe('{\n  "version": 1\n}\n');
  });

  it('lists every setting and marks those that differ from the defaults', async () => {
    const world = project();
    await world.baton(['config', 'set', 'limits.messages', '20']);
    const { out } = await world.baton(['config', 'list']);
    expect(out).toMatch(/^\* +limits\.messages +20 +100$/m);
    expect(out).toMatch(/^ +limits\.live_sessions +10$/m);
    expect((await world.baton(['config', 'list', '--json'])).json()).toMatchObject({
      from: 'file',
      problems: [],
      settings: expect.arrayContaining([
        { path: 'limits.messages', value: 20, default: 100, changed: true },
        { path: 'capacity', value: 'deny', default: 'deny', changed: false },
      ]),
    });
  });

  it('shows the history, newest first, and goes back and forth in it', async () => {
    const world = project();
    await world.baton(['config', 'set', 'capacity', 'off']);
    await world.baton(['config', 'set', 'capacity', 'deny']);
    expect((await world.baton(['config', 'rollback', '1'])).out).toBe('Changed: version 3.\n');
    expect((await world.baton(['config', 'get', 'capacity'])).json()).toBe('off');
    const { out } = await world.baton(['config', 'history']);
    expect(
      out
        .split('\n')
        .slice(1)
        .map((line) =>
          line
            .replace(/ {2,}/g, '|')
            .split('|')
            .filter((_, index) => index !== 1)
            .join(' '),
        ),
    ).toEqual([
      '3 cli:config rollback capacity = "off"',
      '2 cli:config set capacity = "deny"',
      '1 cli:config set capacity = "off"',
      '0 found version = 1',
      '',
    ]);
    await world.baton(['config', 'rollback', '2']);
    expect((await world.baton(['config', 'get', 'capacity'])).json()).toBe('deny');
  });

  it('goes on with the last good settings while the file is broken, and says so', async () => {
    const world = project();
    await world.baton(['config', 'set', 'limits.messages', '20']);
    writeFileSync(world.layout.config, '{"limits":');
    const run = await world.baton(['config', 'get', 'limits.messages']);
    expect(run).toMatchObject({ exit: 0, out: '20\n' });
    expect(run.err).toContain('The last good settings hold.');
    expect((await world.baton(['config', 'set', 'limits.messages', '30'])).exit).toBe(4);
    expect((await world.baton(['config', 'rollback', '1'])).exit).toBe(0);
  });

  it('lets no session lift a rule that it is held to, by a change or by a version from before', async () => {
    const world = project();
    await world.baton(['config', 'set', 'protocol.rules.uncommitted', 'off']);
    await world.baton(['config', 'set', 'protocol.rules.uncommitted', 'require']);
    const session = { env: { HOME: world.root, CLAUDE_CODE_SESSION_ID: world.session({ mode: 'config' }) } };
    for (const words of [
      ['config', 'set', 'protocol.rules.uncommitted', 'off'],
      ['config', 'set', 'protocol.manual', 'true'],
      ['config', 'set', 'evidence.complete', 'off'],
      ['config', 'rollback', '1'],
    ]) {
      const { exit, err } = await world.baton(words, session);
      expect([exit, err]).toEqual([1, expect.stringContaining('a person changes it')]);
    }
    expect((await world.baton(['config', 'get', 'protocol.rules.uncommitted'])).json()).toBe('require');
    expect((await world.baton(['config', 'set', 'limits.messages', '20'], session)).exit).toBe(0);
  });
});
