import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHooks, checkInstall, checkNode } from '../../../src/cli/doctor/client-checks.ts';
import type { Finding } from '../../../src/cli/doctor/finding.ts';
import { readFramedJson } from '../../../src/store/framed-json.ts';
import { noteTrouble } from '../../../src/store/trouble-log.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import type { Project } from './world.ts';
import { ALIVE, BEGIN, GONE, project, runIn } from './world.ts';

/** What the doctor says, without starting other programs. */
async function examined(
  world: Project,
): Promise<{ exit: number; finding(name: string): Finding | undefined }> {
  const run = await world.baton(['doctor', '--quick', '--json'], { now: BEGIN });
  const findings = run.json() as Finding[];
  return { exit: run.exit, finding: (name) => findings.find((one) => one.name === name) };
}

describe('baton doctor', () => {
  it('finds nothing that failed in a new project, and says how to go on', async () => {
    const { exit, finding } = await examined(project());
    expect(exit).toBe(0);
    expect(finding('folder')?.status).toBe('ok');
    expect(finding('settings')?.status).toBe('ok');
    expect(finding('plan')).toMatchObject({ status: 'ok', message: '0 epics, 0 sprints, 0 teams' });
    expect(finding('locks')?.status).toBe('ok');
    expect(finding('troubles')?.status).toBe('ok');
    expect(finding('install')).toMatchObject({ status: 'warn', remedy: 'Run `baton install`.' });
    expect(finding('hooks')).toMatchObject({ status: 'warn' });
  });

  it('reads every log', async () => {
    const world = project();
    world.session();
    const { finding } = await examined(world);
    expect(finding('logs')).toMatchObject({
      status: 'ok',
      message: '2 logs read, every record fits its checksum',
    });
    expect(finding('hooks')).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('0 minutes ago; 1 session known'),
    });
  });

  it.each<[string, (world: Project, id: string) => void, string, string, number, RegExp]>([
    [
      'a damaged record',
      ({ layout }, id) => appendFileSync(join(layout.session(id), '000001.jsonl'), '\n00000000 {}\n'),
      'session s-1',
      'warn',
      0,
      /^1 damaged and 0 missing records/,
    ],
    [
      'a damaged snapshot',
      ({ layout }, id) => writeFileSync(join(layout.session(id), 'snapshot.json'), '{"crc32":"x"}'),
      'session s-1',
      'warn',
      0,
      /snapshot is damaged; the log is whole/,
    ],
    [
      'settings that are no JSON',
      ({ layout }) => writeFileSync(layout.config, '{\n  "version": 1,,\n}'),
      'settings',
      'fail',
      1,
      /config\.json is not valid JSON: line 2, column 16/,
    ],
    [
      'no settings',
      ({ layout }) => rmSync(layout.config),
      'settings',
      'warn',
      0,
      /is missing; the defaults hold/,
    ],
    [
      'a merge conflict in the plan',
      ({ plan }) => plan('sprints/S-1.json', '{\n<<<<<<< ours\n  "id": "S-1"\n=======\n'),
      'plan',
      'fail',
      1,
      /S-1\.json is not valid JSON: line 2 holds a merge conflict marker/,
    ],
    [
      'a lock whose holder is gone',
      ({ layout }) => {
        mkdirSync(layout.locks);
        symlinkSync(JSON.stringify({ ...GONE, nonce: 'n' }), layout.lock('plan'));
      },
      'locks',
      'ok',
      0,
      /^none held by a living process$/,
    ],
    [
      'a lock that is held',
      ({ layout }) => {
        mkdirSync(layout.locks);
        symlinkSync(JSON.stringify({ ...ALIVE, nonce: 'n' }), layout.lock('plan'));
      },
      'locks',
      'warn',
      0,
      new RegExp(`^plan\\.lock is held by process ${process.pid} on`),
    ],
    [
      'a file in the place of a lock',
      ({ layout }) => {
        mkdirSync(layout.locks);
        writeFileSync(layout.lock('plan'), '');
      },
      'locks',
      'fail',
      1,
      /is no lock of Baton's and blocks changes/,
    ],
    [
      'failures inside Baton',
      ({ layout }) =>
        noteTrouble([layout.trouble], {
          at: new Date(BEGIN).toISOString(),
          where: 'hook:Stop',
          message: 'disk full',
        }),
      'troubles',
      'warn',
      0,
      /^1 failures inside Baton in the last day; last, .*, in hook:Stop: disk full$/,
    ],
    [
      'old failures inside Baton',
      ({ layout }) =>
        noteTrouble([layout.trouble], { at: '2026-02-01T00:00:00.000Z', where: 'x', message: 'y' }),
      'troubles',
      'ok',
      0,
      /^no failure/,
    ],
    [
      'sessions that others can read',
      ({ layout }) => chmodSync(layout.sessions, 0o755),
      'folder',
      'warn',
      0,
      /can be read by others \(mode 755\)/,
    ],
    [
      'no folder for sessions',
      ({ layout }) => rmSync(layout.sessions, { recursive: true }),
      'folder',
      'warn',
      0,
      /is missing/,
    ],
    [
      'a file among the sessions',
      ({ layout }) => writeFileSync(join(layout.sessions, 'stray'), ''),
      'session stray',
      'fail',
      1,
      /^cannot be read: ENOTDIR/,
    ],
  ])('tells %s', async (_, damage, name, status, exit, message) => {
    const world = project();
    damage(world, world.session({ session_id: 's-1' }));
    const before = world.files();
    const found = await examined(world);
    expect(found.finding(name)).toMatchObject({ status, message: expect.stringMatching(message) });
    expect(found.exit).toBe(exit);
    expect(world.files()).toEqual(before);
  });

  it('tells events whose data do not fit their kind', async () => {
    const world = project();
    const id = world.session({ session_id: 's-1' });
    world.add(id, [{ type: 'mode_changed', data: { mode: 'nonsense' as 'sprint' } }]);
    const { finding } = await examined(world);
    expect(finding('session s-1')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('mode_changed'),
    });
  });

  it('says where .baton is a file, or is not there', async () => {
    const root = tempDir();
    const run = await runIn(root, ['doctor', '--quick', '--json']);
    expect(run.exit).toBe(0);
    expect(run.json()).toContainEqual(expect.objectContaining({ name: 'project', status: 'warn' }));
    writeFileSync(join(root, '.baton'), '');
    const blocked = await runIn(root, ['doctor', '--quick', '--json']);
    expect(blocked.exit).toBe(1);
    expect(blocked.json()).toContainEqual(
      expect.objectContaining({
        name: 'project',
        status: 'fail',
        message: expect.stringContaining('is not a folder'),
      }),
    );
  });

  it('prints a line for each finding, and what to do below it', async () => {
    const { out } = await project().baton(['doctor', '--quick']);
    expect(out).toMatch(/^✓ node +v\d+/m);
    expect(out).toMatch(/^! install +no launcher in .*\n +→ Run `baton install`\.$/m);
  });
});

