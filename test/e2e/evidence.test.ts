import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import type { Turn } from './harness/script.ts';
import { bash, call, cue, say } from './harness/script.ts';
import { shownText } from './harness/shown.ts';
import type { InstalledWorld } from './installed-world.ts';
import { installedWorld } from './installed-world.ts';

describeWithClient('evidence in the real client', () => {
  let world: InstalledWorld;

  const document = () => join(world.project, '.baton/tasks/t1-state.md');
  const turns = (): readonly Turn[] => [
    call(bash('baton task start t1')),
    call(bash('baton task doc t1 --path')),
    call(bash('npm test | tail -1')),
    call(bash('baton task verify t1 f1')),
    call(bash('npm test')),
    call(bash('baton task verify t1 f1')),
    call({ tool: 'Write', input: { file_path: join(world.project, 'late.js'), content: 'throw 1;\n' } }),
    call(bash('baton task verify t1 f2')),
    call({ tool: 'Read', input: { file_path: document() } }),
    call({
      tool: 'Edit',
      input: { file_path: document(), old_string: '"passes": false', new_string: '"passes": true' },
    }),
    call(bash('git add -A && git commit -qm "feat: late"')),
    call(bash('baton task log t1 --did "wrote late.js" --next "test it"')),
    say('done'),
  ];

  beforeEach(async () => {
    world = await installedWorld({ work: (turn) => turns()[turn] });
    const sprint = {
      id: 's1',
      epic_id: 'e1',
      name: 'One',
      planned_tasks: { t1: { id: 't1', title: 'Do it', acceptance_criteria: ['it works', 'it is fast'] } },
    };
    writeFileSync(join(world.project, '.baton/plan/epics/e1.json'), JSON.stringify({ id: 'e1', title: 'E' }));
    writeFileSync(join(world.project, '.baton/plan/sprints/s1.json'), JSON.stringify(sprint));
    writeFileSync(
      join(world.project, 'package.json'),
      JSON.stringify({ name: 'p', version: '1.0.0', scripts: { test: 'node -e "process.exit(0)"' } }),
    );
  });

  afterEach(() => world.dispose());

  it('a feature passes after a plain test, not after a pipe, an edit, or a word of the model', async () => {
    const run = await world.headless(cue('work', 'please'));
    expect(run.result?.result).toBe('done');
    const answers = world.api.turns('work').map(({ body }) => shownText(body));
    expect(answers[4]).toContain('f1 is not verified. No test has been seen in this session.');
    expect(answers[4]).toContain('"npm test | tail -1" proves nothing, because the exit code is that of');
    expect(answers[6]).toContain('f1 passes: shown by');
    expect(answers[8]).toContain(
      'f2 is not verified. The working tree has changed since the last check passed',
    );
    expect(answers[10]).toContain('was set to pass by an edit, without evidence; it is set back.');

    const text = readFileSync(document(), 'utf8');
    const shown = JSON.parse(world.baton('task', 'doc', 't1', '--json'));
    expect(shown.features).toMatchObject([
      { id: 'f1', passes: true, evidence: { by: 'check', command: 'npm test' } },
      { id: 'f2', passes: false },
    ]);
    expect(text).toMatch(/### Baton · .*\n\n\*\*Issues\*\*\n\n- The feature "f2" was set to pass by an edit/);
    expect(text).toMatch(/### Session 1 · .*\n\n\*\*Did\*\*\n\n- wrote late\.js\n/);
    expect(text).toMatch(/## Git History\n\n- `[0-9a-f]{10}` feat: late \(\d+ files?, \+\d+ -\d+\)\n/);
    const seen = world.happened().map(({ type }) => type);
    for (const type of [
      'check_doubted',
      'check_observed',
      'feature_verified',
      'feature_claimed',
      'progress_logged',
    ])
      expect(seen).toContain(type);
    expect(world.baton('doctor', '--quick')).toContain('no failure inside Baton');
  });
});
