import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planned, task } from './planned.ts';

/** The tasks of sprint s1. */
export const FIVE = ['t1', 't2', 't3', 't4', 't5'].map((id) => task(id));

/** A planned project in a repository, where two branches each make a change and are then merged. */
export function repository() {
  const world = planned({ s1: FIVE, s2: [task('k1')] });
  const env = { PATH: process.env.PATH ?? '', HOME: world.cwd, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...words], {
      cwd: world.cwd,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const commit = () => {
    git('add', '-A');
    git('commit', '-qm', 'a change');
  };
  git('init', '-q', '-b', 'main');
  commit();
  /** What git could not merge: the conflicting files. */
  const merged = async (ours: () => unknown, theirs: () => unknown): Promise<string[]> => {
    git('checkout', '-qb', 'theirs');
    await theirs();
    commit();
    git('checkout', '-q', 'main');
    await ours();
    commit();
    try {
      git('merge', '-q', '--no-edit', 'theirs');
    } catch {
      return git('diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean);
    }
    return [];
  };
  const add = (id: string, sprint = 's1') => world.baton(`task add ${id} --sprint ${sprint} --title ${id}`);
  /** A hand edit: the tasks of s1 in this order. */
  const rewrite = (tasks: readonly object[]) =>
    world.write('sprints/s1.json', {
      id: 's1',
      epic_id: 'auth',
      name: 'Sprint s1',
      planned_tasks: Object.fromEntries(tasks.map((one) => [Object(one).id, one])),
    });
  const sprintText = () => readFileSync(join(world.layout.plan, 'sprints/s1.json'), 'utf8');
  return { ...world, git, commit, merged, add, rewrite, sprintText };
}
