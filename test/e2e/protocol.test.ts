import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import type { Turn } from './harness/script.ts';
import { bash, call, cue, say } from './harness/script.ts';
import { shownText } from './harness/shown.ts';
import type { InstalledWorld } from './installed-world.ts';
import { installedWorld } from './installed-world.ts';

const write = (file_path: string, content: string): Turn =>
  call({ tool: 'Write', input: { file_path, content } });

describeWithClient('the session protocol in claude -p', () => {
  let world: InstalledWorld;
  const configure = (rules: Readonly<Record<string, string>>) =>
    writeFileSync(
      join(world.project, '.baton', 'config.json'),
      JSON.stringify({ version: 1, protocol: { rules } }),
    );
  const answers = () =>
    world
      .happened()
      .filter(({ type }) => type === 'protocol_violated')
      .map(({ data }) => [data.rule, data.answer]);
  /** What the model was shown when it was asked for the turn at `at` of a scene. */
  const shown = (scene: string, at: number) => {
    const request = world.api.turns(scene)[at];
    return request === undefined ? '' : shownText(request.body);
  };

  beforeEach(async () => {
    const src = 'src/a.ts';
    world = await installedWorld({
      obeys: [
        call(bash('baton task start T-1')),
        write(src, 'export const a = 1;\n'),
        call(bash('sleep 0.5')),
        say('done'),
        call(bash('baton task progress T-1 60')),
        say('done and told'),
      ],
      refuses: [
        call(bash('baton task start T-1')),
        write(src, 'export const a = 1;\n'),
        call(bash('sleep 0.5')),
        say('done'),
        say('I will not'),
        say('never reached'),
      ],
      forges: [
        write('.baton/cache/forged.json', '{}\n'),
        call(bash('echo x >> .baton/shared/000001.jsonl')),
        write('src/b.ts', 'export const b = 2;\n'),
        say('forged'),
      ],
    });
    mkdirSync(join(world.project, 'src'), { recursive: true });
    world.baton('epic', 'create', 'E-1', '--title', 'An epic');
    world.baton('sprint', 'create', 'S-1', '--epic', 'E-1', '--name', 'One');
    world.baton('task', 'add', 'T-1', '--sprint', 'S-1', '--title', 'Write a');
  });

  afterEach(() => world.dispose());

  it('puts the end of a turn off once; the model does what it is asked, and the turn ends', async () => {
    configure({ task_status: 'require' });
    const run = await world.headless(cue('obeys'));
    expect(run.result?.result).toBe('done and told');
    expect(shown('obeys', 4)).toContain('[Baton] Before this turn ends (session protocol):');
    expect(shown('obeys', 4)).toContain('baton task progress T-1 PERCENT');
    expect(answers()).toEqual([['task_status', 'blocked']]);
    const session = JSON.parse(world.baton('session', 'show', run.sessionId ?? '', '--json'));
    expect(session.observability.metrics).toMatchObject({ turns_completed: 1, turns_interrupted: 0 });
    expect(session.observability.checkpoints.made).toBe(1);
    expect(world.baton('doctor', '--quick')).toContain('no failure inside Baton');
  });

  it('never loops: a rule that is not kept is passed over, and on record', async () => {
    configure({ task_status: 'require' });
    const run = await world.headless(cue('refuses'));
    expect(run.result?.result).toBe('I will not');
    expect(world.api.turns('refuses')).toHaveLength(5);
    expect(answers()).toEqual([
      ['task_status', 'blocked'],
      ['task_status', 'passed_over'],
    ]);
    expect(world.baton('session', 'violations', run.sessionId ?? '')).toContain('passed over');
  });

  it('keeps the model from writing what is Baton’s own, and says what to use', async () => {
    const run = await world.headless(cue('forges'));
    expect(run.result?.result).toBe('forged');
    expect(shown('forges', 1)).toContain(
      '.baton/cache/forged.json is written by Baton alone. Leave it: it is made anew by itself.',
    );
    expect(shown('forges', 2)).toContain('.baton/shared/000001.jsonl is written by Baton alone.');
    expect(answers()).toEqual([
      ['protected_files', 'denied'],
      ['protected_files', 'denied'],
    ]);
    expect(world.baton('doctor', '--quick')).toContain('every record fits its checksum');
  });
});
