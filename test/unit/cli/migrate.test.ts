import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import type { Project } from './world.ts';
import { project } from './world.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/v1');

/** A project with a version 1 file in it. */
function withState(name: string): Project & { readonly file: string } {
  const world = project();
  const file = join(world.root, 'v1.json');
  copyFileSync(join(FIXTURES, `${name}.json`), file);
  return { ...world, file };
}

/** Everything that is kept as documents: what a rollback brings back to the byte. */
function documents(world: Project): Record<string, string> {
  return Object.fromEntries(
    Object.entries(world.files()).filter(([path]) => path.startsWith('plan/') || path === 'config.json'),
  );
}

async function migrated(world: Project & { readonly file: string }, ...words: string[]): Promise<string> {
  const run = await world.baton(['migrate', 'v1', world.file, ...words, '--json']);
  expect(run.err).toBe('');
  expect(run.exit).toBe(0);
  return (run.json() as { session_id: string }).session_id;
}

describe('baton migrate v1 --dry-run', () => {
  it.each(['small', 'full', 'odd', 'projects'])('reports on %s and writes nothing', async (name) => {
    const world = withState(name);
    const before = world.files();
    const run = await world.baton(['migrate', 'v1', world.file, '--dry-run']);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(run.out).toContain('Becomes');
    expect(run.out).toContain('Nothing was written.');
    expect(world.files()).toEqual(before);
  });

  it('gives the whole report as JSON', async () => {
    const world = withState('odd');
    const run = await world.baton(['migrate', 'v1', world.file, '--dry-run', '--json']);
    expect(run.json()).toMatchObject({
      dry_run: true,
      counts: { epics: 1, sprints: 2, planned_tasks: 3, teams: 0, session_tasks: 7, agents: 1 },
      renamed: expect.arrayContaining([{ kind: 'epic', project: '', from: 'e:1', to: 'e-1' }]),
      unplaced: expect.arrayContaining([
        expect.objectContaining({ path: 'invented', value: { by: 'somebody' } }),
      ]),
      problems: [expect.stringContaining('e-missing')],
      refused: false,
    });
  });

  it('says that the migration would be refused for what is in the plan already', async () => {
    const world = withState('small');
    world.plan('epics/ledger.json', { id: 'ledger', title: 'Mine' });
    const run = await world.baton(['migrate', 'v1', world.file, '--dry-run']);
    expect(run.out).toContain('In the plan already: epics/ledger. Without --merge the migration is refused.');
  });
});

describe('baton migrate v1', () => {
  it('writes the plan and one session, on its sprint', async () => {
    const world = withState('small');
    const id = await migrated(world);
    expect((await world.baton(['plan', 'validate'])).exit).toBe(0);
    const { state } = openSession(world.layout, id);
    expect(state).toMatchObject({
      session_info: { number: 1, mode: 'sprint', label: 'version 1: 7c1f0a52-3f0e-4c55-9d0a-2f6f6f1f9b11' },
      lifecycle: { status: 'active', source: 'created' },
      active_work: { current_sprint: 'ledger-1', current_task: 'double-entry' },
    });
    const tasks = (await world.baton(['task', 'list', '--json'])).json() as { id: string; status: string }[];
    expect(Object.fromEntries(tasks.map((task) => [task.id, task.status]))).toEqual({
      'double-entry': 'in_progress',
      'opening-balance': 'completed',
      closing: 'pending',
    });
  });

  it('leaves the version 1 file as it is', async () => {
    const world = withState('full');
    await migrated(world);
    expect(readFileSync(world.file)).toEqual(readFileSync(join(FIXTURES, 'full.json')));
  });

  it('refuses what is in the plan already, lists it, and writes nothing', async () => {
    const world = withState('small');
    world.plan('epics/ledger.json', { id: 'ledger', title: 'Mine' });
    world.plan('teams/books.json', { id: 'books', name: 'Mine', orchestrator: 'me' });
    const before = world.files();
    const run = await world.baton(['migrate', 'v1', world.file]);
    expect(run).toMatchObject({ exit: 1, out: '' });
    expect(run.err).toContain('2 of them are in the plan already: epics/ledger, teams/books. Use --merge');
    expect(world.files()).toEqual(before);
  });

  it('joins it with --merge, and what the plan alone says stays', async () => {
    const world = withState('small');
    world.plan('epics/ledger.json', { id: 'ledger', title: 'Mine', owner: 'ada', status: 'approved' });
    await migrated(world, '--merge');
    expect(JSON.parse(readFileSync(join(world.layout.plan, 'epics/ledger.json'), 'utf8'))).toMatchObject({
      title: 'A ledger that balances',
      owner: 'ada',
      status: 'approved',
    });
  });

  it.each([
    ['no-such-file.json', undefined, 1, 'There is no file'],
    ['.', undefined, 2, 'is a folder'],
    ['v1.json', '{"execution":', 4, 'is not valid JSON'],
    ['v1.json', '{"sessions":{}}', 1, 'This is no version 1 state'],
    ['v1.json', '[1]', 1, 'This is no version 1 state'],
  ])('refuses %s with %s', async (name, text, exit, message) => {
    const world = withState('small');
    if (text !== undefined) writeFileSync(world.file, text);
    const before = world.files();
    const run = await world.baton(['migrate', 'v1', name]);
    expect(run).toMatchObject({ exit, out: '' });
    expect(run.err).toContain(message);
    expect(world.files()).toEqual(before);
  });

  it('tells on a terminal how far it is, and nowhere else', async () => {
    const world = withState('full');
    expect((await world.baton(['migrate', 'v1', world.file], { isTty: true })).err).toContain(
      'Writing the session: 0 of',
    );
    await world.baton(['migrate', 'rollback']);
    expect((await world.baton(['migrate', 'v1', world.file])).err).toBe('');
  });

  it('needs a project', async () => {
    const world = project('empty');
    expect((await world.baton(['migrate', 'v1', join(FIXTURES, 'small.json')])).exit).toBe(1);
  });
});

