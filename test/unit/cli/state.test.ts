import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/runtime/session-streams.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { project } from './world.ts';

const task = (id: number, status: 'blocked' | 'pending'): SessionEvent => ({
  type: 'task_mirrored',
  data: { task_id: `client-${id}`, title: `task ${id}`, status, assignee: null },
});

/** A project with one session, and `baton state` run on it. */
function stated(...events: readonly SessionEvent[]) {
  const world = project();
  const id = world.session({ label: 'payments' }, events);
  const state = (...words: string[]) => world.baton(['state', ...words], { env: { BATON_SESSION: id } });
  const values = () => openSession(world.layout, id).state.runtime_config.values;
  const batch = (list: unknown, ...words: string[]) =>
    world.baton(['state', 'batch', '-', ...words], {
      env: { BATON_SESSION: id },
      stdin: typeof list === 'string' ? list : JSON.stringify(list),
    });
  return { ...world, id, state, values, batch };
}

describe('baton state get', () => {
  it.each([
    ['session_info.label', 'payments'],
    ['$.session_info.label', 'payments'],
    ["$['session_info']['label']", 'payments'],
    ['runtime_config.values', {}],
    ['active_work.execution_state.tasks.client-2.status', 'blocked'],
    ["$.active_work.execution_state.tasks[?@.status=='blocked'].id", ['client-2', 'client-3']],
    ['$..sprint_metrics.tasks_pending', [3]],
    ['$.active_work.execution_state.tasks.*.progress_percentage', [0, 0, 0]],
    ['$.nothing[?@.x]', []],
    ['$.session_info.teams[-1]', []],
  ])('%s', async (path, expected) => {
    const { state } = stated(task(1, 'pending'), task(2, 'blocked'), task(3, 'blocked'));
    const run = await state('get', path);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(run.json()).toEqual(expected);
  });

  it.each(['$', '', '.'])('gives everything for %j', async (path) => {
    const { state } = stated();
    expect(Object.keys((await state('get', path)).json() as object)).toContain('lifecycle');
    expect((await state('get')).out).toBe((await state('get', path)).out);
  });

  it('says what is missing, what is near and what there is', async () => {
    const { state } = stated();
    expect(await state('get', 'session_info.lable')).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(
        /session_info\.lable: there is no "lable" in session_info\. Did you mean "label"\? It has: id, number, label, .* …\.\n$/,
      ),
    });
    expect((await state('get', 'runtime_config.values.x')).err).toBe(
      'baton: runtime_config.values.x: there is no "x" in runtime_config.values.\n',
    );
  });

  it('never gives what an object only inherits', async () => {
    const { state } = stated();
    for (const name of ['toString', '__proto__', 'constructor.name']) {
      expect(await state('get', name)).toMatchObject({ exit: 1, out: '' });
    }
  });

  it.each(['$.', '$[', '$.a[?@.x ==]', '$x'])('refuses %s, which is no JSONPath', async (path) => {
    const { state } = stated();
    expect(await state('get', path)).toMatchObject({
      exit: 2,
      out: '',
      err: expect.stringContaining('is not a JSONPath (RFC 9535)'),
    });
  });
});

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

describe('baton state batch', () => {
  const LABEL = { op: 'set', path: 'session_info.label', value: 'x' };

  it('carries all out, as one event', async () => {
    const { batch, values, layout, id } = stated();
    const version = openSession(layout, id).version;
    const run = await batch([
      LABEL,
      { op: 'set', path: 'runtime_config.values.a', value: { b: 1 } },
      { op: 'merge', path: '$.runtime_config.values.a', value: { c: 2 } },
      { op: 'delete', path: 'runtime_config.values.a.b' },
    ]);
    expect(run.out).toBe('Changed 4 places.\n');
    expect(values()).toEqual({ a: { c: 2 } });
    expect(openSession(layout, id).version).toBe(version + 1);
  });

  it('reads each path against what the changes before it have made', async () => {
    const { batch, values } = stated();
    const list = 'runtime_config.values.list';
    const run = await batch([
      { op: 'set', path: list, value: ['a', 'b', 'c'] },
      { op: 'delete', path: `${list}.0` },
      { op: 'delete', path: `$.${list}[?@=='c']` },
    ]);
    expect(run).toMatchObject({ exit: 0 });
    expect(values()).toEqual({ list: ['b'] });
  });

  it.each([
    ['a refused place', [LABEL, { op: 'set', path: 'lifecycle.turn', value: 'working' }], 1],
    ['a wrong type', [LABEL, { op: 'set', path: 'session_info.teams', value: 1 }], 1],
    ['a place that is not there', [LABEL, { op: 'set', path: '$..[?@.never]', value: 1 }], 1],
    ['an unknown op', [LABEL, { op: 'move', path: 'a' }], 2],
    ['no value', [LABEL, { op: 'set', path: 'session_info.label' }], 2],
    ['no path', [LABEL, { op: 'delete' }], 2],
    ['null', [LABEL, null], 2],
    ['no list', LABEL, 2],
    ['no JSON', '[', 2],
  ])('carries none out where one has %s', async (_, list, exit) => {
    const { batch, files } = stated();
    const before = files();
    expect(await batch(list)).toMatchObject({ exit, out: '' });
    expect(files()).toEqual(before);
  });
});
