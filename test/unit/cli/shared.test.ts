import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALIVE, GONE, project } from './world.ts';

const EPIC = { id: 'E-1', title: 'Pay' };
const SPRINT = { id: 'S-1', epic_id: 'E-1', name: 'One' };

/** A project with an epic and a sprint, and `baton state --shared` run on it. */
function planned() {
  const world = project();
  world.plan('epics/E-1.json', EPIC);
  world.plan('sprints/S-1.json', SPRINT);
  const shared = (...words: string[]) => world.baton(['state', ...words, '--shared']);
  const document = (path: string): unknown => JSON.parse(readFileSync(join(world.layout.plan, path), 'utf8'));
  const audit = () =>
    readFileSync(world.layout.audit, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { ...world, shared, document, audit };
}

describe('baton state get --shared', () => {
  it.each([
    ['epics.E-1.title', 'Pay'],
    ['$.sprints[*].name', ['One']],
    ["$.sprints[?@.epic_id=='E-1'].id", ['S-1']],
    ['$.teams', {}],
  ])('%s reads the plan', async (path, expected) => {
    const { shared } = planned();
    expect((await shared('get', path)).json()).toEqual(expected);
  });

  it('needs no session and writes nothing', async () => {
    const { shared, files } = planned();
    const before = files();
    expect((await shared('get')).json()).toMatchObject({ project: { version: 1 }, epics: { 'E-1': EPIC } });
    expect(files()).toEqual(before);
  });

  it('takes a hand edit at once', async () => {
    const { shared, plan } = planned();
    plan('epics/E-1.json', { ...EPIC, title: 'Ship' });
    expect((await shared('get', 'epics.E-1.title')).json()).toBe('Ship');
  });
});

describe('baton state set --shared', () => {
  it('writes the one document that was meant, and who did it', async () => {
    const { shared, document, audit, files } = planned();
    const before = files();
    expect((await shared('set', 'epics.E-1.title', '"Ship"')).out).toBe('Changed 1 place.\n');
    expect(document('epics/E-1.json')).toMatchObject({ id: 'E-1', title: 'Ship' });
    const { 'plan/epics/E-1.json': _epic, 'plan/audit.jsonl': _audit, ...rest } = files();
    const { 'plan/epics/E-1.json': _old, ...untouched } = before;
    expect(rest).toEqual(untouched);
    expect(audit()).toEqual([
      expect.objectContaining({
        id: expect.any(String),
        at: expect.stringMatching(/^2026-03-02T10:00:00/),
        by: 'cli:state set',
        changes: [
          {
            entity: 'epics/E-1',
            before: expect.objectContaining(EPIC),
            after: expect.objectContaining({ title: 'Ship', status: 'planned' }),
          },
        ],
      }),
    ]);
  });

  it('makes, merges and takes away entities', async () => {
    const { shared, document, files } = planned();
    await shared('set', 'epics.E-2', '{"id":"E-2","title":"Two"}');
    await shared('merge', 'epics.E-2', '{"status":"active","owner":"ada"}');
    expect(document('epics/E-2.json')).toMatchObject({
      id: 'E-2',
      title: 'Two',
      status: 'active',
      owner: 'ada',
    });
    await shared('delete', 'epics.E-2');
    expect(Object.keys(files())).not.toContain('plan/epics/E-2.json');
  });

  it('changes several documents with a batch, in one audit line', async () => {
    const { baton, audit } = planned();
    const stdin = JSON.stringify([
      { op: 'set', path: 'epics.E-1.status', value: 'active' },
      { op: 'set', path: 'sprints.S-1.status', value: 'active' },
    ]);
    expect((await baton(['state', 'batch', '-', '--shared'], { stdin })).out).toBe('Changed 2 places.\n');
    expect(audit()).toHaveLength(1);
    expect(audit()[0].changes.map(({ entity }: { entity: string }) => entity)).toEqual([
      'epics/E-1',
      'sprints/S-1',
    ]);
  });

  it('writes neither document nor audit line for what is so already', async () => {
    const { shared, files } = planned();
    const before = files();
    expect((await shared('set', 'epics.E-1.title', '"Pay"')).out).toBe('Nothing to change.\n');
    expect((await shared('delete', 'epics.E-9')).out).toBe('Nothing to change.\n');
    expect(files()).toEqual(before);
  });

  it.each<[string[], string]>([
    [['set', 'epics.E-1.title', '""'], 'epics.E-1.title'],
    [['set', 'epics.E-1.id', '"E-2"'], 'Expected the name under which it stands'],
    [['set', 'epics', '[]'], 'epics'],
    [['set', 'budgets', '{}'], 'The plan would not be valid: budgets is no field that is known there.'],
    [['delete', 'project'], 'project'],
    [['delete', '$'], 'The plan would not be valid'],
    [['set', 'epics.E-1.title.x', '1'], 'cannot be changed'],
    [['set', 'epics.__proto__.x', '1'], 'cannot be changed'],
    [['set', '$.teams[*].name', '"x"'], 'fits nothing'],
  ])('%j is refused and nothing is written', async (words, text) => {
    const { shared, files } = planned();
    const before = files();
    expect(await shared(...words)).toMatchObject({ exit: 1, out: '', err: expect.stringContaining(text) });
    expect(files()).toEqual(before);
  });
});

describe('a plan that cannot be changed now', () => {
  it('exits with 3, naming the holder, while another process has the lock', async () => {
    const { baton, layout, files } = planned();
    const { mkdirSync } = await import('node:fs');
    mkdirSync(layout.locks);
    symlinkSync(JSON.stringify({ ...ALIVE, nonce: 'n' }), layout.lock('plan'));
    const before = files();
    const run = await baton(['state', 'set', '--shared', 'epics.E-1.title', '"x"', '--json'], {
      tick: 1_000,
    });
    expect(run).toMatchObject({ exit: 3, out: '' });
    expect(JSON.parse(run.err)).toMatchObject({
      error: { code: 'E_LOCKED', message: expect.stringContaining(`process ${process.pid}`) },
    });
    expect(files()).toEqual(before);
  });

  it('takes over a lock whose holder is gone', async () => {
    const { shared, layout } = planned();
    const { mkdirSync } = await import('node:fs');
    mkdirSync(layout.locks);
    symlinkSync(JSON.stringify({ ...GONE, nonce: 'n' }), layout.lock('plan'));
    expect(await shared('set', 'epics.E-1.title', '"x"')).toMatchObject({ exit: 0 });
  });

  it.each(['get', 'set'])(
    'exits with 4, naming file and place, at %s of a damaged document',
    async (verb) => {
      const { baton, plan, files } = planned();
      plan('epics/E-2.json', '{\n  "id": "E-2",\n<<<<<<< HEAD\n');
      const before = files();
      const run = await baton([
        'state',
        verb,
        '--shared',
        'epics.E-1.title',
        ...(verb === 'set' ? ['"x"'] : []),
        '--json',
      ]);
      expect(run).toMatchObject({ exit: 4, out: '' });
      expect(JSON.parse(run.err)).toMatchObject({
        error: {
          code: 'E_CORRUPT',
          message: expect.stringMatching(/epics\/E-2\.json .*line 3 holds a merge conflict/),
        },
      });
      expect(files()).toEqual(before);
    },
  );

  it.skipIf(process.getuid?.() === 0)('exits with 1 where the disk refuses', async () => {
    const { shared, layout } = planned();
    chmodSync(layout.baton, 0o500);
    const run = await shared('set', 'epics.E-1.title', '"x"');
    chmodSync(layout.baton, 0o700);
    expect(run).toMatchObject({ exit: 1, out: '' });
  });
});
