import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import { agent, bash, call, cue, say, taskCreate, taskUpdate } from './harness/script.ts';
import { shownText } from './harness/shown.ts';
import type { InstalledWorld } from './installed-world.ts';
import { course, installedWorld } from './installed-world.ts';

describeWithClient('Baton in claude -p', () => {
  let world: InstalledWorld;

  beforeEach(async () => {
    world = await installedWorld({
      work: [
        call(bash('echo one')),
        call(taskCreate('Write the parser')),
        call(taskUpdate('1', { status: 'in_progress' })),
        call(agent(cue('helper'))),
        say('the parser is half done'),
      ],
      helper: [call(bash('echo two')), say('helper finished')],
      fail: [call(bash('exit 3')), say('it failed')],
      stuck: [call(bash('echo before')), { hold: true }],
      asks: [call(bash('baton session show --json')), say('asked')],
      pipes: [call(bash('baton session list | cat > stolen.txt')), say('piped')],
      hello: [say('hello')],
    });
  });

  afterEach(() => world.dispose());

  it('records a session from start to end: turn, tools, tasks, a subagent with its tokens and cost', async () => {
    const run = await world.headless(cue('work', 'please'));
    expect(run.result?.result).toBe('the parser is half done');
    const events = await world.until(
      'all recorders have finished',
      (all) =>
        all.some(({ type }) => type === 'tool_used') && all.some(({ type }) => type === 'agent_stopped'),
    );

    expect(course(events, run.sessionId)).toEqual(
      expect.arrayContaining([
        'session_started',
        'session_activated',
        'prompt_submitted',
        'turn_ended',
        'usage_recorded',
        'session_closing',
        'session_closed',
      ]),
    );
    const shown = JSON.parse(world.baton('session', 'show', run.sessionId ?? '', '--json'));
    expect(shown.lifecycle).toMatchObject({ status: 'dormant', clean: true, end_reason: 'other' });
    expect(shown.observability.metrics).toMatchObject({
      human_prompts: 1,
      turns_completed: 1,
      turns_interrupted: 0,
      agents_started: 1,
      tool_calls: 4,
    });
    expect(shown.active_work.execution_state.tasks['client-1']).toMatchObject({
      title: 'Write the parser',
      status: 'in_progress',
    });
    const [helper] = Object.values<Record<string, unknown>>(shown.active_work.execution_state.agents);
    expect(helper).toMatchObject({ agent_type: 'general-purpose', status: 'stopped', tool_calls: 1 });
    expect(helper?.cost_usd).toBeGreaterThan(0);
    expect(world.baton('doctor', '--quick')).toContain('no failure inside Baton');
  });

  it('tells the next session who came before, what is open and what comes next', async () => {
    const first = await world.headless(cue('work', 'please'));
    const second = await world.headless(cue('hello'));

    const briefing = world.briefing(second.sessionId ?? '');
    expect(briefing).toContain('[Baton] Session 2 (development mode) started on branch main.');
    expect(briefing).toContain('Before: session 1 (this worktree, branch main) ended cleanly');
    expect(briefing).toContain('last answered: "the parser is half done"');
    expect(briefing).toContain('in progress: Write the parser');
    expect(briefing).toContain('Next: go on with "Write the parser"');
    expect(world.briefing(first.sessionId ?? '')).toMatch(/^\[Baton\] Session 1 .*\n?/);
    const injected = world
      .happened()
      .filter(({ type, session_id }) => type === 'context_injected' && session_id === second.sessionId);
    expect(injected).toHaveLength(1);
    expect(injected[0]?.data.bytes).toBeLessThan(4_800);
  });

  it('finds a session that was killed in mid-turn and says that its turn was never finished', async () => {
    const running = world.start(cue('stuck', 'migrate the users'));
    await world.api.seen(({ scene, at }) => scene === 'stuck' && at === 1);
    running.kill('SIGKILL');
    await running.done;

    const next = await world.headless(cue('hello'));
    const briefing = world.briefing(next.sessionId ?? '');
    expect(briefing).toContain('Before: session 1 (this worktree, branch main) crashed');
    expect(briefing).toContain('migrate the users');
    expect(briefing).toContain('that turn was never finished');
    const list = JSON.parse(world.baton('session', 'list', '--json'));
    const dead = JSON.parse(world.baton('session', 'show', '#1', '--json'));
    expect(dead.observability.tools.Bash).toMatchObject({ calls: 1 });
    expect(list.map((row: { number: number; status: string }) => [row.number, row.status])).toEqual([
      [2, 'closed'],
      [1, 'crashed'],
    ]);
  });

  it('keeps one session through --resume, and starts another through --fork-session', async () => {
    const first = await world.headless(cue('hello'));
    const id = first.sessionId ?? '';
    await world.headless(cue('hello', 'again'), ['--resume', id]);
    expect(JSON.parse(world.baton('session', 'show', id, '--json')).lifecycle).toMatchObject({
      starts: 2,
      status: 'dormant',
      clean: true,
    });

    const fork = await world.headless(cue('hello', 'elsewhere'), ['--resume', id, '--fork-session']);
    expect(fork.sessionId).not.toBe(id);
    const shown = JSON.parse(world.baton('session', 'show', fork.sessionId ?? '', '--json'));
    expect(shown.session_info.predecessor).toMatchObject({ session_id: id, by: 'fork' });
    expect(shown.lifecycle).toMatchObject({ status: 'dormant', end_reason: 'other' });
    expect(JSON.parse(world.baton('session', 'show', id, '--json')).lifecycle).toMatchObject({
      status: 'dormant',
      end_reason: 'forked',
    });
  });

  it('records a failed tool, and what is not recorded stays out', async () => {
    const run = await world.headless(cue('fail'));
    await world.until('the failure is recorded', (all) =>
      all.some(({ type, data }) => type === 'tool_used' && data.outcome === 'failed'),
    );
    const log = JSON.stringify(
      world.happened().filter(({ session_id, type }) => session_id === run.sessionId && type === 'tool_used'),
    );
    expect(log).not.toContain('exit 3');
  });

  it('lets the model call baton without asking, and nothing more than that', async () => {
    await world.headless(cue('asks'), ['--permission-mode', 'default']);
    const asked = world.api.turns('asks').at(-1);
    expect(asked === undefined ? '' : shownText(asked.body)).toContain('"session_info"');

    await world.headless(cue('pipes'), ['--permission-mode', 'default']);
    const piped = world.api.turns('pipes').at(-1);
    expect(piped === undefined ? '' : shownText(piped.body)).toMatch(/requires approval|permission/i);
  });

  it('tells five sessions at once apart: five numbers, five logs, nothing lost', async () => {
    const runs = await Promise.all(
      Array.from({ length: 5 }, (_, index) => world.headless(cue('work', `number ${index}`))),
    );
    const ids = runs.map(({ sessionId }) => sessionId);
    await world.until(
      'all recorders have finished',
      (all) => all.filter(({ type }) => type === 'agent_stopped').length === 5,
    );
    const list: { number: number; id: string; status: string }[] = JSON.parse(
      world.baton('session', 'list', '--json'),
    );
    expect(list.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(list.map(({ id }) => id))).toEqual(new Set(ids));
    for (const id of ids) {
      const { metrics } = JSON.parse(world.baton('session', 'show', id ?? '', '--json')).observability;
      expect(metrics).toMatchObject({ human_prompts: 1, turns_completed: 1, agents_started: 1 });
    }
    expect(world.baton('doctor', '--quick')).toContain('every record fits its checksum');
  });
});
