import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlan } from '../../../src/runtime/plan-documents.ts';
import { project } from '../cli/world.ts';

const EPIC = { id: 'E-1', title: 'Pay' };

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
});
