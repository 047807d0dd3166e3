import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changePlan } from '../../../src/runtime/plan-change.ts';
import { readPlan } from '../../../src/runtime/plan-documents.ts';
import { loadBoard, loadPlan } from '../../../src/runtime/plan-loader.ts';
import { isPlanChanging, planIntent, readWhole } from '../../../src/runtime/whole-plan.ts';
import { frameJson } from '../../../src/store/framed-json.ts';
import { withLock } from '../../../src/store/lock.ts';
import { project } from '../cli/world.ts';
import { later, planned } from './planned.ts';

/** A plan whose change was killed after it was decided and before a single document was written. */
function halfDone() {
  const world = planned();
  const files = {
    [world.path('epics/auth.json')]: JSON.stringify({ id: 'auth', title: 'changed' }),
    [world.path('epics/new.json')]: JSON.stringify({ id: 'new', title: 'added' }),
  };
  const audit = { path: world.layout.audit, line: '{"id":"c1"}' };
  mkdirSync(world.layout.cache, { recursive: true });
  writeFileSync(planIntent(world.layout), frameJson({ files, audit }));
  return world;
}

describe('a reader of the plan', () => {
  it('sees a change that a killed writer had decided, whole, and leaves it to the next writer to finish', () => {
    const { layout, path } = halfDone();
    for (const written of [[], ['epics/auth.json'], ['epics/auth.json', 'epics/new.json']]) {
      for (const name of written)
        writeFileSync(path(name), JSON.stringify({ id: name.slice(6, -5), title: 'changed' }));
      const { plan } = loadPlan(layout);
      expect([plan.epics.auth?.title, plan.epics.new?.title]).toEqual(['changed', 'added']);
      expect(readPlan(layout).epics).toMatchObject({ auth: { title: 'changed' }, new: { title: 'added' } });
    }
    expect(isPlanChanging(layout)).toBe(true);
    const author = { user: null, session: null, mode: null };
    changePlan(layout, project().store, author, (plan) => plan);
    expect(isPlanChanging(layout)).toBe(false);
    expect(readFileSync(layout.audit, 'utf8')).toContain('{"id":"c1"}\n');
    expect(loadPlan(layout).plan.epics.new?.title).toBe('added');
  });

  it('misses a document that such a change takes away', () => {
    const { layout, path } = planned();
    const files = { [path('sprints/s1.json')]: null };
    mkdirSync(layout.cache, { recursive: true });
    writeFileSync(planIntent(layout), frameJson({ files, audit: { path: layout.audit, line: '{}' } }));
    expect(Object.keys(loadPlan(layout).plan.sprints)).not.toContain('s1');
  });

  it('does so also where an index of the plan is at hand', () => {
    const world = planned();
    loadPlan(world.layout, later());
    loadBoard(world.layout, later());
    const text = frameJson({
      files: { [world.path('epics/new.json')]: JSON.stringify({ id: 'new', title: 'added' }) },
      audit: { path: world.layout.audit, line: '{"id":"c1"}' },
    });
    writeFileSync(planIntent(world.layout), text);
    expect(loadBoard(world.layout, later()).epics).toContain('new');
  });

  it('looks again when a document changed while it read', () => {
    const { layout, path } = planned();
    let looks = 0;
    const seen = readWhole(layout, () => {
      const title = readFileSync(path('epics/auth.json'), 'utf8');
      if (looks++ === 0) writeFileSync(path('epics/auth.json'), title.replace('Sign in', 'Sign out'));
      return title;
    });
    expect([looks, seen.includes('Sign out')]).toEqual([2, true]);
  });

  it('takes the lock when somebody writes without pause', () => {
    const { layout, path } = planned();
    let [looks, locked] = [0, false];
    readWhole(layout, () => {
      locked = lstatSync(layout.lock('plan'), { throwIfNoEntry: false }) !== undefined;
      writeFileSync(path('epics/auth.json'), JSON.stringify({ id: 'auth', title: `look ${looks++}` }));
    });
    expect([looks, locked]).toEqual([6, true]);
  });

  it('waits for nobody who holds the lock while a change is noted', () => {
    const { layout } = halfDone();
    const patience = { now: Date.now, patienceMs: 1_000 };
    const begin = Date.now();
    const { plan } = withLock(layout.lock('plan'), patience, () => loadPlan(layout));
    expect(plan.epics.new?.title).toBe('added');
    expect(Date.now() - begin).toBeLessThan(400);
  });

  it('takes what there is when somebody writes without pause and holds the lock', () => {
    const { layout, path } = planned();
    let looks = 0;
    withLock(layout.lock('plan'), { now: Date.now, patienceMs: 1_000 }, () =>
      readWhole(layout, () => {
        writeFileSync(path('epics/auth.json'), JSON.stringify({ id: 'auth', title: `look ${looks++}` }));
      }),
    );
    expect(looks).toBe(6);
  });
});
