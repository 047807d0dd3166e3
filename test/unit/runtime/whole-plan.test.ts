import { chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBoard, loadPlan } from '../../../src/runtime/plan-loader.ts';
import { isPlanChanging, planIntent, readWhole } from '../../../src/runtime/whole-plan.ts';
import { frameJson } from '../../../src/store/framed-json.ts';
import { withLock } from '../../../src/store/lock.ts';
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
  it('sees a change that a killed writer had decided, and finishes it', () => {
    const { layout } = halfDone();
    const { plan } = loadPlan(layout);
    expect([plan.epics.auth?.title, plan.epics.new?.title]).toEqual(['changed', 'added']);
    expect(isPlanChanging(layout)).toBe(false);
    expect(readFileSync(layout.audit, 'utf8')).toContain('{"id":"c1"}\n');
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
    expect([looks, locked]).toEqual([4, true]);
  });

  it('takes what there is when a writer holds on', () => {
    const { layout } = halfDone();
    const patience = { now: Date.now, patienceMs: 1_000 };
    const { plan } = withLock(layout.lock('plan'), patience, () => loadPlan(layout));
    expect(plan.epics.auth?.title).toBe('Sign in');
    expect(isPlanChanging(layout)).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)('takes what there is where nothing may be written', () => {
    const { layout } = halfDone();
    chmodSync(join(layout.baton, 'locks'), 0o500);
    expect(loadPlan(layout).plan.epics.auth?.title).toBe('Sign in');
  });
});