describe('what the doctor knows of the client', () => {
  it.each([
    ['v20.19.0', 'ok'],
    ['v20.18.3', 'fail'],
    ['v18.20.0', 'fail'],
    ['v22.1.0', 'ok'],
    ['v24.0.0', 'ok'],
  ])('Node %s: %s', (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });

  it('an installation is a launcher that leads to a built plugin', () => {
    const home = tempDir();
    const env = { HOME: home };
    const folder = join(home, '.claude', 'baton');
    mkdirSync(folder, { recursive: true });
    expect(checkInstall(env).status).toBe('warn');
    writeFileSync(join(folder, 'launch.sh'), '');
    expect(checkInstall(env)).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('(none named)'),
    });
    const root = tempDir();
    writeFileSync(join(folder, 'root'), `${root}\n`);
    expect(checkInstall(env).status).toBe('fail');
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'dist/hook.cjs'), '');
    expect(checkInstall(env)).toEqual({ name: 'install', status: 'ok', message: root });
    expect(checkInstall({ CLAUDE_CONFIG_DIR: join(home, '.claude') }).status).toBe('ok');
  });

  it('hooks that never arrived are told with what to do', () => {
    expect(checkHooks([], BEGIN)).toMatchObject({
      status: 'warn',
      remedy: expect.stringContaining('Start `claude`'),
    });
  });
});

