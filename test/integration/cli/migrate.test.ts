import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { initProject } from '../../../src/runtime/init-project.ts';
import { readManifests } from '../../../src/runtime/migration/manifest.ts';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { largeV1State } from '../../fixtures/v1/large-state.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { bytesBelow } from '../../helpers/bytes-below.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import type { Ended } from './program.ts';
import { run } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

/** A project whose plan has an epic that the version 1 file speaks of, too, written by hand. */
function newProject() {
  const cwd = tempDir();
  initProject(cwd);
  const layout = layoutOf(cwd);
  writeFileSync(layout.planEntity('epics', 'epic-later'), '{ "id": "epic-later",\t"title": "By hand" }');
  copyFileSync(join(import.meta.dirname, '../../fixtures/v1/full.json'), join(cwd, 'v1.json'));
  const baton = (words: readonly string[], killAt?: string): Promise<Ended> =>
    run(words, {
      cwd,
      env:
        killAt === undefined
          ? {}
          : { KILL_AT: killAt, NODE_OPTIONS: `--require=${join(import.meta.dirname, 'kill-at.cjs')}` },
    });
  const plan = () => bytesBelow(layout.plan);
  const migrate = (killAt?: string) => baton(['migrate', 'v1', 'v1.json', '--merge'], killAt);
  const rollback = (killAt?: string) => baton(['migrate', 'rollback'], killAt);
  /** The sessions there are, each with its tasks, and the claims. */
  const work = () => {
    const { registry, claims } = openShared(layout).state;
    return {
      sessions: Object.keys(registry.sessions).map((id) => {
        const { active_work, lifecycle, session_info } = openSession(layout, id).state;
        const tasks = Object.values(active_work.execution_state.tasks).map(({ id: task, status }) => [
          task,
          status,
        ]);
        return [session_info.mode, lifecycle.status, active_work.current_sprint, session_info.teams, tasks];
      }),
      folders: existsSync(layout.sessions) ? readdirSync(layout.sessions).length : 0,
      claims: Object.entries(claims).map(([task, claim]) => [task, claim.status]),
    };
  };
  return { layout, baton, plan, migrate, rollback, work };
}

const documentsOf = (plan: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(plan).filter(([path]) => path !== 'audit.jsonl' && path !== 'project.json'),
  );

const KILLS: [string, string][] = [
  ['before anything is kept', 'renameSync:source.json:1'],
  ['before its manifest', 'renameSync:manifest.json:1'],
  ['before its intent', 'renameSync:plan-change.json:1'],
  ['before the first document', 'renameSync:epic-pay.json:1'],
  ['between two documents', 'renameSync:sprint-pay-2.json:1'],
  ['before its audit line', 'openSync:audit.jsonl:2'],
  ['after its audit line', 'rmSync:plan-change.json:1'],
  ['before its session is numbered', 'openSync:shared/000001.jsonl:2'],
  ['before its session begins', 'openSync:000001.jsonl:5'],
  ['in its session', 'openSync:000001.jsonl:12'],
  ['later in its session', 'openSync:000001.jsonl:18'],
  ['before it is done', 'renameSync:manifest.json:2'],
];

describe('a migration that is killed', () => {
  it.each(KILLS)('%s is finished by a second run', async (_, killAt) => {
    const whole = newProject();
    expect(await whole.migrate()).toMatchObject({ code: 0 });
    const { layout, migrate, plan, work } = newProject();
    expect(await migrate(killAt)).toMatchObject({ signal: 'SIGKILL' });
    expect(await migrate()).toMatchObject({ code: 0, err: '' });
    expect(documentsOf(plan())).toEqual(documentsOf(whole.plan()));
    expect(plan()['audit.jsonl']?.split('\n')).toHaveLength(2);
    expect(work()).toEqual(whole.work());
    expect(readManifests(layout).map(({ state }) => state)).toEqual(['done']);
    expect(readdirSync(layout.archive)).toHaveLength(1);
    expect(readdirSync(layout.locks)).toEqual([]);
  });

  it.each(KILLS)('%s is undone by a rollback', async (_, killAt) => {
    const { plan, migrate, rollback, work } = newProject();
    const before = plan();
    expect(await migrate(killAt)).toMatchObject({ signal: 'SIGKILL' });
    const undone = await rollback();
    // Killed before its manifest, a migration has not happened.
    expect(undone.code === 0 || undone.err.includes('There is no migration')).toBe(true);
    expect(plan()).toEqual(before);
    expect(work()).toEqual({ sessions: [], folders: 0, claims: [] });
  });

  it('is not mixed with that of another file', async () => {
    const { layout, baton, migrate, plan } = newProject();
    await migrate('rmSync:plan-change.json:1');
    const before = plan();
    writeFileSync(join(layout.root, 'v1.json'), JSON.stringify(largeV1State(3)));
    expect(await baton(['migrate', 'v1', 'v1.json'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('was interrupted. Migrate that file again, or take it back'),
    });
    expect(plan()).toEqual(before);
  });
});

describe('a rollback that is killed', () => {
  it.each([
    ['before it begins', 'renameSync:manifest.json:1'],
    ['before its intent', 'renameSync:plan-change.json:1'],
    ['between two documents', 'rmSync:sprint-pay-1.json:1'],
    ['before the session is archived', 'renameSync:session:1'],
    ['before it is done', 'renameSync:manifest.json:2'],
  ])('%s is finished by the next, and not by a migration', async (_, killAt) => {
    const { layout, plan, migrate, rollback, work } = newProject();
    const before = plan();
    await migrate();
    expect(await rollback(killAt)).toMatchObject({ signal: 'SIGKILL' });
    const isUndoing = readManifests(layout)[0]?.state === 'undoing';
    if (isUndoing)
      expect(await migrate()).toMatchObject({ code: 1, err: expect.stringContaining('Finish it first') });
    expect(await rollback()).toMatchObject({ code: 0, err: '' });
    expect(plan()).toEqual(before);
    expect(work()).toEqual({ sessions: [], folders: 0, claims: [] });
    expect(readManifests(layout).map(({ state }) => state)).toEqual(['undone']);
  });
});

describe('a migration of 5,000 tasks', () => {
  it('takes less than five seconds, and back again to the byte', async () => {
    const { layout, baton, plan, rollback } = newProject();
    const before = plan();
    writeFileSync(join(layout.root, 'v1.json'), JSON.stringify(largeV1State(5_000)));
    const start = performance.now();
    expect(await baton(['migrate', 'v1', 'v1.json'])).toMatchObject({ code: 0 });
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(await rollback()).toMatchObject({ code: 0 });
    expect(plan()).toEqual(before);
  });
});
