import { describe, expect, it } from 'vitest';
import { planning } from './planning.ts';

describe('baton task', () => {
  it('adds one to a sprint with all its fields', async () => {
    const { run, planNow } = planning();
    const words = [
      'task',
      'add',
      't4',
      '--sprint',
      's1',
      '--title',
      'Fourth',
      '--description',
      'more',
      '--type',
      'bug',
    ];
    const rest = [
      '--effort',
      '2.5',
      '--team',
      'core',
      '--priority',
      'critical',
      '--depends',
      't1, t2,',
      '--criterion',
      'it works',
    ];
    const { exit, out } = await run([...words, ...rest]);
    expect({ exit, out }).toEqual({
      exit: 0,
      out: expect.stringMatching(/^Planned task t4 in sprint s1 \(change/),
    });
    expect(planNow().sprints.s1?.planned_tasks.t4).toEqual({
      id: 't4',
      title: 'Fourth',
      description: 'more',
      type: 'bug',
      estimated_effort: 2.5,
      priority: 'critical',
      requirements: [],
      acceptance_criteria: ['it works'],
      dependencies: ['t1', 't2'],
      assigned_team: 'core',
    });
  });

  it.each([
    ['task add t4 --sprint s11 --title x', 1, 'There is no sprint "s11". Known: s1, s2. Did you mean "s1"?'],
    ['task add t1 --sprint s2 --title x', 1, 'There is a task t1 already, in sprint s1.'],
    [
      'task add t4 --sprint s1 --title x --depends t11',
      1,
      'names the task "t11", which is not there. Did you mean "t1"?',
    ],
    ['task add t4 --sprint s1 --title x --depends t4', 1, 'go in a circle: t4 → t4.'],
    [
      'task add t4 --sprint s1 --title x --team cor',
      1,
      'names the team "cor", which is not there. Did you mean "core"?',
    ],
    [
      'task add t4 --sprint s1 --title x --priority urgent',
      1,
      'priority is "urgent". Expected "low" or "medium" or',
    ],
    [
      'task add t4 --sprint s1 --title x --effort much',
      2,
      '--effort needs a number from 0; received "much".',
    ],
    ['task add ../t --sprint s1 --title x', 1, 'The task id "../t" cannot be used as a file name.'],
    ['task add t4 --sprint s1', 2, "required option '--title <text>' not specified"],
    ['task list --sprint s11', 1, 'Did you mean "s1"?'],
    ['task list --status pendign', 2, '"pendign" is no status. Did you mean "pending"?'],
    ['task list --limit few', 2, '--limit needs a whole number; received "few".'],
    ['task list --offset -1', 2, '--offset needs a whole number; received "-1".'],
    ['task next --sprint s11', 1, 'Did you mean "s1"?'],
    ['task show t11', 1, 'There is no task "t11". Known: t1, t2, t3, k1. Did you mean "t1"?'],
    ['task start t1', 2, 'Which session? Give --session ID'],
  ])('refuses %s with exit %i, saying why', async (line, exit, text) => {
    await planning().refuses(line, exit, text);
  });

  it('is planned by leadership only', async () => {
    const { refuses, sessionIn } = planning();
    const text = 'leadership mode does. Switch with `baton session mode leadership`';
    await refuses('task add t4 --sprint s1 --title x', 1, text, sessionIn('development'));
  });
});