describe('baton doctor --fix', () => {
  /** A project with one session in which everything that can be repaired is broken, and a home with an installation. */
  function broken() {
    const world = project();
    const id = world.session();
    const { layout } = world;
    mkdirSync(layout.locks, { recursive: true });
    symlinkSync(JSON.stringify({ ...GONE, nonce: 'n' }), layout.lock('plan'));
    symlinkSync(JSON.stringify({ ...ALIVE, nonce: 'm' }), layout.lock('config'));
    rmSync(join(layout.session(id), 'snapshot.json'), { force: true });
    writeFileSync(join(layout.session(id), 'snapshot.json'), '{}', { mode: 0o600 });
    writeFileSync(join(layout.session(id), 'view.json'), 'half a v');
    writeFileSync(layout.ignore, '# mine\n/notes/\n/sessions/');
    rmSync(layout.attributes);
    chmodSync(layout.sessions, 0o755);
    writeFileSync(join(layout.session(id), 'snapshot.json.999999999.abc.tmp'), 'half', { mode: 0o600 });
    writeFileSync(join(layout.plan, `project.json.${process.pid}.abc.tmp`), 'on its way');
    const home = tempDir();
    const plugin = tempDir();
    mkdirSync(join(home, '.claude/baton'), { recursive: true });
    mkdirSync(join(plugin, 'dist'));
    writeFileSync(join(plugin, 'dist/statusline.cjs'), '');
    writeFileSync(join(home, '.claude/baton/installs.json'), '{}');
    writeFileSync(join(home, '.claude/baton/root'), '/gone\n');
    const doctor = (...words: string[]) =>
      world.baton(['doctor', '--quick', '--json', ...words], {
        env: { HOME: home },
        pluginRoot: plugin,
        now: Date.now(),
      });
    return { ...world, id, home, plugin, doctor };
  }

  it('touches nothing while it is not asked to', async () => {
    const { doctor, files, home } = broken();
    const before = files();
    const findings = (await doctor()).json() as Finding[];
    expect(findings.find(({ name }) => name === 'repairs')).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/^can be done: put the launcher .*; and \d+ more$/),
      remedy: 'baton doctor --fix',
    });
    expect(files()).toEqual(before);
    expect(existsSync(join(home, '.claude/baton/launch.sh'))).toBe(false);
  });

  it('repairs what it can, says each thing it did, and leaves the rest', async () => {
    const { doctor, layout, id, home, plugin, files } = broken();
    const findings = (await doctor('--fix')).json() as Finding[];
    const done = findings.filter(({ name }) => name === 'repaired').map(({ message }) => message);
    expect(done.map((message) => message.split(' ').slice(0, 3).join(' '))).toEqual([
      'put the launcher',
      'pointed the launcher',
      'added /shared/ /cache/',
      'added plan/audit.jsonl merge=union',
      `closed ${layout.sessions} to`,
      'removed the lock',
      `removed ${join(layout.session(id), 'snapshot.json.999999999.abc.tmp')}`,
      'renewed the caches',
    ]);
    expect(findings.find(({ name }) => name === 'repairs')).toMatchObject({
      status: 'ok',
      message: 'nothing to repair',
    });
    const after = files();
    expect(after['.gitignore']).toMatch(/^# mine\n\/notes\/\n\/sessions\/\n\/shared\/\n/);
    expect(after['locks/config.lock']).toBeDefined();
    expect(after['locks/plan.lock']).toBeUndefined();
    expect(Object.keys(after).filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
    expect(readFramedJson(join(layout.session(id), 'snapshot.json'))).toBeDefined();
    expect(readFileSync(join(home, '.claude/baton/root'), 'utf8')).toBe(`${plugin}\n`);
    expect(statSync(layout.sessions).mode & 0o777).toBe(0o700);
  });

  it('finds nothing to repair in a project that is well, and repairs that again and again', async () => {
    const world = project();
    world.session();
    const before = world.files();
    const run = await world.baton(['doctor', '--quick', '--json', '--fix']);
    expect((run.json() as Finding[]).filter(({ name }) => name.startsWith('repair'))).toEqual([
      { name: 'repairs', status: 'ok', message: 'nothing to repair' },
    ]);
    expect(world.files()).toEqual(before);
  });

  it('makes missing folders, and tells what it could not do', async () => {
    const world = project();
    rmSync(world.layout.sessions, { recursive: true });
    rmSync(world.layout.ignore);
    mkdirSync(world.layout.ignore);
    const findings = (await world.baton(['doctor', '--quick', '--json', '--fix'])).json() as Finding[];
    expect(existsSync(world.layout.sessions)).toBe(true);
    expect(findings.filter(({ name, status }) => name === 'repair' && status === 'fail')).toHaveLength(1);
  });
});
