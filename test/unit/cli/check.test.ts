import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChecks } from '../../../src/runtime/checks-cache.ts';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { trustChecks } from '../../../src/runtime/trusted-checks.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import type { Project } from './world.ts';
import { BEGIN, HOUR, project } from './world.ts';

interface Answer {
  readonly consensus: number;
  readonly checks: readonly {
    readonly name: string;
    readonly health: number;
    readonly status: string;
    readonly message: string;
    readonly duration_ms: number;
  }[];
}

const homeOf = ({ root }: Project) => ({ HOME: join(root, 'home') });

function configured(world: Project, checks: object): void {
  writeFileSync(world.layout.config, JSON.stringify({ version: 1, checks }));
}

/** A project that names commands which its person has approved. */
function trusting(
  commands: readonly {
    readonly name: string;
    readonly command: string;
    readonly timeout_seconds?: number;
    readonly weight?: number;
  }[],
  more: object = {},
): Project {
  const world = project();
  configured(world, { commands, ...more });
  trustChecks(world.layout, homeOf(world), commands, BEGIN);
  return world;
}

async function checked(world: Project, ...words: string[]): Promise<Answer & { readonly exit: number }> {
  const run = await world.baton(['check', ...words, '--json']);
  expect(run.err).toBe('');
  return { ...(run.json() as Answer), exit: run.exit };
}

const named = ({ checks }: Answer, name: string) => checks.find((one) => one.name === name);

describe('baton check', () => {
  it('runs what Baton brings, and says so in the shape of the command surface', async () => {
    const world = project();
    const answer = await checked(world);
    expect(Object.keys(answer).sort()).toEqual(['checks', 'consensus', 'exit']);
    expect(answer).toMatchObject({ exit: 0, consensus: 1 });
    expect(answer.checks.map(({ name, status }) => [name, status])).toEqual([
      ['state', 'ok'],
      ['git', 'skipped'],
      ['plan', 'ok'],
      ['locks', 'ok'],
      ['disk', 'ok'],
    ]);
    for (const one of answer.checks)
      expect(Object.keys(one)).toEqual(['name', 'health', 'status', 'message', 'duration_ms']);
    expect(readChecks(world.layout)).toMatchObject({ consensus: 1, threshold: 0.8 });
  });

  it('finds damage, a broken plan, foreign locks and merge conflicts', async () => {
    const world = project();
    const id = world.session();
    const log = join(world.layout.session(id), '000001.jsonl');
    writeFileSync(log, `${readFileSync(log, 'utf8')}\nnonsense\n`);
    world.plan('sprints/s1.json', { id: 's1', epic_id: 'nowhere', name: 'x' });
    await world.baton(['config', 'set', 'capacity', '"ask"']);
    writeFileSync(join(world.layout.locks, 'plan.lock'), 'mine');
    const git = (...words: string[]) =>
      execFileSync('git', ['-C', world.root, '-c', 'user.name=t', '-c', 'user.email=t@t.invalid', ...words], {
        stdio: 'pipe',
      });
    git('init', '-q', '-b', 'main');
    const commit = (text: string) => {
      writeFileSync(join(world.root, 'a'), text);
      git('add', 'a');
      git('commit', '-qm', text);
    };
    commit('one');
    git('checkout', '-qb', 'side');
    commit('two');
    git('checkout', '-q', 'main');
    commit('three');
    expect(() => git('merge', '-q', 'side')).toThrow();
    const answer = await checked(world);
    expect(answer.exit).toBe(1);
    expect(answer.consensus).toBeLessThan(0.8);
    expect(named(answer, 'state')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('1 record damaged'),
    });
    expect(named(answer, 'plan')).toMatchObject({ health: 0.8, message: expect.stringContaining('nowhere') });
    expect(named(answer, 'locks')).toMatchObject({ health: 0, status: 'fail' });
    expect(named(answer, 'git')).toMatchObject({
      health: 0,
      message: expect.stringContaining('merge conflicts in 1 path:'),
    });
  });

  it('runs the commands that were approved: by exit code, each with its weight and the last line as the reason', async () => {
    const world = trusting([
      { name: 'tests', command: 'echo ok; echo 12 passed' },
      { name: 'lint', command: 'echo bad line 3 >&2; exit 2', weight: 1 },
    ]);
    const answer = await checked(world);
    expect(named(answer, 'tests')).toMatchObject({ health: 1, status: 'ok', message: '12 passed' });
    expect(named(answer, 'lint')).toMatchObject({ health: 0, status: 'fail', message: 'exit 2: bad line 3' });
    // state, plan, locks, disk: 4 of 4; tests 3 of 3; lint 0 of 1.
    expect(answer).toMatchObject({ consensus: 0.875, exit: 0 });
  });

  it('ends a command with all that it started when its time is up', async () => {
    const world = trusting([
      { name: 'slow', command: 'sleep 60 & echo $! > child; wait', timeout_seconds: 0.3 },
    ]);
    const answer = await checked(world);
    expect(named(answer, 'slow')).toMatchObject({ health: 0, status: 'timeout' });
    expect(answer).toMatchObject({ exit: 1 });
    const child = Number(readFileSync(join(world.root, 'child'), 'utf8'));
    // Gone, or a body that nobody has collected.
    const stat = existsSync(`/proc/${child}/stat`) ? readFileSync(`/proc/${child}/stat`, 'utf8') : ') Z';
    expect(stat).toContain(') Z');
  });

  it('lets an outcome stand for a while, and runs again when asked, later, or when the command changed', async () => {
    const world = trusting([{ name: 'count', command: 'echo x >> runs; wc -l < runs' }]);
    const count = async (words: string[], now: number) => {
      const run = await world.baton(['check', ...words, '--json'], { now });
      return named(run.json() as Answer, 'count')?.message;
    };
    expect(await count([], BEGIN)).toBe('1');
    expect(await count([], BEGIN + 60_000)).toBe('1');
    expect(await count(['--fresh'], BEGIN + 60_000)).toBe('2');
    expect(await count([], BEGIN + HOUR)).toBe('3');
    const commands = [{ name: 'count', command: 'echo changed' }];
    configured(world, { commands });
    trustChecks(world.layout, homeOf(world), commands, BEGIN);
    expect(await count([], BEGIN + HOUR)).toBe('changed');
  });

  it('runs one alone, and keeps the outcome of the others', async () => {
    const world = trusting([{ name: 'tests', command: 'test -e green' }]);
    expect((await checked(world)).exit).toBe(1);
    writeFileSync(join(world.root, 'green'), '');
    const answer = await checked(world, '--only', 'tests');
    expect(answer).toMatchObject({ exit: 0, consensus: 1, checks: [{ name: 'tests', status: 'ok' }] });
    expect(readChecks(world.layout)?.checks).toHaveLength(6);
    expect(await world.baton(['check', '--only', 'test'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('Did you mean "tests"?'),
    });
  });

  it('tells the session that asked', async () => {
    const world = project();
    const id = world.session();
    await world.baton(['check'], { env: { BATON_SESSION: id } });
    expect(openSession(world.layout, id).state.observability.reality).toMatchObject({ consensus: 1 });
  });

  it('shows a person each check, and the consensus against the threshold', async () => {
    const world = trusting([{ name: 'tests', command: 'exit 1' }]);
    const { out, exit } = await world.baton(['check']);
    expect(exit).toBe(1);
    expect(out).toMatch(/^state +1\.00 +ok +/m);
    expect(out).toMatch(/^git +- +skipped +not a repository/m);
    expect(out).toMatch(/^tests +0\.00 +fail +exit 1$/m);
    expect(out).toMatch(/^consensus +0\.57 \(below 0\.80\)$/m);
  });
});

