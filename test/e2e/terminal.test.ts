import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import { backgroundAgent, bash, call, cue, say, taskCreate, taskUpdate } from './harness/script.ts';
import type { Tui } from './harness/terminal.ts';
import { startTui } from './harness/terminal.ts';
import type { InstalledWorld } from './installed-world.ts';
import { course, installedWorld } from './installed-world.ts';

describeWithClient('Baton in the interactive client', () => {
  let world: InstalledWorld;
  let tui: Tui;

  beforeEach(async () => {
    world = await installedWorld(
      {
        work: [
          call(bash('echo one')),
          call(taskCreate('Write the parser')),
          call(taskUpdate('1', { status: 'in_progress' })),
          say('half done'),
        ],
        delegate: [call(backgroundAgent(cue('helper'))), say('launched')],
        helper: [{ ...call(bash('echo deep')), afterMs: 4_000 }, say('helper done')],
        stuck: [call(bash('echo before')), { hold: true }],
        hello: [say('hello there')],
      },
      { summary: say('<summary>WHAT-HAPPENED-BEFORE</summary>') },
    );
    tui = await startTui(world, ['--dangerously-skip-permissions'], { columns: 120, rows: 40 });
    await tui.waitFor('❯');
  });

  afterEach(() => world.dispose());

  it('shows the mode before anything has been asked', async () => {
    await tui.waitFor('⚡ development │ main');
    expect(world.api.turns()).toEqual([]);
  });

  it('shows mode, branch, tasks, agents, context and cost, live, and a row for each agent', async () => {
    await tui.submit(cue('work'));
    const line = await tui.waitFor(
      /⚡ development │ main(?: \*\d+)? │ ▸ Write the parser │ 📝 0\/1 task.*context │ \$0\.\d\d/,
    );
    expect(line).toContain('● half done');

    await tui.submit(cue('delegate'));
    await tui.waitFor('👥 1 agent');
    await tui.waitFor(/agent: a scripted agent · \d+s/);
    await world.until('the agent has stopped', (all) => all.some(({ type }) => type === 'agent_stopped'));
    await world.until('the synthetic prompt was told apart', (all) =>
      all.some(({ type, data }) => type === 'prompt_submitted' && data.kind === 'synthetic'),
    );
    const { metrics } = JSON.parse(world.baton('session', 'show', '#1', '--json')).observability;
    expect(metrics).toMatchObject({ human_prompts: 2, synthetic_prompts: 1 });
  });

  it('fits the line to a narrow screen without losing what matters', async () => {
    await tui.submit(cue('work'));
    await tui.waitFor('Write the parser');
    await tui.resize(60, 40);
    await tui.submit(cue('hello'));
    await tui.waitFor('● hello there');
    const screen = await tui.waitFor(/⚡ dev.*0\/1/);
    for (const row of screen.split('\n')) expect([...row].length).toBeLessThanOrEqual(60);
  });

  it('counts a turn that Esc ended as interrupted, once', async () => {
    await tui.submit(cue('stuck'));
    await world.api.seen(({ scene, at }) => scene === 'stuck' && at === 1);
    await tui.keys('Escape');
    await tui.waitFor('Interrupted');
    await tui.submit(cue('hello'));
    await tui.waitFor('● hello there');
    const events = await world.until('the turn has ended', (all) =>
      all.some(({ type, data }) => type === 'turn_ended' && data.outcome === 'completed'),
    );
    expect(events.filter(({ type }) => type === 'turn_ended').map(({ data }) => data.outcome)).toEqual([
      'interrupted',
      'completed',
    ]);
  });

  it('goes on through a compaction and reminds the model of its open work', async () => {
    await tui.submit(cue('work'));
    await tui.waitFor('● half done');
    await tui.submit('/compact');
    await world.until('the compaction has ended', (all) =>
      all.some(({ type }) => type === 'compaction_finished'),
    );
    const shown = JSON.parse(world.baton('session', 'show', '#1', '--json'));
    expect(shown.lifecycle).toMatchObject({ status: 'active', starts: 1 });
    expect(shown.observability.metrics).toMatchObject({ compactions: 1, agents_started: 0 });
    expect(shown.observability.injected.by_hook.SessionStart).toBeGreaterThan(200);
  });

  it('links the session after /clear to the one before, and hands its task on', async () => {
    await tui.submit(cue('work'));
    await tui.waitFor('● half done');
    await tui.submit('/clear');
    await world.until(
      'the second session is active',
      (all) => all.filter(({ type }) => type === 'session_activated').length === 2,
    );
    await tui.submit(cue('hello'));
    await tui.waitFor('● hello there');
    const [second, first] = JSON.parse(world.baton('session', 'list', '--json'));
    expect(world.briefing(second.id)).toContain(
      'Before: session 1 (this same client, branch main) was cleared',
    );
    expect(world.briefing(second.id)).toContain('Next: go on with "Write the parser"');
    expect(JSON.parse(world.baton('session', 'show', second.id, '--json')).session_info.predecessor).toEqual({
      session_id: first.id,
      number: 1,
      by: 'clear',
    });
  });

  it('closes the session when the person leaves', async () => {
    await tui.submit(cue('hello'));
    await tui.waitFor('● hello there');
    await tui.submit('/exit');
    await tui.exited();
    const events = await world.until('the session is closed and handed over', (all) =>
      all.some(({ type }) => type === 'handoff_made'),
    );
    expect(
      course(events, events.find(({ type }) => type === 'session_started')?.session_id ?? undefined).slice(
        -2,
      ),
    ).toEqual(['session_closed', 'handoff_made']);
    expect(JSON.parse(world.baton('session', 'list', '--json'))[0]).toMatchObject({ status: 'closed' });
  });
});
