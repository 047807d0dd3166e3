import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { readTree } from '../../../src/runtime/work-tree.ts';
import type { EventData, SessionEvent } from '../../../src/session/event.ts';
import { gitProject } from '../../helpers/git-project.ts';
import { planning } from './planning.ts';

const check = (changes: Partial<EventData<'check_observed'>> = {}): SessionEvent => ({
  type: 'check_observed',
  data: {
    command: 'npm test',
    kind: 'test',
    outcome: 'ok',
    exit_code: 0,
    duration_ms: 10,
    tree: null,
    coverage: null,
    agent_id: null,
    tool_use_id: null,
    ...changes,
  },
});

function documented() {
  const world = planning();
  world.plan('sprints/s1.json', {
    id: 's1',
    epic_id: 'auth',
    name: 'Tokens',
    planned_tasks: {
      t1: {
        id: 't1',
        title: 'Write tokens',
        description: 'JWTs.',
        acceptance_criteria: ['signed', 'refused when old'],
      },
      t2: { id: 't2', title: 'Read tokens', dependencies: ['t1'] },
      t3: { id: 't3', title: 'Show tokens', dependencies: ['t1', 't2'] },
    },
  });
  const session = world.sessionIn('development');
  const text = (id = 't1') => readFileSync(world.layout.taskDocument(id), 'utf8');
  const write = (change: (text: string) => string, id = 't1') =>
    writeFileSync(world.layout.taskDocument(id), change(text(id)));
  const state = () => openSession(world.layout, session).state;
  return { ...world, session, text, write, state };
}

describe('task doc', () => {
  it('makes the document from the plan, once, and prints it', async () => {
    const { run, answer, text, session, state, layout } = documented();
    const first = await run('task doc t1', session);
    expect(first.exit).toBe(0);
    expect(first.out).toContain('# Task t1: Write tokens');
    expect(first.out).toContain('- **Epic:** auth: Sign in\n- **Sprint:** s1: Tokens');
    expect(text()).toBe(first.out);
    expect(await answer('task doc t1', session)).toMatchObject({
      task_id: 't1',
      path: layout.taskDocument('t1'),
      features: [{ id: 'f1', description: 'signed', passes: false }, { id: 'f2' }],
      overall_progress: '0%',
      problems: [],
    });
    expect((await run('task doc t1 --path')).out).toBe(`${layout.taskDocument('t1')}\n`);
    expect(text()).toBe(first.out);
    expect(state().active_work.task_documents).toHaveProperty('t1');
  });

  it('adds features with ids of their own, and a command that checks one', async () => {
    const { run, answer, session, text } = documented();
    expect((await run(['task', 'doc', 't1', '--feature', 'is logged', 'is counted'], session)).out).toContain(
      'Added f3: is logged\nAdded f4: is counted\n',
    );
    await run(
      ['task', 'doc', 't1', '--feature', 'works in the browser', '--command', 'npm run e2e'],
      session,
    );
    expect(await answer('task doc t1')).toMatchObject({
      features: [{}, {}, {}, {}, { id: 'f5', command: 'npm run e2e' }],
    });
    expect(text()).toContain('"command": "npm run e2e"');
    expect(await run(['task', 'doc', 't1', '--command', 'x'], session)).toMatchObject({ exit: 2 });
  });

  it('says what is wrong with lines and what to do, and changes nothing', async () => {
    const { run, write, text } = documented();
    await run('task doc t1');
    expect((await run('task doc t1 --check')).out).toContain('is sound.');
    write((old) => old.replace('"passes": false', '"passes": flase').replace('## Git History\n', ''));
    const broken = text();
    const checked = await run('task doc t1 --check');
    expect(checked).toMatchObject({ exit: 4 });
    expect(checked.out).toContain(
      'The feature checklist is not JSON (InvalidSymbol): mend this line, or restore it from git.',
    );
    expect(checked.out).toContain('The section "Git History" is missing: add the line "## Git History".');
    expect(text()).toBe(broken);
  });

  it('is refused for a task that nobody planned, and for an id that is none', async () => {
    const { refuses } = documented();
    await refuses('task doc t11', 1, 'Did you mean "t1"?');
    await refuses('task doc ../../x', 1, 'cannot be used as a file name');
  });
});

