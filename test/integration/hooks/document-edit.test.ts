import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeClient, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';
import { gitProject } from '../../helpers/git-project.ts';

const ID = sessionId(1);

describe('an edit of a task document by the model', () => {
  let world: HookWorld;
  let client: FakeClient;
  let document = '';

  const speak = (name: string, changes: Payload = {}) =>
    payload(name, { session_id: ID, cwd: world.project, ...changes });
  const text = () => readFileSync(document, 'utf8');
  const baton = (...words: string[]) =>
    execFileSync(process.execPath, [join(world.plugin, 'dist/cli.cjs'), ...words], {
      cwd: world.project,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: world.home, BATON_SESSION: ID },
    });
  /** What the client does for an Edit: the file is changed, then the hook is fired with the text from before. */
  const edit = async (change: (text: string) => string, more: Payload = {}) => {
    const originalFile = text();
    const changed = change(originalFile);
    expect(changed).not.toBe(originalFile);
    writeFileSync(document, changed);
    return client.fire(
      speak('PostToolUse.edit', {
        tool_input: { file_path: document, old_string: 'a', new_string: 'b' },
        tool_response: { filePath: document, originalFile },
        ...more,
      }),
    );
  };
  const pass = (old: string) => old.replace('"passes": false', '"passes": true');
  const context = (fired: { stdout: string }) =>
    fired.stdout === ''
      ? ''
      : String(
          (JSON.parse(fired.stdout) as { hookSpecificOutput: { additionalContext: string } })
            .hookSpecificOutput.additionalContext,
        );

  beforeEach(async () => {
    world = newHookWorld();
    const git = gitProject(world.project);
    writeFileSync(join(world.project, 'a.ts'), 'one\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    const sprint = {
      id: 's1',
      epic_id: 'e1',
      name: 'One',
      planned_tasks: { t1: { id: 't1', title: 'Do it', acceptance_criteria: ['it works', 'it is fast'] } },
    };
    writeFileSync(join(world.layout.plan, 'sprints/s1.json'), JSON.stringify(sprint));
    writeFileSync(join(world.layout.plan, 'epics/e1.json'), JSON.stringify({ id: 'e1', title: 'E' }));
    client = await world.client();
    await client.fire(speak('SessionStart.startup'));
    document = baton('task', 'doc', 't1', '--path').trim();
  });

  it('that makes a feature pass without evidence: that one value is set back, and it is said everywhere', async () => {
    const fired = await edit((old) => pass(old).replace('## Git History', 'My own words.\n\n## Git History'));
    expect(fired).toMatchObject({ exitCode: 0, stderr: '' });
    const reason =
      'The feature "f1" was set to pass by an edit, without evidence; it is set back. No test has been seen in this session. Run the tests as one plain command, then verify again.';
    expect(context(fired)).toBe(
      `[Baton] ${document}: ${reason} Then: baton task verify t1 f1 (read the file again before you edit it).`,
    );
    expect(text()).not.toContain('"passes": true');
    expect(text()).toMatch(
      /My own words\.\n\n### Baton · .*\n\n\*\*Issues\*\*\n\n- The feature "f1" was set to pass/,
    );
    expect(world.events(ID).at(-2)).toMatchObject({
      type: 'feature_claimed',
      data: { task_id: 't1', feature_id: 'f1', by: 'edit', outcome: 'reverted' },
    });
    expect(world.state(ID).observability.injected.by_hook).toHaveProperty('PostToolUse');
    expect(world.troubles()).toEqual([]);
  });

  it('that makes a feature pass with evidence: it passes, and the grounds are written down', async () => {
    await client.fire(speak('PostToolUse.bash-test'));
    const fired = await edit(pass);
    expect(fired.stdout).toBe('');
    expect(text()).toContain('"by": "check"');
    expect(world.state(ID).active_work.task_documents.t1?.verified).toHaveProperty('f1');
  });

  it('that makes a feature pass after the code was changed again: it is set back', async () => {
    await client.fire(speak('PostToolUse.bash-test'));
    await eventually(() => expect(world.state(ID).observability.checks).toHaveLength(1));
    writeFileSync(join(world.project, 'a.ts'), 'two\n');
    expect(context(await edit(pass))).toContain('The working tree has changed since the last check passed');
    expect(text()).not.toContain('"passes": true');
  });

  it('that changes other things is recorded and not answered', async () => {
    const fired = await edit((old) => `${old}\nA note.\n`);
    expect(fired.stdout).toBe('');
    expect(text()).toContain('A note.');
    await eventually(() => expect(world.state(ID).observability.files[0]?.path).toBe(document));
  });

  it('that writes a progress entry counts as one for the session', async () => {
    await edit((old) =>
      old.replace('## Git History', '### Session 1\n\n**Did**\n\n- wrote it by hand\n\n## Git History'),
    );
    await eventually(() =>
      expect(world.state(ID).active_work.task_documents.t1).toMatchObject({
        entries: 1,
        last_progress: { did: ['wrote it by hand'] },
      }),
    );
  });

  it('that breaks the checklist is told at once, with the line', async () => {
    const fired = await edit((old) => old.replace('"passes": false', '"passes": flase'));
    expect(context(fired)).toMatch(
      /Line \d+: The feature checklist is not JSON \(InvalidSymbol\): mend this line/,
    );
    expect(text()).toContain('flase');
    await edit((old) => old.replace('flase', 'true'));
    expect(text()).not.toContain('"passes": true');
  });

  it('that writes the whole file anew is looked at like any other', async () => {
    const whole = pass(text());
    writeFileSync(document, whole);
    const fired = await client.fire(
      speak('PostToolUse.write-create', {
        tool_input: { file_path: document, content: whole },
        tool_response: { type: 'create', filePath: document, originalFile: null },
      }),
    );
    expect(context(fired)).toContain('it is set back');
    expect(text()).not.toContain('"passes": true');
  });

  it('leaves what was verified before as it is', async () => {
    await client.fire(speak('PostToolUse.bash-test'));
    await eventually(() => expect(world.state(ID).observability.checks).toHaveLength(1));
    baton('task', 'verify', 't1', 'f1');
    writeFileSync(join(world.project, 'a.ts'), 'two\n');
    const fired = await edit((old) => `${old}\nA note.\n`);
    expect(fired.stdout).toBe('');
    expect(text()).toContain('"passes": true');
  });

  it('is not needed for commits: they are listed in the document of the task that is in progress', async () => {
    baton('task', 'start', 't1');
    const git = gitProject(world.project);
    writeFileSync(join(world.project, 'a.ts'), 'two\n');
    git('commit', '-qam', 'feat: two');
    await client.fire(
      speak('PostToolUse.bash-test', { tool_input: { command: 'git commit -am "feat: two"' } }),
    );
    const line = `- \`${git('rev-parse', 'HEAD').slice(0, 10)}\` feat: two (1 file, +1 -1)\n`;
    await eventually(() => expect(text()).toContain(`## Git History\n\n${line}`));
    git('commit', '-q', '--allow-empty', '-m', 'quietly');
    await client.fire(speak('SessionEnd.other'));
    expect(text()).toContain(
      `${line}- \`${git('rev-parse', 'HEAD').slice(0, 10)}\` quietly (0 files, +0 -0)\n`,
    );
    expect(world.troubles()).toEqual([]);
  });

  it('elsewhere is none: an ordinary edit is not waited for', async () => {
    const fired = await client.fire(
      speak('PostToolUse.edit', { tool_input: { file_path: join(world.project, 'a.ts') } }),
    );
    expect(fired).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    await eventually(() => expect(world.state(ID).observability.files).toHaveLength(1));
  });
});
