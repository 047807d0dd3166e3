import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { World } from './harness/client.ts';
import { describeWithClient, newWorld } from './harness/client.ts';
import type { Probe } from './harness/probe.ts';
import { newProbe } from './harness/probe.ts';
import { eventually, isAlive } from './harness/process.ts';
import {
  agent,
  bash,
  bashMarch,
  call,
  cue,
  RATE_LIMITED,
  say,
  taskCreate,
  taskUpdate,
} from './harness/script.ts';
import { injectedTexts, shownText, toolResults } from './harness/shown.ts';
import { startTui } from './harness/terminal.ts';

describeWithClient('the harness drives the real client', () => {
  let world: World;
  let probe: Probe;

  beforeEach(async () => {
    world = await newWorld(
      {
        lead: [call(bash('echo from-the-tool')), call(agent(cue('helper'))), say('lead finished')],
        helper: [call(bash('echo from-the-helper')), say('helper finished')],
        pair: [call(agent(cue('helper', 'one')), agent(cue('slow'))), say('pair finished')],
        slow: [{ ...call(bash('echo slow')), afterMs: 200 }, say('slow finished')],
        plan: [call(taskCreate('First')), call(taskUpdate('1', { status: 'completed' })), say('planned')],
        march: bashMarch(50, (n) => `echo step-${n}`),
        refused: [RATE_LIMITED],
        stuck: [call(bash('echo before')), { hold: true }],
        touch: [call(bash('touch made-by-the-model')), say('touched')],
      },
      { summary: say('<summary>WHAT-HAPPENED-BEFORE</summary>') },
    );
    probe = newProbe(join(world.dir, 'probe'));
  });

  afterEach(() => world.dispose());

  const withProbe = (): readonly string[] => ['--plugin-dir', probe.dir];

  it('plays a tool call and a subagent to a headless session', async () => {
    const run = await world.headless(cue('lead'), withProbe());

    expect(run).toMatchObject({ exitCode: 0, result: { result: 'lead finished', is_error: false } });
    expect(probe.names()).toEqual([
      'SessionStart',
      'UserPromptSubmit',
      'PreToolUse:Bash',
      'PostToolUse:Bash',
      'PreToolUse:Agent',
      'SubagentStart',
      'PreToolUse:Bash',
      'PostToolUse:Bash',
      'SubagentStop',
      'PostToolUse:Agent',
      'Stop',
      'SessionEnd',
    ]);
    expect(new Set(probe.events().map((event) => event.input.session_id))).toEqual(new Set([run.sessionId]));

    const [lead, helper] = [world.api.turns('lead').at(-1), world.api.turns('helper').at(-1)];
    if (lead === undefined || helper === undefined) throw new Error('a conversation is missing');
    expect([lead.agent, helper.agent]).toEqual([undefined, expect.any(String)]);
    expect(toolResults(lead.body).map(({ text }) => text)).toEqual([
      'from-the-tool',
      expect.stringContaining('helper finished'),
    ]);
    expect(shownText(lead.body)).not.toContain('from-the-helper');
    expect(injectedTexts(lead.body).join()).toContain("Today's date is");
  });

  it('plays agents side by side, tasks, a long march and a refusal', async () => {
    expect((await world.headless(cue('pair'))).result?.result).toBe('pair finished');
    expect((await world.headless(cue('plan'), withProbe())).result?.result).toBe('planned');
    expect(probe.names()).toEqual(expect.arrayContaining(['TaskCreated', 'TaskCompleted']));
    expect((await world.headless(cue('march'))).result).toMatchObject({ result: 'marched', num_turns: 51 });
    expect(await world.headless(cue('refused'))).toMatchObject({ exitCode: 1, result: { is_error: true } });
  });

  it('kills a headless session in the middle of a turn, and resumes it', async () => {
    const run = world.start(cue('stuck'), withProbe());
    const request = await world.api.seen(({ scene, at }) => scene === 'stuck' && at === 1);
    run.kill('SIGKILL');

    expect(await run.done).toMatchObject({ signal: 'SIGKILL', exitCode: null, stdout: '' });
    expect(isAlive(run.pid)).toBe(false);
    expect(probe.names()).not.toContain('SessionEnd');
    expect(new Set(probe.events().map((event) => event.ppid))).toEqual(new Set([run.pid]));

    const again = await world.headless(cue('touch'), ['--resume', request.session ?? '']);
    expect(again).toMatchObject({ sessionId: request.session, result: { result: 'touched' } });
  });

  it('shows a screen, types, presses keys, compacts, resizes and leaves', async () => {
    const command = 'cat >/dev/null; printf \'\\033[32mSTATUS-LINE %s\\033[0m\' "$COLUMNS"';
    const settings = { statusLine: { type: 'command', command } };
    writeFileSync(join(world.home, '.claude', 'settings.json'), JSON.stringify(settings));
    const tui = await startTui(world, withProbe(), { columns: 100, rows: 30 });

    await tui.waitFor('STATUS-LINE 100');
    expect(await tui.screenWithColours()).toMatch(/\x1b\[32m[^\n]*STATUS-LINE/);
    await tui.submit(cue('touch'));
    await tui.waitFor('Do you want to proceed');
    await tui.keys('Enter');
    await tui.waitFor('● touched');
    expect(existsSync(join(world.project, 'made-by-the-model'))).toBe(true);

    await tui.submit('/compact');
    await eventually('the client compacts', () => probe.names().includes('PostCompact'), 20_000);
    await tui.resize(70, 24);
    await tui.submit(cue('helper'));
    await tui.waitFor('STATUS-LINE 70');
    await tui.waitFor('● helper finished');
    const after = world.api.turns('helper').at(0);
    expect(after === undefined ? '' : shownText(after.body)).toContain('WHAT-HAPPENED-BEFORE');

    expect(new Set(probe.events().map((event) => event.ppid))).toEqual(new Set([tui.pid()]));
    await tui.submit('/exit');
    await tui.exited();
    expect(probe.events().at(-1)?.input).toMatchObject({ reason: 'prompt_input_exit' });
  });
});
