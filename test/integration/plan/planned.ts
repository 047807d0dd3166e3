import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { initProject } from '../../../src/runtime/init-project.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import type { Ended } from '../cli/program.ts';
import { run } from '../cli/program.ts';

/** A task as a plan holds it. */
export const task = (id: string, more: object = {}) => ({ id, title: `Do ${id}`, ...more });

/** A project with the epic `auth` and those sprints' tasks, and the built program run in it. */
export function planned(sprints: Readonly<Record<string, readonly object[]>>) {
  const cwd = tempDir();
  initProject(cwd);
  const layout = layoutOf(cwd);
  const write = (path: string, value: unknown) => {
    mkdirSync(dirname(join(layout.plan, path)), { recursive: true });
    writeFileSync(join(layout.plan, path), `${JSON.stringify(value, null, 2)}\n`);
  };
  write('epics/auth.json', { id: 'auth', title: 'Sign in' });
  for (const [id, tasks] of Object.entries(sprints)) {
    const planned_tasks = Object.fromEntries(tasks.map((one) => [Object(one).id, one]));
    write(`sprints/${id}.json`, { id, epic_id: 'auth', name: `Sprint ${id}`, planned_tasks });
  }
  const baton = (line: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    run(line.split(' '), { cwd, env });
  const answer = async (line: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const { code, out, err } = await baton(`${line} --json`, env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out);
  };
  const tasksOf = async (sprint: string) =>
    Object.keys(Object(await answer(`sprint show ${sprint}`)).planned_tasks);
  return { cwd, layout, write, baton, answer, tasksOf };
}
