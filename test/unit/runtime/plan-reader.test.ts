import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemText } from '../../../src/plan/plan-problem.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { project } from '../cli/world.ts';

/** What is told of a plan in which one more file lies, and that the rest of it is there. */
function toldOf(file: string, content: unknown): string[] {
  const { layout, plan } = project();
  plan('epics/auth.json', { id: 'auth', title: 'Sign in' });
  plan('sprints/s1.json', {
    id: 's1',
    epic_id: 'auth',
    name: 'One',
    planned_tasks: { t1: { id: 't1', title: 'x' } },
  });
  plan(file, content);
  const loaded = loadPlan(layout);
  expect(Object.keys(loaded.plan.sprints)).toContain('s1');
  expect(loaded.plan.epics.auth?.title).toBe('Sign in');
  return loaded.problems.map(problemText);
}

const S2 = { id: 's2', epic_id: 'auth', name: 'Two' };
const MEND = 'The document is left out until it is mended.';
const TWICE =
  '{\n  "id": "s2", "epic_id": "auth", "name": "Two",\n  "planned_tasks": {\n    "t3": { "id": "t3", "title": "mine" },\n    "t3": { "id": "t3", "title": "theirs" }\n  }\n}\n';

describe('a document that cannot be used is reported, and the rest is there', () => {
  it.each<[string, string, unknown, string]>([
    [
      'broken JSON, with its place',
      'sprints/s2.json',
      '{\n  "id": "s2",\n  "name": oops\n}\n',
      '.baton/plan/sprints/s2.json is not valid JSON: line 3, column 11. Mend it by hand, or restore it from git.',
    ],
    [
      'an empty file',
      'sprints/s2.json',
      '',
      '.baton/plan/sprints/s2.json is not valid JSON: line 1, column 1. Mend it by hand, or restore it from git.',
    ],
    [
      'a merge conflict, with the line of its marker',
      'sprints/s2.json',
      '{\n  "id": "s2",\n<<<<<<< HEAD\n  "name": "a"\n=======\n  "name": "b"\n>>>>>>> other\n}\n',
      '.baton/plan/sprints/s2.json is not valid JSON: line 3 holds a merge conflict marker. Take the marker lines out and keep what both sides added, or restore it from git.',
    ],
    [
      'two tasks of one name that git has joined, with both lines',
      'sprints/s2.json',
      TWICE,
      '.baton/plan/sprints/s2.json names "t3" twice, in line 4 and in line 5. Keep one of them, or give one another name.',
    ],
    [
      'another id than its name',
      'sprints/s2.json',
      { ...S2, id: 's3' },
      '.baton/plan/sprints/s2.json: id is "s3", but the file is named s2.json. Give both the same name.',
    ],
    [
      'a number in place of text',
      'sprints/s2.json',
      { ...S2, name: 7 },
      `.baton/plan/sprints/s2.json: name is 7. Expected text. ${MEND}`,
    ],
    [
      'a missing field',
      'sprints/s2.json',
      { id: 's2', epic_id: 'auth' },
      `.baton/plan/sprints/s2.json: name is missing. Expected text. ${MEND}`,
    ],
    [
      'a wrong word deep inside',
      'sprints/s2.json',
      { ...S2, planned_tasks: { t2: { id: 't2', title: 'x', priority: 'urgent' } } },
      `.baton/plan/sprints/s2.json: planned_tasks.t2.priority is "urgent". Expected "low" or "medium" or "high" or "critical". ${MEND}`,
    ],
    [
      'less than there can be',
      'sprints/s2.json',
      { ...S2, length_days: 0 },
      `.baton/plan/sprints/s2.json: length_days is 0. Expected at least 1. ${MEND}`,
    ],
    [
      'a list in place of a document',
      'epics/pay.json',
      [],
      `.baton/plan/epics/pay.json is []. Expected an object. ${MEND}`,
    ],
    [
      'a name that is no id',
      'epics/my epic.json',
      { id: 'my epic', title: 'x' },
      '.baton/plan/epics/my epic.json is left out: its name is no id. Name it with letters, digits, ".", "_" or "-".',
    ],
    [
      'a name that would change an object',
      'epics/__proto__.json',
      { id: '__proto__', title: 'x' },
      '.baton/plan/epics/__proto__.json is left out: its name is no id. Name it with letters, digits, ".", "_" or "-".',
    ],
    [
      'a project of a later version',
      'project.json',
      { version: 2, name: 'x' },
      `.baton/plan/project.json: version is 2. Expected 1. ${MEND}`,
    ],
  ])('%s', (_, file, content, text) => {
    expect(toldOf(file, content)).toEqual([text]);
  });

  it('long values are cut short', () => {
    const [text = ''] = toldOf('epics/pay.json', { id: 'pay', title: ['x'.repeat(500)] });
    expect(text).toContain(`title is ["${'x'.repeat(58)}…. Expected text.`);
  });

  it('a folder in its place, a file without rights', () => {
    const { layout, plan } = project();
    plan('epics/auth.json', { id: 'auth', title: 'Sign in' });
    mkdirSync(join(layout.plan, 'sprints/s9.json'));
    writeFileSync(join(layout.plan, 'sprints/s8.json'), '{}');
    chmodSync(join(layout.plan, 'sprints/s8.json'), 0o000);
    const loaded = loadPlan(layout);
    expect(Object.keys(loaded.plan.epics)).toEqual(['auth']);
    expect(loaded.problems.map(problemText)).toContainEqual(
      expect.stringMatching(/^\.baton\/plan\/sprints\/s9\.json cannot be read: EISDIR/),
    );
  });

  it('what refers to it is reported, too', () => {
    const texts = toldOf('epics/pay.json', '{');
    expect(texts).toHaveLength(1);
    const { layout, plan } = project();
    plan('epics/pay.json', '{');
    plan('sprints/s2.json', { ...S2, epic_id: 'pay' });
    expect(loadPlan(layout).problems.map(({ field }) => field)).toEqual(['', 'epic_id']);
  });

  it('files that are no documents are none of its business', () => {
    expect(toldOf('epics/notes.txt', 'x')).toEqual([]);
    expect(toldOf('epics/.hidden.json', '{')).toEqual([]);
  });
});
