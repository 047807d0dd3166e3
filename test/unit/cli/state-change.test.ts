import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { stated } from './world.ts';

describe('baton state set, merge, delete', () => {
  it('change one place and say so', async () => {
    const { state, values, id, layout } = stated();
    expect((await state('set', 'runtime_config.values.theme', '"dark"')).out).toBe('Changed 1 place.\n');
    expect((await state('merge', '$.runtime_config.values', '{"deep":{"a":1}}')).exit).toBe(0);
    expect((await state('set', 'runtime_config.values.deep.b', '[1,2]')).exit).toBe(0);
    expect(values()).toEqual({ theme: 'dark', deep: { a: 1, b: [1, 2] } });
    expect((await state('delete', 'runtime_config.values.deep.a', '--json')).json()).toEqual({ changed: 1 });
    expect(values()).toEqual({ theme: 'dark', deep: { b: [1, 2] } });
    expect((await state('merge', 'session_info', '{"label":"other","teams":["a"]}')).exit).toBe(0);
    expect(openSession(layout, id).state.session_info).toMatchObject({ label: 'other', teams: ['a'] });
  });

  it('change every place that a path fits', async () => {
    const { state, values } = stated();
    await state('set', 'runtime_config.values', '{"a":{"n":1},"b":{"n":2},"c":{"m":3}}');
    expect((await state('set', '$.runtime_config.values[?@.n].n', '0')).out).toBe('Changed 2 places.\n');
    expect(values()).toEqual({ a: { n: 0 }, b: { n: 0 }, c: { m: 3 } });
  });

  it.each([
    ['$.runtime_config.values.list[0,1]', ['c', 'd']],
    ['$.runtime_config.values.list[*]', []],
    ['$.runtime_config.values.list[::-2]', ['a', 'c']],
    ['$.runtime_config.values.list[0,0]', ['b', 'c', 'd']],
    ["$.runtime_config.values.list[?@ > 'b']", ['a', 'b']],
    ['$.runtime_config.values.list[-1]', ['a', 'b', 'c']],
    ['runtime_config.values.list.1', ['a', 'c', 'd']],
  ])('delete exactly the elements that %s fits', async (path, left) => {
    const { state, values } = stated();
    await state('set', 'runtime_config.values.list', '["a","b","c","d"]');
    expect((await state('delete', path)).exit).toBe(0);
    expect(values()).toEqual({ list: left });
  });

  it('say that there is nothing to change, and write nothing', async () => {
    const { state, files } = stated();
    const before = files();
    expect((await state('set', 'session_info.label', '"payments"')).out).toBe('Nothing to change.\n');
    expect((await state('delete', 'runtime_config.values.absent', '--json')).json()).toEqual({ changed: 0 });
    expect(files()).toEqual(before);
  });

  it.each<[string[], number, string]>([
    [['set', 'lifecycle.status', '"dormant"'], 1, 'follows from the session'],
    [['set', 'session_info.label', '7'], 1, 'session_info.label'],
    [['set', 'session_info.lable', '"x"'], 1, 'not a field'],
    [['set', '__proto__.x', '1'], 1, 'cannot be changed'],
    [['set', '$', '{}'], 1, 'cannot be changed'],
    [['set', 'session_info.label.x', '1'], 1, 'session_info.label.x'],
    [['set', 'session_info.teams.4', '"x"'], 1, 'session_info.teams.4'],
    [['set', 'session_info.teams.first', '"x"'], 1, 'session_info.teams.first'],
    [['set', '$.runtime_config.values[?@.x]', '1'], 1, 'fits nothing'],
    [['delete', 'active_work'], 1, 'active_work'],
    [['set', 'session_info.label', 'dark'], 2, `the value is not JSON`],
    [['merge', '$[', '{}'], 2, 'is not a JSONPath'],
    [['set', 'session_info.label'], 2, 'missing required argument'],
    [['batch', '/nowhere/batch.json'], 1, '/nowhere/batch.json'],
  ])('%j is refused with exit %d, and nothing is written', async (words, exit, text) => {
    const { state, files } = stated();
    const before = files();
    expect(await state(...words)).toMatchObject({ exit, out: '', err: expect.stringContaining(text) });
    expect(files()).toEqual(before);
  });

  it('keep a hostile value as a value', async () => {
    const { state, values } = stated();
    await state('set', 'runtime_config.values.x', '{"__proto__":{"polluted":true}}');
    await state('merge', 'runtime_config.values.y', '{"constructor":{"prototype":{"polluted":true}}}');
    expect(Object.getPrototypeOf(values())).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });
});
