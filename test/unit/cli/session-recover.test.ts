import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import { segmentPath, snapshotPath } from '../../../src/store/stream-files.ts';
import { project } from './world.ts';

const bend = (path: string, word: string) => {
  const bytes = readFileSync(path);
  const place = bytes.lastIndexOf(word);
  bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place);
  writeFileSync(path, bytes);
};

/** A project with a session in whose log the change of mode is damaged. */
function damaged() {
  const world = project();
  const id = world.session({ label: 'payments' });
  world.add(id, [{ type: 'mode_changed', data: { mode: 'sprint' } }]);
  const directory = world.layout.session(id);
  rmSync(snapshotPath(directory), { force: true });
  rmSync(join(directory, 'view.json'), { force: true });
  bend(segmentPath(directory, 1), '"mode":"sprint"');
  return { ...world, id, directory };
}

describe('session recover', () => {
  it('mends a log and keeps what was damaged aside', async () => {
    const { baton, id, directory, layout } = damaged();
    const run = await baton(['session', 'recover', id]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(run.out).toMatch(
      /^\S+: mended \(1 damaged record\)\n {2}What is whole stayed as it is: 2 records\.\n {2}Kept aside: .*damaged/,
    );
    expect(readdirSync(join(directory, 'damaged'))).toHaveLength(1);
    expect(openSession(layout, id).state.session_info).toMatchObject({
      label: 'payments',
      mode: 'development',
    });
    expect((await baton(['session', 'recover', id])).out).toMatch(
      /^Nothing is damaged: 2 records in 1 log fit/,
    );
  });

  it('only looks with --dry-run: exit 4 and what it would do, 0 where all is sound', async () => {
    const { baton, id, files, session } = damaged();
    const before = files();
    const run = await baton(['session', 'recover', id, '--dry-run', '--json']);
    expect(run).toMatchObject({ exit: 4, out: '' });
    expect(JSON.parse(run.err).error).toMatchObject({
      code: 'E_CORRUPT',
      details: { streams: [{ stream: id, damaged_records: 1 }] },
    });
    expect((await baton(['session', 'recover', id, '--dry-run'])).err).toContain(
      '1 damaged record. `baton session recover` keeps what is damaged aside',
    );
    expect(files()).toEqual(before);
    expect((await baton(['session', 'recover', session(), '--dry-run'])).exit).toBe(0);
  });

  it('looks at every log with --all, and enters a session in the list again that fell out of it', async () => {
    const { baton, id, layout, session } = damaged();
    const other = session();
    bend(segmentPath(layout.shared, 1), `"session_id":"${other}"`);
    for (const name of ['snapshot.json', 'view.json']) rmSync(join(layout.shared, name), { force: true });
    expect(Object.keys(openShared(layout).state.registry.sessions)).toEqual([id]);
    const run = await baton(['session', 'recover', '--all', '--json']);
    expect(run.json()).toMatchObject({
      streams: [
        { stream: 'shared', damaged_records: 1 },
        { stream: id, damaged_records: 1 },
        { stream: other, damaged_records: 0 },
      ],
      entered: [other],
    });
    expect(openShared(layout).state.registry.sessions[other]?.number).toBe(2);
    const names = (await baton(['session', 'list', '--json'])).json() as { id: string }[];
    expect(names.map((one) => one.id)).toEqual([other, id]);
    expect((await baton(['session', 'recover', '--all'])).out).toMatch(/^Nothing is damaged/);
  });
});
