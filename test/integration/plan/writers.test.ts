import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { planned, task } from './planned.ts';

beforeAll(() => {
  builtPlugin();
});

const kill = (at: string) => ({
  KILL_AT: at,
  NODE_OPTIONS: `--require=${join(import.meta.dirname, '..', 'cli', 'kill-at.cjs')}`,
});
const add = (id: string) => `task add ${id} --sprint s1 --title x`;

describe('processes that change one sprint at once', () => {
  it('lose nothing of each other’s', async () => {
    const { baton, tasksOf, layout } = planned({ s1: [task('t0')] });
    const ids = Array.from({ length: 12 }, (_, index) => `n${index}`);
    const ended = await Promise.all(ids.map((id) => baton(add(id))));
    expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(ids.map(() => ({ code: 0, err: '' })));
    expect((await tasksOf('s1')).sort()).toEqual(['t0', ...ids].sort());
    expect(readAudit(layout)).toMatchObject({ damaged: 0, records: { length: 12 } });
  });

  it('lose nothing that was acknowledged when some of them are killed', async () => {
    const { baton, tasksOf, layout } = planned({ s1: [task('t0')] });
    const deaths = [
      'symlinkSync:plan.lock:1',
      'renameSync:plan-change.json:1',
      'renameSync:s1.json:1',
      'openSync:audit.jsonl:2',
      'rmSync:plan-change.json:1',
      'rmSync:plan.lock:1',
    ];
    const dying = deaths.map((at, index) => baton(add(`k${index}`), kill(at)));
    const living = Array.from({ length: 6 }, (_, index) => baton(add(`n${index}`)));
    for (const { signal } of await Promise.all(dying)) expect(signal).toBe('SIGKILL');
    for (const { code, err } of await Promise.all(living))
      expect({ code, err }).toEqual({ code: 0, err: '' });
    // Whoever comes next finishes what the last of the dead had promised.
    expect(await baton(add('last'))).toMatchObject({ code: 0 });
    expect(await baton('plan validate')).toMatchObject({ code: 0 });
    const tasks = await tasksOf('s1');
    // What was killed has happened or not, as the point of its death and the order of all had it; nothing else.
    const killed = tasks.filter((id) => id.startsWith('k'));
    expect(killed).not.toContain('k0');
    expect(killed).not.toContain('k1');
    expect(tasks.filter((id) => !id.startsWith('k')).sort()).toEqual(
      ['last', 'n0', 'n1', 'n2', 'n3', 'n4', 'n5', 't0'].sort(),
    );
    // One line for each task that came, and none for another.
    const { records, damaged } = readAudit(layout);
    expect(damaged).toBe(0);
    expect(records).toHaveLength(tasks.length - 1);
    expect(readdirSync(layout.locks)).toEqual([]);
  });
});

describe('a change of several documents by a process that is killed', () => {
  /** A project in which one change made an epic and a sprint's end, and is about to be taken back. */
  async function undoing() {
    const world = planned({ s1: [task('t0')] });
    const list = [
      { op: 'set', path: 'epics.pay', value: { id: 'pay', title: 'Pay' } },
      { op: 'set', path: 'sprints.s1.name', value: 'Renamed' },
    ];
    world.write('../batch.json', list);
    expect(await world.baton(`state batch ${join(world.layout.baton, 'batch.json')} --shared`)).toMatchObject(
      { code: 0 },
    );
    const [record] = Object(await world.answer('plan history'));
    const seen = () => ({
      pay: existsSync(world.layout.planEntity('epics', 'pay')),
      name: JSON.parse(readFileSync(world.layout.planEntity('sprints', 's1'), 'utf8')).name,
    });
    expect(seen()).toEqual({ pay: true, name: 'Renamed' });
    return { ...world, seen, undo: (at: string) => world.baton(`plan undo ${record.id}`, kill(at)) };
  }

  it('before it was promised has not happened', async () => {
    const { undo, seen, baton } = await undoing();
    expect(await undo('renameSync:plan-change.json:1')).toMatchObject({ signal: 'SIGKILL' });
    expect(await baton('epic update auth --status active')).toMatchObject({ code: 0 });
    expect(seen()).toEqual({ pay: true, name: 'Renamed' });
  });

  it.each([
    'rmSync:pay.json:1',
    'renameSync:s1.json:1',
    'openSync:audit.jsonl:2',
    'rmSync:plan-change.json:1',
  ])('at %s is finished by the next, whole and once', async (at) => {
    const { undo, seen, baton, layout } = await undoing();
    expect(await undo(at)).toMatchObject({ signal: 'SIGKILL' });
    expect(await baton('epic update auth --status active')).toMatchObject({ code: 0 });
    expect(seen()).toEqual({ pay: false, name: 'Sprint s1' });
    expect(await baton('plan validate')).toMatchObject({ code: 0 });
    expect(readAudit(layout).records.map(({ by }) => by)).toEqual([
      'cli:state batch',
      'cli:plan undo',
      'cli:epic update',
    ]);
  });
});
