import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project } from './world.ts';

async function planned() {
  const world = project();
  const run = (line: string) => world.baton(line.split(' '), { env: { USER: 'ada' } });
  await run('epic create e1 --title One');
  await run('epic create e2 --title Two');
  await run('sprint create s1 --epic e1 --name First');
  return { ...world, run, path: (name: string) => join(world.layout.plan, name) };
}

it('puts the last good version of a broken document back, and keeps the broken one', async () => {
  const { run, path, layout } = await planned();
  await run('epic update e1 --title Better');
  const good = readFileSync(path('epics/e1.json'), 'utf8');
  writeFileSync(path('epics/e1.json'), '{"id": "e1", <<<<<<<');
  const dry = await run('plan recover --dry-run');
  expect(dry).toMatchObject({ exit: 4, out: '' });
  expect(dry.err).toContain('epics/e1 is broken; `baton plan recover` puts the version of');

  const done = await run('plan recover');
  expect(done.exit).toBe(0);
  expect(done.out).toMatch(/^epics\/e1 is as it was at \S+ \(change \S+\)\.\nThe broken ones are kept in /);
  expect(JSON.parse(readFileSync(path('epics/e1.json'), 'utf8'))).toEqual(JSON.parse(good));
  const [stamp] = readdirSync(join(layout.archive, 'plan'));
  expect(readFileSync(join(layout.archive, 'plan', stamp ?? '', 'epics-e1.json'), 'utf8')).toContain(
    '<<<<<<<',
  );
  expect((await run('plan validate')).out).toBe('The plan is sound.\n');
  expect((await run('plan history epics/e1')).out).toContain('cli:plan recover');
  expect((await run('plan recover')).out).toBe('Every document of the plan can be used.\n');
});

it('leaves a document as it is of which nothing good is recorded, and says where to look', async () => {
  const { run, path, plan } = await planned();
  plan('teams/t1.json', '{"id": ');
  plan('sprints/s1.json', { id: 's1', name: 3 });
  const { exit, out } = await run('plan recover --json');
  expect(exit).toBe(0);
  expect(JSON.parse(out).documents).toMatchObject([
    { entity: 'sprints/s1', change: expect.any(String) },
    { entity: 'teams/t1', change: null },
  ]);
  expect(readFileSync(path('teams/t1.json'), 'utf8')).toBe('{"id": ');
  expect((await run('plan recover')).out).toContain(
    'teams/t1 stays broken: the audit log has no good version.',
  );
});

it('is not for a session whose mode may not change that part of the plan', async () => {
  const { baton, path, session, files } = await planned();
  writeFileSync(path('epics/e1.json'), 'x');
  const id = session({ mode: 'development' });
  const before = files();
  const refused = await baton(['plan', 'recover'], { env: { BATON_SESSION: id } });
  expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining('leadership mode does') });
  expect(files()).toEqual(before);
});
