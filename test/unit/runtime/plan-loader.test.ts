import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadBoard, loadPlan } from '../../../src/runtime/plan-loader.ts';
import { project } from '../cli/world.ts';
import { later, planned } from './planned.ts';

describe('the plan, loaded', () => {
  it('is every document with its defaults, and no problem', () => {
    const { plan, problems } = loadPlan(planned().layout);
    expect(problems).toEqual([]);
    expect(plan.epics.auth).toMatchObject({ title: 'Sign in', status: 'planned', features: [] });
    expect(plan.sprints.s1?.planned_tasks.t2).toMatchObject({ priority: 'medium', dependencies: ['t1'] });
    expect(plan.teams.core?.policies.max_parallel_agents).toBe(5);
  });

  it('shows a hand edit at once, also of the same size within the same tick of the clock', () => {
    const { layout, path } = planned();
    const seen: string[] = [];
    const titles = Array.from({ length: 200 }, (_, index) => String(index % 10));
    for (const title of titles) {
      writeFileSync(path('epics/auth.json'), JSON.stringify({ id: 'auth', title }));
      seen.push(loadPlan(layout).plan.epics.auth?.title ?? '');
    }
    expect(seen).toEqual(titles);
  });

  it('shows an edit whose time was set back', () => {
    const { layout, plan, path } = planned();
    utimesSync(path('epics/auth.json'), 1_700_000_000, 1_700_000_000);
    const before = statSync(path('epics/auth.json'));
    loadPlan(layout, later());
    // The file system's clock goes in ticks: until the next one, nobody could tell.
    while (statSync(path('epics/auth.json')).ctimeMs === before.ctimeMs) {
      plan('epics/auth.json', { id: 'auth', title: 'Log out' });
      utimesSync(path('epics/auth.json'), 1_700_000_000, 1_700_000_000);
    }
    expect(statSync(path('epics/auth.json'))).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
    expect(loadPlan(layout, later()).plan.epics.auth?.title).toBe('Log out');
  });

  it('shows documents that came and went', () => {
    const { layout, plan, path } = planned();
    loadPlan(layout, later());
    plan('epics/pay.json', { id: 'pay', title: 'Pay' });
    expect(Object.keys(loadPlan(layout, later()).plan.epics)).toEqual(['auth', 'pay']);
    rmSync(path('epics/pay.json'));
    expect(Object.keys(loadPlan(layout, later()).plan.epics)).toEqual(['auth']);
  });

  it('is none where there is no plan, and is named after its folder', () => {
    const { layout, root } = project('empty');
    const { plan, problems } = loadPlan(layout);
    expect(problems).toEqual([]);
    expect(plan).toMatchObject({
      epics: {},
      sprints: {},
      teams: {},
      project: { name: root.split('/').at(-1) },
    });
  });
});

describe('the index of the plan', () => {
  it('spares the reading once every document is old enough, and not before', () => {
    const { layout, index } = planned();
    loadPlan(layout);
    expect(() => statSync(index)).toThrow('ENOENT');
    loadPlan(layout, later());
    writeFileSync(index, readFileSync(index, 'utf8').replace('Sign in', 'From the index'));
    expect(loadPlan(layout, later()).plan.epics.auth?.title).toBe('From the index');
    expect(loadPlan(layout).plan.epics.auth?.title).toBe('Sign in');
  });

  it.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['cut short', (text) => text.slice(0, -20)],
    ['no JSON', () => '\0\0\0'],
    ['something else', () => 'null'],
    ['of another version', (text) => text.replace(/"version":\d+/, '"version":99')],
    ['without a plan', (text) => `${text.slice(0, text.indexOf('"loaded":'))}"loaded":null}`],
    [
      'with half a plan',
      (text) => `${text.slice(0, text.indexOf('"loaded":'))}"loaded":{"plan":{},"problems":[]}}`,
    ],
  ])('that is %s is made again', (_, damage) => {
    const { layout, index } = planned();
    const whole = loadPlan(layout, later());
    const text = readFileSync(index, 'utf8');
    writeFileSync(index, damage(text));
    expect(loadPlan(layout, later())).toEqual(whole);
    expect(readFileSync(index, 'utf8')).toBe(text);
  });

  it('may be deleted, and may be impossible to write', () => {
    const { layout, cached } = planned();
    const whole = loadPlan(layout, later());
    rmSync(layout.cache, { recursive: true });
    expect(loadPlan(layout, later())).toEqual(whole);
    rmSync(layout.cache, { recursive: true });
    mkdirSync(cached('plan-index.json'), { recursive: true });
    expect(loadPlan(layout, later())).toEqual(whole);
    expect(loadBoard(layout, later()).epics).toEqual(['auth']);
  });
});