describe('task log', () => {
  it('appends an entry for the session, and the session knows the last one', async () => {
    const { run, session, text, state } = documented();
    const words = [
      'task',
      'log',
      't1',
      '--did',
      'wrote it',
      '--did',
      'tested it',
      '--issues',
      'slow',
      '--state',
      'works',
      '--next',
      'deploy',
    ];
    expect((await run(words, session)).out).toMatch(/^Logged in .*t1-state\.md \(entry 1\)\.\n$/);
    expect(text()).toContain(
      '**Did**\n\n- wrote it\n- tested it\n\n**Issues**\n\n- slow\n\n**Current state**\n\n- works\n\n**Next steps**\n\n- deploy\n',
    );
    expect(text()).toMatch(/### Session 1 · 2026-03-02T1\d:\d\d:\d\dZ\n/);
    expect(state().active_work.task_documents.t1).toMatchObject({
      entries: 1,
      last_progress: {
        at: expect.any(String),
        did: ['wrote it', 'tested it'],
        issues: ['slow'],
        state: ['works'],
        next: ['deploy'],
      },
    });
  });

  it('takes an entry from standard input, as JSON or markdown, from a person too', async () => {
    const { run, text } = documented();
    await run('task log t1 -', undefined, { stdin: '{"did":["a"],"next":["b"]}' });
    await run('task log t1 -', undefined, { stdin: '- c\n- d\n\n**Next steps**\n\n- e\n' });
    expect(text()).toMatch(
      /### ada · .*\n\n\*\*Did\*\*\n\n- a\n\n\*\*Next steps\*\*\n\n- b\n\n### ada · .*\n\n\*\*Did\*\*\n\n- c\n- d\n\n\*\*Next steps\*\*\n\n- e\n/,
    );
  });

  it('keeps secrets out of the document, which is committed', async () => {
    const { run, text } = documented();
    await run(['task', 'log', 't1', '--did', 'set API_TOKEN=abcdef123456 on staging']);
    expect(text()).toContain('- set API_TOKEN=[redacted] on staging\n');
  });

  it('is refused when it says nothing, or the log is damaged; nothing is lost', async () => {
    const { run, refuses, write, session } = documented();
    await run('task doc t1');
    await refuses('task log t1', 2, 'A progress entry says at least one thing', session);
    write((text) => text.replace('## Progress Log\n', '## Progress Log\n\n<<<<<<< HEAD\n'));
    await refuses('task log t1 --did x', 4, 'A conflict marker of git', session);
  });

  it('lists the commits that the session made on the task', async () => {
    const { run, session, add, text } = documented();
    await run('task start t1', session);
    const commit = (hash: string, at: string): SessionEvent => ({
      type: 'commit_observed',
      data: { hash: hash.repeat(8), subject: `feat: ${hash}`, at, files: 1, insertions: 2, deletions: 0 },
    });
    add(session, [commit('aaaaa', '2020-01-01T00:00:00.000Z'), commit('bbbbb', '2030-01-01T00:00:00.000Z')]);
    await run('task log t1 --did x', session);
    await run('task log t1 --did y', session);
    expect(text().match(/feat: /g)).toHaveLength(1);
    expect(text()).toContain('## Git History\n\n- `bbbbbbbbbb` feat: bbbbb (1 file, +2 -0)\n');
  });

  it('keeps what a hundred writers say at once', async () => {
    const { run, session, text } = documented();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => run(['task', 'log', 't1', '--did', `line ${index}`], session)),
    );
    for (let index = 0; index < 20; index++) expect(text()).toContain(`- line ${index}\n`);
  });
});

