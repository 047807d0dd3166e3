import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/event.ts';
import { stated } from './world.ts';

const task = (id: number, status: 'blocked' | 'pending'): SessionEvent => ({
  type: 'task_mirrored',
  data: { task_id: `client-${id}`, title: `task ${id}`, status, assignee: null },
});

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
