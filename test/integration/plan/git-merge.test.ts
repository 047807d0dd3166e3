import { beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { task } from './planned.ts';
import { FIVE, repository } from './repository.ts';

beforeAll(() => {
  builtPlugin();
});

describe('two branches, merged by git', () => {
  it('that each planned other things meet without a conflict, with both their audit lines', async () => {
    const { merged, add, baton, tasksOf, layout } = repository();
    const conflicts = await merged(
      () => add('a1', 's1'),
      async () => {
        await add('b1', 's2');
        await baton('epic create pay --title Pay');
      },
    );
    expect(conflicts).toEqual([]);
    expect(await baton('plan validate')).toMatchObject({ code: 0, out: 'The plan is sound.\n' });
    expect(await tasksOf('s1')).toContain('a1');
    expect(await tasksOf('s2')).toEqual(['k1', 'b1']);
    expect(readAudit(layout)).toMatchObject({ damaged: 0, records: { length: 3 } });
  });

  it('that each added a task at the same place conflict there; the plan says where and the rest stays', async () => {
    const { merged, add, baton, answer, layout, sprintText, git } = repository();
    expect(
      await merged(
        () => add('a1'),
        () => add('b1'),
      ),
    ).toEqual(['.baton/plan/sprints/s1.json']);
    const line =
      sprintText()
        .split('\n')
        .findIndex((text) => text.startsWith('<<<<<<<')) + 1;
    const { code, out } = await baton('plan validate');
    expect(code).toBe(4);
    expect(out).toBe(
      `.baton/plan/sprints/s1.json is not valid JSON: line ${line} holds a merge conflict marker. Take the marker lines out and keep what both sides added, or restore it from git.\n`,
    );
    expect(await answer('task list')).toMatchObject([{ id: 'k1' }]);
    const before = sprintText();
    expect(await add('a2')).toMatchObject({ code: 4, err: expect.stringContaining('s1.json is there but') });
    expect(await add('k2', 's2')).toMatchObject({ code: 0 });
    expect(sprintText()).toBe(before);
    expect(before).toContain('"a1"');
    expect(before).toContain('"b1"');
    expect(readAudit(layout).records.map(({ changes }) => changes[0]?.entity)).toEqual([
      'sprints/s1',
      'sprints/s1',
      'sprints/s2',
    ]);
    git('checkout', '--ours', '.baton/plan/sprints/s1.json');
    expect(await baton('plan validate')).toMatchObject({ code: 0 });
  });

  it('that added tasks at different places keep both', async () => {
    const { merged, add, baton, rewrite, tasksOf } = repository();
    expect(
      await merged(
        () => add('last'),
        () => rewrite([task('first'), ...FIVE]),
      ),
    ).toEqual([]);
    expect(await baton('plan validate')).toMatchObject({ code: 0 });
    expect(await tasksOf('s1')).toEqual(['first', 't1', 't2', 't3', 't4', 't5', 'last']);
  });

  it('that each added a task of the same name, where git sees no conflict, lose neither without a word', async () => {
    const { merged, add, baton, rewrite, sprintText } = repository();
    expect(
      await merged(
        () => add('t9'),
        () => rewrite([task('t9'), ...FIVE]),
      ),
    ).toEqual([]);
    const lines = sprintText().split('\n');
    const at = lines.flatMap((text, index) => (text.includes('"t9": {') ? [index + 1] : []));
    expect(at).toHaveLength(2);
    const { code, out } = await baton('plan validate');
    expect(code).toBe(4);
    expect(out).toContain(`names "t9" twice, in line ${at[0]} and in line ${at[1]}.`);
    const before = sprintText();
    expect(await add('t10')).toMatchObject({ code: 4 });
    expect(await baton('state set sprints.s1.name "x" --shared')).toMatchObject({ code: 4 });
    expect(sprintText()).toBe(before);
  });

  it('that each added the same task to another sprint are told so', async () => {
    const { merged, add, baton } = repository();
    expect(
      await merged(
        () => add('t9', 's1'),
        () => add('t9', 's2'),
      ),
    ).toEqual([]);
    const { code, out } = await baton('plan validate');
    expect(code).toBe(4);
    expect(out).toContain('.baton/plan/sprints/s2.json: planned_tasks.t9 has the id of a task in sprint s1.');
    expect(await baton('epic update auth --status active')).toMatchObject({ code: 0 });
  });

  it('that together go in a circle are told so', async () => {
    const { merged, rewrite, baton } = repository();
    const withNeed = (id: string, needed: string) =>
      FIVE.map((one) => (one.id === id ? task(id, { dependencies: [needed] }) : one));
    expect(
      await merged(
        () => rewrite(withNeed('t1', 't5')),
        () => rewrite(withNeed('t5', 't1')),
      ),
    ).toEqual([]);
    const { code, out } = await baton('plan validate');
    expect(code).toBe(4);
    expect(out).toContain('planned_tasks.t1.dependencies go in a circle: t1 → t5 → t1.');
  });
});

describe('a change of the plan', () => {
  it('is one hunk for whoever reviews it', async () => {
    const { add, baton, git } = repository();
    await add('a1');
    const hunks = git('diff', '-U0', '--', '.baton/plan/sprints').match(/^@@ .*$/gm);
    expect(hunks).toHaveLength(1);
    await baton('epic update auth --title Login');
    const changed = git('diff', '-U0', '--', '.baton/plan/epics').match(/^[-+] .*$/gm);
    expect(changed).toEqual(['-  "title": "Sign in"', '+  "title": "Login"']);
  });
});
