import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BatonError } from '../../../src/errors.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { storeContext } from '../../../src/runtime/store-context.ts';
import { changeTaskTexts, readTaskText } from '../../../src/runtime/task-texts.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function planned() {
  const root = tempDir();
  initProject(root);
  const layout = layoutOf(root);
  const sprint = {
    id: 's1',
    epic_id: 'e1',
    name: 'One',
    planned_tasks: { t1: { id: 't1', title: 'Do it' } },
  };
  writeFileSync(join(layout.plan, 'sprints/s1.json'), JSON.stringify(sprint));
  writeFileSync(join(layout.plan, 'epics/e1.json'), JSON.stringify({ id: 'e1', title: 'E' }));
  return { root, layout };
}

it('six processes that log into one document at once lose nothing', async () => {
  const { root, layout } = planned();
  const cli = join(builtPlugin(), 'dist/cli.cjs');
  const ends = await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      const exits: (number | null)[] = [];
      for (let entry = 0; entry < 4; entry++) {
        const words = [cli, 'task', 'log', 't1', '--did', `writer ${writer} entry ${entry}`];
        const child = spawn(process.execPath, words, {
          cwd: root,
          env: { PATH: process.env.PATH, HOME: root, USER: 'ada' },
          stdio: 'ignore',
        });
        const [code] = (await once(child, 'exit')) as [number | null];
        exits.push(code);
      }
      return exits;
    }),
  );
  expect(ends.flat()).toEqual(Array.from({ length: 24 }, () => 0));
  const text = readFileSync(layout.taskDocument('t1'), 'utf8');
  for (let writer = 0; writer < 6; writer++)
    for (let entry = 0; entry < 4; entry++) expect(text).toContain(`- writer ${writer} entry ${entry}\n`);
});

it('what an editor saves in the middle of a change is not lost: the change is made on it', () => {
  const { layout } = planned();
  const store = storeContext('test', 1_000);
  changeTaskTexts(layout, store, (texts) => texts.set('t1', 'one\n'));
  let looks = 0;
  changeTaskTexts(layout, store, (texts) => {
    const before = texts.get('t1') ?? '';
    if (looks++ === 0) writeFileSync(layout.taskDocument('t1'), `${before}by hand\n`);
    texts.set('t1', `${before}by Baton\n`);
  });
  expect(readTaskText(layout, 't1')).toBe('one\nby hand\nby Baton\n');
});

it('a file that is not UTF-8 is refused and stays as it is', () => {
  const { layout } = planned();
  changeTaskTexts(layout, storeContext('test', 1_000), (texts) => texts.set('t1', 'x'));
  const bytes = Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]);
  writeFileSync(layout.taskDocument('t1'), bytes);
  expect(() => readTaskText(layout, 't1')).toThrow(BatonError);
  expect(() => changeTaskTexts(layout, storeContext('test', 1_000), (texts) => texts.set('t1', 'y'))).toThrow(
    'is not UTF-8 text',
  );
  expect(readFileSync(layout.taskDocument('t1'))).toEqual(bytes);
});