describe('task verify', () => {
  it('lets a feature pass when a test passed in this session, and keeps the grounds', async () => {
    const { run, answer, session, add, text, state } = documented();
    expect(await run('task verify t1 f1', session)).toMatchObject({
      exit: 1,
      err: 'baton: f1 is not verified. No test has been seen in this session. Run the tests as one plain command, then verify again.\n',
    });
    add(session, [check()]);
    expect((await run('task verify t1 f1', session)).out).toBe(
      'f1 passes: shown by "npm test". t1 is at 50%.\n',
    );
    expect(text()).toContain('"passes": true');
    expect(await answer('task doc t1')).toMatchObject({
      overall_progress: '50%',
      features: [
        { passes: true, evidence: { by: 'check', session, command: 'npm test' } },
        { passes: false },
      ],
    });
    expect(state().active_work.task_documents.t1?.verified).toMatchObject({ f1: { by: 'check' } });
  });

  it('is refused after an edit, by the tool or by whatever changed the tree', async () => {
    const { run, session, add, root } = documented();
    gitProject(root);
    writeFileSync(`${root}/a.ts`, 'one');
    const tree = (await readTree(root, 10_000))?.tree ?? null;
    add(session, [check({ tree })]);
    expect(await run('task verify t1 f1', session)).toMatchObject({ exit: 0 });
    writeFileSync(`${root}/a.ts`, 'two');
    const { exit, err } = await run('task verify t1 f2', session);
    expect(exit).toBe(1);
    expect(err).toContain('The working tree has changed since the last check passed: "npm test"');
    writeFileSync(`${root}/a.ts`, 'one');
    expect(await run('task verify t1 f2', session)).toMatchObject({ exit: 0 });
  });

  it('is overridden by a person at a terminal with a reason, never by a session of the client', async () => {
    const { run, session, text } = documented();
    expect(await run('task verify t1 f1 --override')).toMatchObject({ exit: 2 });
    const words = ['task', 'verify', 't1', 'f1', '--override', '--reason', 'seen on staging'];
    const refused = await run(words, undefined, { env: { CLAUDE_CODE_SESSION_ID: session } });
    expect(refused.exit).toBe(1);
    expect(refused.err).toContain('An override is a person’s word');
    expect(existsSync(documented().layout.taskDocument('t1'))).toBe(false);
    expect((await run(words)).out).toBe('f1 passes: by override (seen on staging). t1 is at 50%.\n');
    expect(text()).toContain('"by": "override"');
  });

  it('names the features there are', async () => {
    const { refuses, run, session, add } = documented();
    await run('task doc t1');
    add(session, [check()]);
    await refuses('task verify t1 f9', 1, 'Task t1 has no feature "f9". Known: f1, f2.', session);
    await run('task doc t2');
    await refuses(
      'task verify t2 f1',
      1,
      'Task t2 has no features yet. Add one: baton task doc t2 --feature',
      session,
    );
  });

  it('marks what was written to pass by hand, and does not count it', async () => {
    const { run, session, add, write, text } = documented();
    await run('task doc t1');
    write((old) => old.replace('"passes": false', '"passes": true'));
    expect((await run('task doc t1 --check')).out).toContain(
      'f1 was written to pass by hand, without evidence: baton task verify t1 f1',
    );
    expect((await run('task log t1 --did x', session)).out).toContain(
      'f1 was written to pass by hand; it is marked so and not verified.',
    );
    expect(text()).toContain('"by": "hand"');
    add(session, [check()]);
    await run('task verify t1 f1', session);
    expect(text()).not.toContain('"by": "hand"');
  });

  it('does not believe evidence that names a session which knows nothing of it', async () => {
    const { run, session, write, text } = documented();
    await run('task doc t1');
    write((old) =>
      old.replace(
        '"passes": false',
        `"passes": true, "evidence": {"by":"check","at":"2026-01-01T00:00:00Z","session":"${session}"}`,
      ),
    );
    await run('task log t1 --did x', session);
    expect(text()).toContain('"by": "hand"');
  });
});

