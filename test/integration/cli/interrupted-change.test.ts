import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { initProject } from '../../../src/runtime/init-project.ts';
import { readPlan } from '../../../src/runtime/plan-documents.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { run } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

const FIRST = [
  { op: 'set', path: 'epics.E-1', value: { id: 'E-1', title: 'old' } },
  { op: 'set', path: 'epics.E-2', value: { id: 'E-2', title: 'old' } },
  { op: 'set', path: 'epics.E-3', value: { id: 'E-3', title: 'old' } },
];
const SECOND = [
  { op: 'set', path: 'epics.E-1.title', value: 'new' },
  { op: 'set', path: 'epics.E-2.title', value: 'new' },
  { op: 'delete', path: 'epics.E-3' },
];

/** A project with three epics, and a way to change them with a process that may be killed at a point. */
async function planned() {
  const cwd = tempDir();
  initProject(cwd);
  const layout = layoutOf(cwd);
  const batch = async (list: readonly object[], killAt?: string) => {
    const file = join(cwd, 'batch.json');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, JSON.stringify(list));
    const env: Record<string, string> =
      killAt === undefined
        ? {}
        : { KILL_AT: killAt, NODE_OPTIONS: `--require=${join(import.meta.dirname, 'kill-at.cjs')}` };
    return run(['state', 'batch', file, '--shared'], { cwd, env });
  };
  expect(await batch(FIRST)).toMatchObject({ code: 0 });
  const titles = () => Object.values(readPlan(layout).epics).map((epic) => Object(epic).title);
  const audit = () =>
    readFileSync(layout.audit, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { cwd, layout, batch, titles, audit };
}

describe('a change of several documents by a process that is killed', () => {
  it.each([
    ['while its intent is being written', 'renameSync:plan-change.json:1'],
    ['before it has the lock', 'symlinkSync:plan.lock:1'],
  ])('%s has not happened', async (_, killAt) => {
    const { batch, titles, audit, layout } = await planned();
    expect(await batch(SECOND, killAt)).toMatchObject({ signal: 'SIGKILL' });
    expect(titles()).toEqual(['old', 'old', 'old']);
    // The next change is not kept waiting by a dead one's lock, and finds nothing to finish.
    expect(await batch([{ op: 'set', path: 'epics.E-1.status', value: 'active' }])).toMatchObject({
      code: 0,
    });
    expect(titles()).toEqual(['old', 'old', 'old']);
    expect(audit()).toHaveLength(2);
    expect(existsSync(join(layout.cache, 'plan-change.json'))).toBe(false);
  });

  it.each([
    ['before the first document', 'renameSync:E-1.json:1'],
    ['between two documents', 'renameSync:E-2.json:1'],
    ['before a document is taken away', 'rmSync:E-3.json:1'],
    ['before its audit line', 'openSync:audit.jsonl:2'],
    ['after its audit line', 'rmSync:plan-change.json:1'],
  ])('%s is finished by the next one, once', async (_, killAt) => {
    const { batch, titles, audit, layout } = await planned();
    expect(await batch(SECOND, killAt)).toMatchObject({ signal: 'SIGKILL' });
    expect(await batch([{ op: 'set', path: 'epics.E-1.status', value: 'active' }])).toMatchObject({
      code: 0,
    });
    expect(titles()).toEqual(['new', 'new']);
    const lines = audit();
    expect(lines.map(({ changes }) => changes.length)).toEqual([3, 3, 1]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
    expect(lines[1].changes).toContainEqual({ entity: 'epics/E-3', before: expect.anything(), after: null });
    expect(existsSync(join(layout.cache, 'plan-change.json'))).toBe(false);
    expect(readdirSync(layout.locks)).toEqual([]);
  });

  it('is finished even when the next change is refused', async () => {
    const { batch, titles } = await planned();
    await batch(SECOND, 'renameSync:E-2.json:1');
    expect(await batch([{ op: 'set', path: 'epics.E-1.title', value: '' }])).toMatchObject({ code: 1 });
    expect(titles()).toEqual(['new', 'new']);
  });
});
