import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCheck } from '../../../src/continuity/check-command.ts';
import { PHRASES, PROGRAMS } from '../../../src/continuity/check-programs.ts';
import type { FakeClient, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';
import { gitProject } from '../../helpers/git-project.ts';

const ID = sessionId(1);

describe('what a call of Bash shows', () => {
  let world: HookWorld;
  let client: FakeClient;
  let git: ReturnType<typeof gitProject>;
  let calls = 0;

  const speak = (name: string, changes: Payload = {}) =>
    payload(name, { session_id: ID, cwd: world.project, ...changes });
  const bash = (command: string, changes: Payload = {}) =>
    client.fire(
      speak('PostToolUse.bash-test', {
        tool_use_id: `toolu_${++calls}`,
        tool_input: { command, description: 'Run the tests' },
        ...changes,
      }),
    );
  const checks = () => world.state(ID).observability.checks;

  beforeEach(async () => {
    world = newHookWorld();
    git = gitProject(world.project);
    writeFileSync(join(world.project, 'a.ts'), 'one\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    client = await world.client();
    await client.fire(speak('SessionStart.startup'));
  });

  it('is recorded with the tree as it was, and the start knows what was checked out', async () => {
    expect(world.state(ID).observability.head).toBe(git('rev-parse', 'HEAD'));
    await bash('npm test');
    await eventually(() => expect(checks()).toHaveLength(1));
    expect(checks()[0]).toMatchObject({
      command: 'npm test',
      kind: 'test',
      outcome: 'ok',
      exit_code: 0,
      duration_ms: 2140,
      coverage: 92.5,
      tree: expect.stringMatching(/^[0-9a-f]{40}$/),
      ended_at: expect.any(String),
    });
    const [before] = checks();
    writeFileSync(join(world.project, 'a.ts'), 'two\n');
    await bash('npm test');
    await eventually(() => expect(checks()).toHaveLength(2));
    expect(checks()[0]?.tree).not.toBe(before?.tree);
    expect(world.troubles()).toEqual([]);
  });

  it('is recorded as failed with its exit code', async () => {
    await client.fire(speak('PostToolUseFailure.bash', { error: 'Exit code 7\nboom' }));
    await eventually(() => expect(checks()).toHaveLength(1));
    expect(checks()[0]).toMatchObject({ outcome: 'failed', exit_code: 7 });
  });

  it('is told as a doubt where the exit code belongs to another program', async () => {
    await bash('npm test | tail -5');
    await eventually(() =>
      expect(world.state(ID).observability.doubted_check).toMatchObject({
        command: 'npm test | tail -5',
        reason: 'the exit code is that of "tail" at the end of the pipe',
      }),
    );
    expect(checks()).toEqual([]);
  });

  it('is nothing while the command runs in the background, or was interrupted', async () => {
    await bash('npm test', { tool_input: { command: 'npm test', run_in_background: true } });
    await bash('npm test', { tool_response: { stdout: '', interrupted: true } });
    await bash('npm run lint');
    await eventually(() => expect(checks().map(({ kind }) => kind)).toEqual(['lint']));
  });

  it('is kept without secrets', async () => {
    await bash('API_TOKEN=abcdef123456 npm test');
    await eventually(() => expect(checks()[0]?.command).toBe('API_TOKEN=[redacted] npm test'));
    const log = readdirSync(world.layout.session(ID)).map((name) =>
      readFileSync(join(world.layout.session(ID), name), 'utf8'),
    );
    expect(log.join('')).not.toContain('abcdef123456');
  });

  it('is no tree where something was edited while git looked', async () => {
    writeFileSync(join(world.project, 'a.ts'), 'two\n');
    const future = new Date(Date.now() + 60_000);
    const { utimesSync } = await import('node:fs');
    utimesSync(join(world.project, 'a.ts'), future, future);
    await bash('npm test');
    await eventually(() => expect(checks()[0]?.tree).toBeNull());
  });

  it('is a commit, with its files and lines', async () => {
    writeFileSync(join(world.project, 'b.ts'), 'one\ntwo\n');
    git('add', '.');
    git('commit', '-qm', 'feat: b');
    await bash('git commit -m "feat: b"');
    await eventually(() => expect(world.state(ID).observability.commits).toHaveLength(1));
    expect(world.state(ID).observability).toMatchObject({
      commits: [
        { hash: git('rev-parse', 'HEAD'), subject: 'feat: b', files: 1, insertions: 2, deletions: 0 },
      ],
      metrics: { commits: 1, lines_added: 2, lines_removed: 0 },
      head: git('rev-parse', 'HEAD'),
    });
  });

  it('is found at the session’s end as well, where nobody told of it', async () => {
    git('commit', '-q', '--allow-empty', '-m', 'quietly');
    await client.fire(speak('SessionEnd.other'));
    expect(world.state(ID).observability.commits).toMatchObject([{ subject: 'quietly' }]);
  });

  it('may be one of the project’s own checks, whose words the gate learns at the start', async () => {
    writeFileSync(
      world.layout.config,
      JSON.stringify({ version: 1, evidence: { commands: [{ pattern: './go "all"', kind: 'test' }] } }),
    );
    await client.fire(speak('SessionStart.startup', { session_id: sessionId(2) }));
    expect(readFileSync(join(world.layout.cache, 'watched-words'), 'utf8')).toBe('./go \\"all\\"\n');
    await bash('./go "all" --fast', {
      session_id: sessionId(2),
      tool_input: { command: './go "all" --fast' },
    });
    await eventually(() =>
      expect(world.state(sessionId(2)).observability.checks).toMatchObject([{ kind: 'test', outcome: 'ok' }]),
    );
  });

  it('leaves no mark of a recorder behind, and starts none for an ordinary command', async () => {
    mkdirSync(world.layout.cache, { recursive: true });
    const marks = () => readdirSync(world.layout.cache).filter((name) => name.startsWith('observing.'));
    const node = join(world.dir, 'node');
    writeFileSync(node, `#!/bin/sh\necho started >>"${world.dir}/starts"\n`, { mode: 0o755 });
    const env = { BATON_NODE: node };
    const quiet = [
      'ls -la',
      'cat a.txt',
      'git status',
      'git diff HEAD',
      'git log -5',
      'sed -n 1,5p a',
      'baton task verify t1 f1',
      'mkdir -p x && cd x',
      'node a.js',
      'npm install',
      'rg basket src',
    ];
    for (const command of quiet) {
      const text = speak('PostToolUse.bash-test', {
        tool_input: { command, description: 'Test the build' },
        tool_response: { stdout: 'npm test' },
      });
      expect(await client.fire(text, { env })).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    }
    expect(existsSync(join(world.dir, 'starts'))).toBe(false);
    expect(marks()).toEqual([]);
    await client.fire(speak('PostToolUse.bash-test'), { env });
    await eventually(() => expect(existsSync(join(world.dir, 'starts'))).toBe(true));
    expect(marks()).toHaveLength(1);
    await bash('npm test');
    await eventually(() => expect(checks()).toHaveLength(1));
    await eventually(() => expect(marks()).toHaveLength(1));
  });

  it('comes through whole, however long the output is', async () => {
    await bash('npm test', { tool_response: { stdout: `${'x'.repeat(2_000_000)}\nTOTAL 10 1 90%` } });
    await eventually(() => expect(checks()[0]?.coverage).toBe(90));
  });
});

describe('the words of the gate', () => {
  it('let every command through that is known as a check', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../hooks/guard.sh'), 'utf8');
    const cases = text.slice(text.indexOf('case $baton_call in'), text.indexOf('watched-words'));
    const words = [...cases.matchAll(/\*(?:'([^']+)'|([^*|'\s)]+))\*/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    expect(words.length).toBeGreaterThan(60);
    const lines = [
      ...Object.keys(PROGRAMS).map((name) => `${name} x`),
      ...PHRASES.map(([phrase]) => phrase),
      ...[
        'test',
        'specs',
        'e2e',
        'types',
        'typecheck',
        'lint',
        'fmt',
        'style',
        'build',
        'dist',
        'check',
        'verify',
        'validate',
        'ci',
        'qa',
        'audit',
        'cov',
        'unit',
        'integration',
        'bundle',
        'compile',
        'vet',
        'clippy',
      ].map((name) => `npm run ${name}`),
    ];
    for (const line of lines) {
      expect(readCheck(line), line).toBeDefined();
      expect(
        words.some((word) => `{"command":"cd x && ${line}"`.includes(word)),
        line,
      ).toBe(true);
    }
  });
});
