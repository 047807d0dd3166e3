import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanTree } from '../../../src/runtime/plan-documents.ts';
import { changePlanDocuments, readPlan } from '../../../src/runtime/plan-documents.ts';
import { refusalOf } from '../../helpers/given.ts';
import { project } from '../cli/world.ts';

const EPIC = { id: 'E-1', title: 'Pay' };

/** The plan with an epic put in. */
const withEpic =
  (id: string, epic: object) =>
  (plan: PlanTree): PlanTree => ({ ...plan, epics: { ...plan.epics, [id]: epic } });

function auditOf(layout: { audit: string }): Record<string, unknown>[] {
  if (!existsSync(layout.audit)) return [];
  return readFileSync(layout.audit, 'utf8')
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

describe('the plan’s documents', () => {
  it('are one tree, entities by id', () => {
    const { layout, plan } = project();
    plan('epics/E-1.json', EPIC);
    plan('epics/notes.txt', 'not a document');
    plan('epics/.hidden.json', '{');
    expect(readPlan(layout)).toEqual({
      project: { version: 1, name: basename(layout.root) },
      epics: { 'E-1': EPIC },
      sprints: {},
      teams: {},
    });
  });

  it('are none where there is no plan', () => {
    const { layout } = project('empty');
    expect(readPlan(layout)).toEqual({
      project: { version: 1, name: basename(layout.root) },
      epics: {},
      sprints: {},
      teams: {},
    });
  });

  it('are changed with an audit line of who, when, before and after', () => {
    const { layout, store } = project();
    expect(changePlanDocuments(layout, store, withEpic('E-1', EPIC))).toEqual({ changed: 1 });
    const written: unknown = JSON.parse(readFileSync(join(layout.plan, 'epics/E-1.json'), 'utf8'));
    expect(written).toMatchObject(EPIC);
    expect(auditOf(layout)).toEqual([
      expect.objectContaining({
        at: '2026-03-02T09:00:00.000Z',
        by: 'test',
        changes: [{ entity: 'epics/E-1', before: null, after: written }],
      }),
    ]);
  });

  it('are written only where something was asked for', () => {
    const { layout, store, plan, files } = project();
    plan('epics/E-1.json', EPIC);
    const before = files();
    changePlanDocuments(layout, store, withEpic('E-2', { id: 'E-2', title: 'Ship' }));
    const { 'plan/epics/E-2.json': epic, 'plan/audit.jsonl': audit, ...rest } = files();
    expect(rest).toEqual(before);
    expect([epic, audit]).not.toContain(undefined);
  });

  it('are not touched, nor audited, by a change that changes nothing', () => {
    const { layout, store, plan, files } = project();
    plan('epics/E-1.json', EPIC);
    const before = files();
    expect(changePlanDocuments(layout, store, (tree) => tree)).toEqual({ changed: 0 });
    expect(files()).toEqual(before);
  });

  it('go when they are taken out', () => {
    const { layout, store, plan } = project();
    plan('epics/E-1.json', EPIC);
    changePlanDocuments(layout, store, (tree) => ({ ...tree, epics: {} }));
    expect(existsSync(join(layout.plan, 'epics/E-1.json'))).toBe(false);
    expect(auditOf(layout)[0]?.changes).toEqual([{ entity: 'epics/E-1', before: EPIC, after: null }]);
  });

  it.each<[string, (tree: PlanTree) => unknown, string]>([
    ['a plan that is none', () => undefined, 'The plan would not be valid'],
    ['an epic without a title', withEpic('E-1', { id: 'E-1' }), 'epics.E-1.title'],
    ['an epic under another id', withEpic('E-2', EPIC), 'epics.E-2 has the id "E-1"'],
    ['an id that is no file name', withEpic('../E', { id: '../E', title: 'x' }), 'epics.../E'],
    ['a kind of its own', (tree) => ({ ...tree, budgets: {} }), 'The plan would not be valid'],
  ])('refuse %s, and nothing is written', (_, change, text) => {
    const { layout, store, files } = project();
    const before = files();
    const refusal = refusalOf(() => changePlanDocuments(layout, store, change));
    expect(refusal.code).toBe('E_INVALID');
    expect(refusal.message).toContain(text);
    expect(refusal.message).toContain('Nothing was written.');
    expect(files()).toEqual(before);
  });

  it('that are broken stop every change', () => {
    const { layout, store, plan, files } = project();
    plan('teams/core.json', '{\n  "id": \n');
    const before = files();
    const refusal = refusalOf(() => changePlanDocuments(layout, store, withEpic('E-1', EPIC)));
    expect(refusal.code).toBe('E_CORRUPT');
    expect(refusal.message).toContain('teams/core.json');
    expect(files()).toEqual(before);
  });
});
