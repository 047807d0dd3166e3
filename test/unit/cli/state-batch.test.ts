import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { stated } from './world.ts';

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