describe('the chain', () => {
  it('carries what was written into the documents of those that come after', async () => {
    const { run, session, text, answer } = documented();
    await run('task start t1', session);
    await run(
      [
        'task',
        'output',
        't1',
        '--summary',
        'Tokens are JWTs.',
        '--file',
        'src/token.ts: sign',
        '--note',
        'call verify()',
      ],
      session,
    );
    expect(await run('task output t1 --summary again', session)).toMatchObject({ exit: 1 });
    expect((await run('task complete t1', session)).out).toBe(
      't1 is completed.\nNot verified: f1 does not pass yet, f2 does not pass yet.\nIts output was given to: t2, t3.\n',
    );
    const given =
      '### From t1: Write tokens\n\n<!-- baton:input t1 -->\n> ### Summary\n>\n> Tokens are JWTs.\n>\n> ### Files\n>\n> - src/token.ts: sign\n>\n> ### Integration notes\n>\n> - call verify()\n';
    for (const id of ['t2', 't3']) expect(text(id)).toContain(given);
    await run('task start t2', session);
    await run('task complete t2', session);
    expect(await answer('task doc t3')).toMatchObject({ inputs: [{ task_id: 't1' }, { task_id: 't2' }] });
  });

  it('puts an output together where nobody wrote one, and says so', async () => {
    const { run, session, text } = documented();
    await run('task start t1', session);
    await run('task log t1 --did wrote --state works', session);
    expect((await run('task complete t1 --artifact src/a.ts', session)).out).toContain(
      'Nobody wrote its output; Baton put one together. Say it better: baton task output t1 --summary TEXT',
    );
    expect(text()).toContain(
      '<!-- baton:minimal -->\n\n### Summary\n\nWrite tokens. Put together by Baton from the progress log, the artifacts and the commits: nobody wrote an output.\n\n### Done\n\n- wrote\n\n### State\n\n- works\n\n### Files\n\n- src/a.ts\n',
    );
    expect((await run(['task', 'output', 't1', '--summary', 'Better.'], session)).out).toContain(
      'Given to: t2, t3.',
    );
    expect(text('t3')).toContain('> Better.');
    expect(text('t3')).not.toContain('Put together');
  });

  it('marks the inputs stale when the task is taken up again, and refreshes them', async () => {
    const { run, session, text, write } = documented();
    await run('task start t1', session);
    await run(['task', 'output', 't1', '--summary', 'First.'], session);
    await run('task complete t1', session);
    write((old) => old.replace('> First.\n', '> First.\n\nMy own note.\n'), 't2');
    expect((await run('task start t1 --again', session)).out).toContain(
      'What it gave is marked stale for: t2, t3.',
    );
    expect(text('t2')).toMatch(
      /<!-- baton:input t1 stale -->\n> \*\*Stale since 2026-03-02:\*\* t1 was taken up again; what follows may change\.\n>\n> ### Summary\n>\n> First\.\n\nMy own note\.\n/,
    );
    await run(['task', 'output', 't1', '--summary', 'Second.', '--replace'], session);
    await run('task complete t1', session);
    expect(text('t2')).toContain('<!-- baton:input t1 -->\n> ### Summary\n>\n> Second.\n\nMy own note.\n');
  });

  it('completes the task all the same when a document of another is damaged, and tells', async () => {
    const { run, session, write } = documented();
    await run('task doc t2');
    write((old) => old.replace('## Chain Inputs\n', ''), 't2');
    await run('task start t1', session);
    const done = await run('task complete t1', session);
    expect(done.exit).toBe(0);
    expect(done.out).toMatch(/Left to do: .*t2-state\.md, line \d+: The section "Chain Inputs" is missing/);
    expect(done.out).toContain('Its output was given to: t3.');
  });

  it('asks for verified features where the settings require them', async () => {
    const { run, session, add, refuses } = documented();
    await run('config set evidence.complete require');
    await run('task start t1', session);
    await run('task doc t1', session);
    await refuses(
      'task complete t1',
      1,
      'Task t1 is not completed: f1 does not pass yet, f2 does not pass yet. Verify them first: baton task verify t1 f1',
      session,
    );
    add(session, [check()]);
    await run('task verify t1 f1', session);
    await run('task verify t1 f2', session);
    expect(await run('task complete t1', session)).toMatchObject({ exit: 0 });
  });

  it('refuses an output that would break out of its section', async () => {
    const { run, session } = documented();
    const refused = await run('task output t1 -', session, { stdin: 'a\n\n## Git History\n' });
    expect(refused).toMatchObject({ exit: 4 });
    expect(refused.err).toContain('a heading above level 3');
  });
});
