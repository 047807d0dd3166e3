import { appendFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../../../src/store/layout.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { run } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

/** A project with one session, what the doctor finds there, and how it exits. */
async function broken(damage: (cwd: string, session: string) => void) {
  const cwd = tempDir();
  await run(['init'], { cwd });
  const session = (await run(['session', 'create', '--mode', 'config'], { cwd })).out.trim();
  damage(cwd, session);
  const { out, code, err } = await run(['doctor', '--quick', '--json'], { cwd });
  const findings: { name: string; status: string; message: string }[] = JSON.parse(out);
  return {
    code,
    err,
    bad: findings.filter(({ name, status }) => status !== 'ok' && name !== 'install' && name !== 'repairs'),
  };
}

describe('baton doctor, as built', () => {
  it('tells everything that is broken at once, and exits with 1', async () => {
    const { bad, code, err } = await broken((cwd, session) => {
      const layout = layoutOf(cwd);
      appendFileSync(join(layout.session(session), '000001.jsonl'), '\n0badc0de {"f":1}\n');
      const [log = ''] = readdirSync(layout.shared).filter((name) => name.endsWith('.jsonl'));
      appendFileSync(join(layout.shared, log), 'half a rec\n');
      writeFileSync(layout.config, '{"version": 1');
      writeFileSync(join(layout.plan, 'teams', 'core.json'), '{\n=======\n');
      mkdirSync(layout.locks, { recursive: true });
      writeFileSync(layout.lock('plan'), '');
      const trouble = { at: new Date().toISOString(), where: 'hook:Stop', message: 'no space' };
      writeFileSync(layout.trouble, `${JSON.stringify(trouble)}\n`);
    });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(bad.map(({ name, status }) => [name.replace(/^session .*/, 'session'), status])).toEqual([
      ['settings', 'fail'],
      ['plan', 'fail'],
      ['shared', 'warn'],
      ['session', 'warn'],
      ['locks', 'fail'],
      ['troubles', 'warn'],
    ]);
    expect(bad[0]?.message).toContain('line 1, column 14');
    expect(bad[1]?.message).toContain('merge conflict marker');
  });

  it('tells a damaged snapshot, and a lock whose holder is gone for no trouble', async () => {
    const { bad, code } = await broken((cwd, session) => {
      const layout = layoutOf(cwd);
      writeFileSync(join(layout.session(session), 'snapshot.json'), '{}');
      mkdirSync(layout.locks, { recursive: true });
      const dead = { ...identifyProcess(process.pid), started: '1', nonce: 'n' };
      symlinkSync(JSON.stringify(dead), layout.lock('plan'));
    });
    expect(code).toBe(0);
    expect(bad).toEqual([
      expect.objectContaining({ status: 'warn', message: expect.stringContaining('snapshot') }),
    ]);
  });

  it('tells a .baton that is a file', async () => {
    const cwd = tempDir();
    writeFileSync(join(cwd, '.baton'), '');
    const { code, out } = await run(['doctor', '--quick', '--json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: 'project', status: 'fail' }));
  });

  it('starts the client and a hook only where it may, and says what they did', async () => {
    const cwd = tempDir();
    await run(['init'], { cwd });
    const home = tempDir();
    const bin = tempDir();
    writeFileSync(join(bin, 'claude'), '#!/bin/sh\necho "2.0.1 (Claude Code)"\n', { mode: 0o755 });
    mkdirSync(join(home, '.claude', 'baton'), { recursive: true });
    writeFileSync(join(home, '.claude', 'baton', 'launch.sh'), '');
    writeFileSync(join(home, '.claude', 'baton', 'root'), builtPlugin());
    const env = { HOME: home, PATH: `${bin}:${process.env.PATH}` };
    const { out } = await run(['doctor', '--json'], { cwd, env });
    const findings: { name: string }[] = JSON.parse(out);
    const finding = (name: string) => findings.find((one) => one.name === name);
    expect(finding('client')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('2.0.1 is older than'),
    });
    expect(finding('install')).toMatchObject({ status: 'ok' });
    expect(finding('speed')).toMatchObject({
      message: expect.stringMatching(/^a hook takes \d+ ms, bare Node \d+ ms/),
    });
  });
});
