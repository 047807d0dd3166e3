import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/event.ts';
import { PROMPT } from '../../helpers/given.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { workedProject } from '../../helpers/worked-project.ts';
import { ALIVE, BEGIN, HOUR, project, runIn } from './world.ts';

describe('baton suggest', () => {
  it('says so when nothing is pressing', async () => {
    const { out, exit } = await project().baton(['suggest']);
    expect({ out, exit }).toEqual({ out: 'Nothing is pressing, and nothing stands out.\n', exit: 0 });
  });

  it('warns of two live sessions on one file, and of one that idles', async () => {
    const world = project();
    const edit: SessionEvent = {
      type: 'tool_used',
      data: { tool: 'Edit', outcome: 'ok', duration_ms: 1, agent_id: null, file: `${world.root}/src/a.ts` },
    };
    world.session({ process: ALIVE }, [PROMPT, edit]);
    world.session({ process: ALIVE }, [PROMPT, edit], BEGIN + HOUR - 60_000);
    const { out, json } = await world.baton(['suggest', '--json']);
    expect(out).not.toBe('');
    expect(json()).toMatchObject({
      fits: null,
      notices: [
        { kind: 'overlap', session: 2 },
        { kind: 'idle', session: expect.any(Number) },
      ],
      suggestions: [],
    });
    const shown = await world.baton(['suggest']);
    expect(shown.out).toContain('Now:\n  #2 src/a.ts: also edited by session #1');
  });

  it('plans the time that is left from tasks alike', async () => {
    const root = join(tempDir(), 'ledger');
    const titles = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'];
    const now = Date.parse('2026-11-20T18:00:00.000Z');
    workedProject(root, { sessions: 4, turns: 6, titles, now });
    const { json } = await runIn(root, ['suggest', '--hours', '1', '--json'], { now });
    const { fits } = json() as {
      fits: { hours: number; tasks: { id: string }[]; likely_hours: number; unknown: number };
    };
    expect(fits).toMatchObject({ hours: 1, unknown: 0 });
    expect(fits.tasks.length).toBeGreaterThan(0);
    expect(fits.likely_hours).toBeLessThanOrEqual(1);
    const { out } = await runIn(root, ['suggest', '--hours', '1'], { now });
    expect(out).toMatch(/^Into 1 h likely fit \([\d.]+ h together\):\ntask +likely +at most +title\nt\d+/);
    const thin = await project().baton(['suggest', '--hours', '2']);
    expect(thin.out).toContain('No ready task can be said to fit.');
  });

  it('refuses hours that are none', async () => {
    for (const hours of ['0', 'many', '-1'])
      expect(await project().baton(['suggest', '--hours', hours])).toMatchObject({ exit: 2, out: '' });
  });
});
