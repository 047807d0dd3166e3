import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addEpic, addSprint, updateEpic, updateSprint } from '../../../src/plan/plan-edits.ts';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { formatDocument } from '../../../src/store/document.ts';
import { refusalOf } from '../../helpers/given.ts';
import { project } from '../cli/world.ts';
import { changing, PAY, SPRINT } from './changing.ts';

describe('undoing', () => {
  it('takes a change back, to the byte where a person wrote it, and can be undone itself', () => {
    const { change, undo, plan, kept, textOf } = changing();
    plan('epics/auth.json', '{ "title": "Sign in",\n  "id": "auth", "mine": true }\n');
    const { id } = change((current) => addEpic(updateEpic(current, 'auth', { title: 'Log in' }), PAY));
    const changed = kept();
    const undone = undo(id);
    expect(textOf('epics/auth.json')).toBe(formatDocument({ title: 'Sign in', id: 'auth', mine: true }));
    expect(kept()['plan/epics/pay.json']).toBeUndefined();
    undo(undone.id);
    expect({ ...kept(), 'plan/audit.jsonl': '' }).toEqual({ ...changed, 'plan/audit.jsonl': '' });
  });

  it('is refused after a later change of the same document, which stays', () => {
    const { change, undo, layout } = changing();
    const { id } = change((plan) => addEpic(plan, PAY));
    change((plan) => updateEpic(plan, 'pay', { title: 'Pay later' }));
    expect(refusalOf(() => undo(id)).message).toContain(`epics/pay changed since ${id}.`);
    expect(loadPlan(layout).plan.epics.pay?.title).toBe('Pay later');
  });

  it('is refused where others would be left without what they refer to', () => {
    const { change, undo, layout } = changing();
    const { id } = change((plan) => addEpic(plan, PAY));
    change((plan) => addSprint(plan, SPRINT));
    expect(refusalOf(() => undo(id)).message).toContain('epic_id names the epic "pay", which is not there.');
    expect(existsSync(join(layout.plan, 'epics/pay.json'))).toBe(true);
  });
});

describe('the audit log', () => {
  it('is read in the order of time, each line once, and what cannot be read is counted', () => {
    const { change, layout } = changing();
    const { id } = change((plan) => addEpic(plan, PAY));
    const line = readFileSync(layout.audit, 'utf8');
    const older = JSON.stringify({ ...JSON.parse(line), id: 'older', at: '2020-01-01T00:00:00.000Z' });
    writeFileSync(layout.audit, `${line}${line}<<<<<<< HEAD\nnull\n{"id":7}\n\n${older}\n`);
    const { records, damaged } = readAudit(layout);
    expect(records.map((one) => one.id)).toEqual(['older', id]);
    expect(damaged).toBe(3);
    expect(readAudit(project('empty').layout)).toEqual({ records: [], damaged: 0 });
  });

  it('that cannot be opened is a failure, not an empty history', () => {
    const { layout } = project();
    mkdirSync(layout.audit);
    expect(() => readAudit(layout)).toThrow('EISDIR');
  });

  it('holds the change of a closed sprint with both its sides', () => {
    const { change, layout } = changing();
    change((plan) => addSprint(addEpic(plan, PAY), SPRINT));
    change((plan) => updateSprint(plan, 's1', { status: 'closed' }));
    const [last] = readAudit(layout).records.slice(-1);
    expect(last?.changes).toEqual([
      { entity: 'sprints/s1', before: SPRINT, after: { ...SPRINT, status: 'closed' } },
    ]);
  });
});