describe('baton migrate rollback', () => {
  it('brings every file back to the byte, removes what was made and archives the session', async () => {
    const world = withState('full');
    writeFileSync(
      join(world.layout.plan, 'epics/epic-pay.json'),
      '\ufeff{ "id":"epic-pay",\n   "title": "Mine"}',
    );
    writeFileSync(world.layout.audit, '{"id":"x"}');
    const before = documents(world);
    const id = await migrated(world, '--merge');
    expect(documents(world)).not.toEqual(before);
    const run = await world.baton(['migrate', 'rollback', '--json']);
    expect(run.json()).toMatchObject({
      restored: ['plan/epics/epic-pay.json', 'plan/audit.jsonl'],
      removed: expect.arrayContaining(['plan/sprints/sprint-pay-1.json']),
      session: expect.stringMatching(/^archive\/migration-.*\/session$/),
    });
    expect(documents(world)).toEqual(before);
    expect(existsSync(world.layout.session(id))).toBe(false);
    expect(openShared(world.layout).state).toMatchObject({ registry: { sessions: {} }, claims: {} });
  });

  it('brings back bytes that are no text', async () => {
    const world = withState('small');
    const path = join(world.layout.plan, 'epics/ledger.json');
    const bytes = Buffer.concat([
      Buffer.from('{"id":"ledger","title":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    writeFileSync(path, bytes);
    await migrated(world, '--merge');
    await world.baton(['migrate', 'rollback']);
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('takes back one migration after the other, and then has nothing to do', async () => {
    const world = withState('small');
    const before = documents(world);
    await migrated(world);
    copyFileSync(join(FIXTURES, 'full.json'), world.file);
    await migrated(world);
    await world.baton(['migrate', 'rollback']);
    expect(Object.keys(documents(world))).toContain('plan/epics/ledger.json');
    await world.baton(['migrate', 'rollback']);
    expect(documents(world)).toEqual(before);
    expect(await world.baton(['migrate', 'rollback'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('no migration'),
    });
  });

  it('refuses when a document was changed since, and with --force keeps the changed one', async () => {
    const world = withState('small');
    const before = documents(world);
    await migrated(world);
    world.plan('epics/ledger.json', { id: 'ledger', title: 'Changed' });
    const changed = world.files();
    const refused = await world.baton(['migrate', 'rollback']);
    expect(refused).toMatchObject({
      exit: 1,
      err: expect.stringContaining('changed: plan/epics/ledger.json'),
    });
    expect(world.files()).toEqual(changed);
    expect((await world.baton(['migrate', 'rollback', '--force'])).exit).toBe(0);
    expect(documents(world)).toEqual(before);
    const kept = Object.entries(world.files()).find(([path]) =>
      path.endsWith('changed/plan/epics/ledger.json'),
    );
    expect(kept?.[1]).toContain('Changed');
  });

  it('refuses when the session has gone on since', async () => {
    const world = withState('small');
    const id = await migrated(world);
    await world.baton(['session', 'heartbeat', id]);
    const refused = await world.baton(['migrate', 'rollback']);
    expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining(`the session ${id} has gone on`) });
    expect((await world.baton(['migrate', 'rollback', '--force'])).exit).toBe(0);
  });

  it('leaves the lines that others added to the audit log since', async () => {
    const world = withState('small');
    await migrated(world);
    await world.baton(['epic', 'create', 'later', '--title', 'Later']);
    const last = readFileSync(world.layout.audit, 'utf8').trimEnd().split('\n').at(-1);
    expect((await world.baton(['migrate', 'rollback'])).exit).toBe(0);
    expect(readFileSync(world.layout.audit, 'utf8')).toBe(`${last}\n`);
  });

  it('refuses when a backup is damaged', async () => {
    const world = withState('small');
    world.plan('epics/ledger.json', { id: 'ledger', title: 'Mine' });
    await migrated(world, '--merge');
    const backup = Object.keys(world.files()).find((path) => path.endsWith('files/plan/epics/ledger.json'));
    appendFileSync(join(world.layout.baton, backup ?? ''), 'x');
    expect((await world.baton(['migrate', 'rollback'])).exit).toBe(4);
    rmSync(join(world.layout.baton, backup ?? ''));
    expect((await world.baton(['migrate', 'rollback'])).exit).toBe(4);
  });
});