describe('commands that nobody has approved', () => {
  const HOSTILE = [{ name: 'tests', command: 'touch owned' }];

  it('are not run, whatever the settings of the repository say', async () => {
    const world = project();
    configured(world, { commands: HOSTILE });
    const answer = await checked(world, '--fresh');
    expect(named(answer, 'tests')).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('baton check --trust'),
    });
    expect(answer).toMatchObject({ consensus: 1, exit: 0 });
    expect(existsSync(join(world.root, 'owned'))).toBe(false);
  });

  it.each([
    ['another command', [{ name: 'tests', command: 'touch owned # too' }]],
    ['another name', [{ name: 'test', command: 'touch owned' }]],
    ['one more', [...HOSTILE, { name: 'more', command: 'true' }]],
  ])('are all not run when there is %s than was approved', async (_, commands) => {
    const world = trusting(HOSTILE);
    configured(world, { commands });
    await checked(world);
    expect(existsSync(join(world.root, 'owned'))).toBe(false);
  });

  it('are not approved by what another project of the same user was given', async () => {
    const world = trusting(HOSTILE);
    const other = project();
    configured(other, { commands: HOSTILE });
    await other.baton(['check'], { env: homeOf(world) });
    expect(existsSync(join(other.root, 'owned'))).toBe(false);
  });

  it('are approved for a project by any of its paths', async () => {
    const world = trusting(HOSTILE);
    const link = join(world.root, 'link');
    symlinkSync(world.root, link);
    await world.baton(['check', '--project', link]);
    expect(existsSync(join(world.root, 'owned'))).toBe(true);
  });

  it('cannot be approved from inside a session, nor where nobody can be asked', async () => {
    const world = project();
    configured(world, { commands: HOSTILE });
    for (const env of [{ CLAUDECODE: '1' }, { CLAUDE_CODE_SESSION_ID: 'x' }]) {
      const run = await world.baton(['check', '--trust'], {
        env: { ...homeOf(world), ...env },
        mayAsk: true,
      });
      expect(run).toMatchObject({ exit: 1, err: expect.stringContaining('Only a person may approve') });
    }
    // Without the client's variables, but below its process all the same.
    world.session({ process: identifyProcess(process.ppid) ?? null });
    const hidden = await world.baton(['check', '--trust'], { mayAsk: true });
    expect(hidden).toMatchObject({ exit: 1, err: expect.stringContaining('Only a person may approve') });
    const piped = project();
    configured(piped, { commands: HOSTILE });
    expect(await piped.baton(['check', '--trust'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('no terminal'),
    });
    expect(existsSync(join(piped.root, 'home'))).toBe(false);
  });
});
