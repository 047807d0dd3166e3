import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from './world.ts';
import { project } from './world.ts';

describe('giving tasks to agents', () => {
  let here: Project;
  let session: string;
  const run = (...words: string[]) => here.baton(['--session', session, ...words]);
  const person = (...words: string[]) => here.baton(words);

  beforeEach(async () => {
    here = project();
    session = here.session();
    await person('epic', 'create', 'auth', '--title', 'Auth');
    await person('sprint', 'create', 's1', '--epic', 'auth', '--name', 'Tokens');
    await person('task', 'add', 't1', '--sprint', 's1', '--title', 'The api for tokens', '--effort', '5');
    await person('task', 'add', 't2', '--sprint', 's1', '--title', 'The database of keys', '--effort', '3');
    await person(
      'team',
      'create',
      'eng',
      '--name',
      'Eng',
      '--lead',
      'lead',
      '--agent',
      'backend:api',
      'data:database',
    );
  });

  it('gives each task to who knows what it needs, when the sprint is started so', async () => {
    const started = await run('sprint', 'start', 's1', '--delegate', 'skill', '--json');
    expect(started.json()).toMatchObject({
      tasks: 2,
      assignments: [
        { task_id: 't1', agent_id: 'backend' },
        { task_id: 't2', agent_id: 'data' },
      ],
    });
    const list = (await person('task', 'list', '--json')).json();
    expect(list).toEqual([
      expect.objectContaining({ id: 't1', status: 'assigned', assignee: 'backend' }),
      expect.objectContaining({ id: 't2', status: 'assigned', assignee: 'data' }),
    ]);
  });

  it('gives a task that failed to another with room, never to who failed', async () => {
    await run('sprint', 'start', 's1');
    await run('task', 'start', 't1', '--agent', 'backend');
    const failed = await run('task', 'complete', 't1', '--failed', 'the key was refused');
    expect(failed).toMatchObject({ exit: 0, out: "t1 failed and is data's now (has 0 of 1).\n" });
    expect((await run('task', 'show', 't1', '--json')).json()).toMatchObject({
      status: 'assigned',
      assignee: 'data',
    });
  });

  it('leaves a failed task with nobody when nobody else has room, or when told so', async () => {
    await run('sprint', 'start', 's1');
    await run('task', 'start', 't1', '--agent', 'backend');
    await run('task', 'complete', 't1', '--failed', 'no', '--no-fallback');
    expect((await run('task', 'show', 't1', '--json')).json()).toMatchObject({ status: 'failed' });
  });

  it('gives nothing in a dry run, and names the nearest strategy for one that is none', async () => {
    await run('sprint', 'start', 's1');
    const before = here.files();
    expect((await run('task', 'delegate', '--dry-run', '--json')).json()).toHaveLength(2);
    const wrong = await run('task', 'delegate', '--strategy', 'paralel');
    expect(wrong).toMatchObject({ exit: 2, err: expect.stringContaining('Did you mean "parallel"?') });
    expect(here.files()).toEqual(before);
  });
});
