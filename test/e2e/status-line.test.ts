import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithClient } from './harness/client.ts';
import { call, cue, say, taskCreate, taskUpdate } from './harness/script.ts';
import type { Tui } from './harness/terminal.ts';
import { startTui } from './harness/terminal.ts';
import type { InstalledWorld } from './installed-world.ts';
import { installedWorld } from './installed-world.ts';

const MODES = { development: '⚡', leadership: '👥', sprint: '🏃', config: '⚙' };

/** What the screen shows below the prompt: the line, and nothing of the conversation. */
function lineOf(screen: string): string[] {
  return screen.split('\n').filter((row) => /│/.test(row) && /\d+%|📝/.test(row));
}

describeWithClient('The status line in the interactive client', () => {
  let world: InstalledWorld;
  let tui: Tui;

  beforeEach(async () => {
    world = await installedWorld({
      work: [
        call(taskCreate('Parse the dates of old ledgers')),
        call(taskUpdate('1', { status: 'in_progress' })),
        say('half done', { input_tokens: 120_000 }),
      ],
      hello: [say('hello there', { input_tokens: 124_000 })],
    });
    tui = await startTui(world, ['--dangerously-skip-permissions'], { columns: 160, rows: 40 });
    await tui.waitFor('❯');
  });

  afterEach(() => world.dispose());

  it('stands on one row at 60, 100 and 160 columns in every mode, and names mode and task', async () => {
    await tui.submit(cue('work'));
    await tui.waitFor('● half done');
    writeFileSync(join(world.project, 'new-file'), 'x');
    const captures: string[] = [];
    for (const columns of [160, 100, 60]) {
      await tui.resize(columns, 40);
      for (const [mode, icon] of Object.entries(MODES)) {
        world.baton('session', 'mode', mode, '--session', '#1');
        await tui.submit(cue('hello'));
        const name = mode === 'development' ? '(?:development|dev)' : mode === 'leadership' ? 'lead' : mode;
        const screen = await tui.waitFor(new RegExp(`${icon}\\ufe0f? ?.*${name}.*0\\/1`));
        const rows = lineOf(screen);
        expect(rows).toHaveLength(1);
        captures.push(`${mode} ${columns}`.padEnd(16) + (rows[0] ?? '').trim());
      }
    }
    const out = process.env.BATON_SCREENS;
    if (out !== undefined) {
      mkdirSync(out, { recursive: true });
      const head = 'The status line in Claude Code 2.1.197, as tmux shows it (test/e2e/status-line.test.ts).';
      writeFileSync(join(out, 'status-line-client.txt'), `${[head, '', ...captures].join('\n')}\n`);
    }
  }, 240_000);
});
