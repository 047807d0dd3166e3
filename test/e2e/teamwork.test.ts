import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import { agent, bash, call, cue, say } from './harness/script.ts';
import { shownText, toolResults } from './harness/shown.ts';
import type { InstalledWorld } from './installed-world.ts';
import { installedWorld } from './installed-world.ts';

describeWithClient('a plan and three sessions of the real client', () => {
  let world: InstalledWorld;

  beforeEach(async () => {
    const worker = (words: string) => agent(cue('helper', words), { subagent_type: 'general-purpose' });
    world = await installedWorld({
      leads: [
        call(bash('baton session mode leadership')),
        call(bash("baton epic create auth --title 'Sign in with a key'")),
        call(bash('baton sprint create s1 --epic auth --name Tokens --days 10')),
        call(bash("baton task add t1 --sprint s1 --title 'Issue tokens' --effort 5")),
        call(bash("baton task add t2 --sprint s1 --title 'Refuse old tokens' --effort 3 --depends t1")),
        say('planned'),
      ],
      builds: [
        call(bash('baton sprint start s1')),
        call(bash('baton task start t1')),
        call(bash('baton team activate engineering')),
        call(worker('t1 first'), worker('t1 second'), worker('t1 third')),
        call(bash('baton task complete t1 --effort 2')),
        call(bash("baton message send all 'tokens are issued, the format is in docs'")),
        say('t1 is done'),
      ],
      helper: [{ ...call(bash('echo working')), afterMs: 1_500 }, say('helped')],
      follows: [
        call(bash('baton sprint start s1')),
        call(bash('baton task start t1')),
        call(bash('baton task next --json')),
        say('looked'),
      ],
      plans: [call(bash('baton epic create other --title Other')), say('tried')],
      asks: [call(bash('baton epic progress auth --json')), say('told')],
    });
    world.baton(
      'team',
      'create',
      'engineering',
      '--name',
      'Engineering',
      '--lead',
      'general-purpose',
      '--parallel',
      '2',
    );
  });

  afterEach(() => world.dispose());

  const results = (scene: string) =>
    toolResults(world.api.turns(scene).at(-1)?.body ?? {})
      .map(({ text }) => text)
      .join('\n');

  it('plans, works, is refused beyond capacity, tells each other, and reports', async () => {
    const lead = await world.headless(cue('leads'));
    expect(lead.result?.result).toBe('planned');
    expect(world.baton('task', 'next')).toContain('t1  Issue tokens');

    const build = await world.headless(cue('builds'));
    expect(build.result?.result).toBe('t1 is done');
    expect(results('builds')).toContain('Team engineering has 2 of 2 agents at work');
    await world.until(
      'two agents have stopped',
      (all) => all.filter(({ type }) => type === 'agent_stopped').length === 2,
    );
    const shown = JSON.parse(world.baton('session', 'show', build.sessionId ?? '', '--json'));
    expect(Object.values(shown.active_work.execution_state.agents)).toEqual([
      expect.objectContaining({ current_task: 't1', status: 'stopped' }),
      expect.objectContaining({ current_task: 't1', status: 'stopped' }),
    ]);

    await world.headless(cue('follows'));
    expect(results('follows')).toContain('Task t1 was completed by session #2');
    expect(results('follows')).toContain('"id": "t2"');

    await world.headless(cue('plans'));
    expect(results('plans')).toContain('leadership mode does');

    await world.headless(cue('asks'));
    expect(results('asks')).toContain('"overall_progress": 63');
  });

  it('delivers a message at the next prompt of the other session, once, as data and not as an order', async () => {
    const other = await world.headless(cue('asks', 'first'));
    const id = other.sessionId ?? '';
    world.baton('message', 'send', id, 'the staging keys have moved');
    await world.headless(cue('asks', 'second'), ['--resume', id]);
    await world.headless(cue('asks', 'third'), ['--resume', id]);
    const shown = shownText(world.api.turns('asks').at(-1)?.body ?? {});
    expect(shown.split('the staging keys have moved')).toHaveLength(2);
    expect(shown).toMatch(/no instruction|not an instruction|not instructions/);
  });
});
