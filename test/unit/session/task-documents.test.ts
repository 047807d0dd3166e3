import { describe, expect, it } from 'vitest';
import { logProgress, verifyFeature } from '../../../src/session/commands/task-documents.ts';
import type { EventData, SessionEvent } from '../../../src/session/event.ts';
import { given, minute, READY, stateAfter } from '../../helpers/given.ts';

const ENTRY: EventData<'progress_logged'> = {
  task_id: 't1',
  did: ['a'],
  issues: [],
  state: ['b'],
  next: ['c'],
};
const VERIFIED: EventData<'feature_verified'> = {
  task_id: 't1',
  feature_id: 'f1',
  by: 'check',
  command: 'npm test',
  checked_at: minute(0),
  tree: 'aaa',
  reason: null,
};
const documents = (...events: readonly SessionEvent[]) =>
  stateAfter([...READY, ...events]).active_work.task_documents;

describe('the document of a task, as the session knows it', () => {
  it('has the last progress entry, and how many this session wrote', () => {
    const logged: SessionEvent = { type: 'progress_logged', data: ENTRY };
    const later: SessionEvent = { type: 'progress_logged', data: { ...ENTRY, did: ['d'] } };
    expect(documents(logged, later)).toEqual({
      t1: {
        entries: 2,
        last_progress: { at: minute(3), did: ['d'], issues: [], state: ['b'], next: ['c'] },
        verified: {},
      },
    });
  });

  it('has the features that were verified, until one turns out to be claimed', () => {
    const verified: SessionEvent = { type: 'feature_verified', data: VERIFIED };
    const other: SessionEvent = {
      type: 'feature_verified',
      data: { ...VERIFIED, feature_id: 'f2', by: 'override' },
    };
    expect(documents(verified, other).t1?.verified).toEqual({
      f1: { by: 'check', at: minute(2) },
      f2: { by: 'override', at: minute(3) },
    });
    const claimed: SessionEvent = {
      type: 'feature_claimed',
      data: { task_id: 't1', feature_id: 'f1', by: 'edit', outcome: 'reverted' },
    };
    expect(Object.keys(documents(verified, other, claimed).t1?.verified ?? {})).toEqual(['f2']);
  });

  it.each([
    { type: 'task_document_made', data: { task_id: 't1' } },
    { type: 'feature_added', data: { task_id: 't1', feature_id: 'f1', description: 'works' } },
    { type: 'chain_output_written', data: { task_id: 't1', minimal: true, dependents: ['t2'] } },
    { type: 'chain_inputs_staled', data: { task_id: 't1', dependents: ['t2'] } },
  ] satisfies SessionEvent[])('is known after $type, which shows that the session is at work', (event) => {
    const state = stateAfter([...READY, event]);
    expect(state.active_work.task_documents.t1).toEqual({ entries: 0, last_progress: null, verified: {} });
    expect(state.lifecycle.last_activity).toBe(minute(2));
  });

  it('keeps of an entry and of a reason what fits, without secrets', () => {
    const did = Array.from({ length: 30 }, (_, index) => `${index} password=hunter222 ${'x'.repeat(400)}`);
    const [event] = logProgress({ ...ENTRY, did });
    const kept = event?.type === 'progress_logged' ? event.data.did : [];
    expect(kept).toHaveLength(12);
    expect(kept[0]).toMatch(/^0 password=\[redacted\] x+…$/);
    given(...READY)
      .when(() => verifyFeature({ ...VERIFIED, by: 'override', command: null, reason: 'token=abcdefgh1234' }))
      .gives({
        type: 'feature_verified',
        data: { ...VERIFIED, by: 'override', command: null, reason: 'token=[redacted]' },
      });
  });
});
