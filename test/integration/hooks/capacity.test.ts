import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';

const A = sessionId(1);
const task = (id: string, more: object = {}) => ({ id, title: `Do ${id}`, ...more });

/** A session on a sprint with a team of one agent at a time; `spawn` asks for a `coder`. */
async function atWork(policies: object) {
  const world = newHookWorld();
  const write = (path: string, value: unknown) => {
    mkdirSync(join(world.layout.plan, path, '..'), { recursive: true });
    writeFileSync(join(world.layout.plan, path), JSON.stringify(value));
  };
  write('epics/auth.json', { id: 'auth', title: 'Sign in' });
  const planned_tasks = {
    t1: task('t1', { assigned_team: 'core' }),
    t2: task('t2'),
    t3: task('t3', { dependencies: ['t1'] }),
    other: task('other', { assigned_team: 'web' }),
  };
  write('sprints/s1.json', { id: 's1', epic_id: 'auth', name: 'One', planned_tasks });
  const available_agents = [{ agent_id: 'coder', default_capacity: 9 }];
  const team = { name: 'Core', orchestrator: 'coder', available_agents };
  write('teams/core.json', { id: 'core', ...team, policies: { max_parallel_agents: 1, ...policies } });
  write('teams/web.json', { id: 'web', ...team, available_agents: [], policies: {} });
  const client = await world.client();
  const changes = { session_id: A, cwd: world.project };
  await client.fire(payload('SessionStart.startup', changes));
  const baton = (...words: string[]) =>
    execFileSync(join(world.plugin, 'bin', 'baton'), words, {
      cwd: world.project,
      env: { PATH: process.env.PATH, HOME: world.home, BATON_SESSION: A },
      encoding: 'utf8',
    });
  baton('team', 'activate', 'core');
  baton('sprint', 'start', 's1');
  let calls = 0;
  const spawn = async () => {
    const tool_input = { subagent_type: 'coder', description: 'work', prompt: 'go on' };
    const tool_use_id = `toolu_${calls++}`;
    const fired = await client.fire(
      payload('PreToolUse.bash', { ...changes, tool_name: 'Agent', tool_use_id, tool_input }),
    );
    expect(fired.exitCode).toBe(0);
    const answer = fired.stdout === '' ? {} : JSON.parse(fired.stdout);
    return answer.systemMessage ?? answer.hookSpecificOutput?.permissionDecisionReason ?? 'silence';
  };
  return { world, baton, spawn };
}

describe('an agent for a team that is full', () => {
  it('is refused where the team does not scale', async () => {
    const { spawn } = await atWork({});
    expect(await spawn()).toBe('silence');
    expect(await spawn()).toBe('Team core has 1 of 1 agents at work. Wait until one has finished.');
  });

  it('is let through for each task that the team could begin, and no further', async () => {
    const { spawn, baton } = await atWork({ auto_scaling: true });
    expect(await spawn()).toBe('silence');
    const two = 'auto scaling adds 2 as 2 tasks are ready';
    expect(await spawn()).toBe(`Team core goes to 2 agents at work, beyond its 1: ${two}.`);
    expect(await spawn()).toBe(`Team core goes to 3 agents at work, beyond its 1: ${two}.`);
    expect(await spawn()).toBe(
      `Team core has 3 of 3 agents at work (1 by its policy, and ${two}). Wait until one has finished.`,
    );
    baton('task', 'start', 't1');
    expect(await spawn()).toContain('3 of 2 agents at work (1 by its policy, and auto scaling adds 1');
    baton('task', 'complete', 't1');
    // t3 has waited for t1.
    expect(await spawn()).toContain('3 of 3 agents at work');
  });
});
