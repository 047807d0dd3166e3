import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/event.ts';
import { PROMPT } from '../../helpers/given.ts';
import { BEGIN, project } from './world.ts';

const MINUTE = 60_000;
const STOP: SessionEvent = {
  type: 'turn_ended',
  data: { outcome: 'completed', error: null, answer: null, background: 0 },
};

describe('baton metrics', () => {
  it('gives the score, its parts, the inputs, what is not known and the insights', async () => {
    const world = project();
    const id = world.session();
    world.add(id, [PROMPT], BEGIN + 20 * MINUTE);
    world.add(id, [STOP], BEGIN + 50 * MINUTE);
    const { exit, err, json } = await world.baton(['metrics', id, '--json']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(json()).toMatchObject({
      ...{ score: 0.5, efficiency: 1, output: 0, quality: null, flow: 1, known_weight: 0.8 },
      inputs: { setup_minutes: 20, active_minutes: 30, idle_minutes: 0, commits: 0 },
      undefined: [{ input: 'coverage_delta' }, { input: 'documentation_ratio' }],
      insights: [{ kind: 'slow_setup' }, { kind: 'few_commits' }],
    });
    const { out } = await world.baton(['metrics', '#1']);
    expect(out).toContain('Session #1  score 50 of 100  from 80 % of its parts');
    expect(out).toContain('efficiency  ████████████████████ 100  30 %: 30m active, 0s idle');
    expect(out).toContain('quality     not known');
    expect(out).toContain('  Setup took 20 minutes');
    const ascii = await world.baton(['metrics', '#1', '--ascii']);
    expect(ascii.out).toMatch(/^output {6}-{20} {3}0 {2}40 %/m);
  });

  it('shows the score of the sessions before it', async () => {
    const world = project();
    for (const at of [BEGIN, BEGIN + 60 * MINUTE]) {
      const id = world.session({}, [], at);
      world.add(id, [PROMPT], at + 20 * MINUTE);
      world.add(id, [STOP], at + 50 * MINUTE);
    }
    const id = world.session({}, [PROMPT], BEGIN + 120 * MINUTE);
    const { json } = await world.baton(['metrics', id, '--json'], { now: BEGIN + 130 * MINUTE });
    expect(json()).toMatchObject({
      trend: [
        { number: 1, score: 0.5 },
        { number: 2, score: 0.5 },
      ],
    });
    const { out } = await world.baton(['metrics', id], { now: BEGIN + 130 * MINUTE });
    expect(out).toContain('before      #1 50 · #2 50');
  });

  it('refuses a session that is not there, and one that nobody named', async () => {
    const world = project();
    expect(await world.baton(['metrics', 'nobody'])).toMatchObject({ exit: 1, out: '' });
    expect(await world.baton(['metrics'])).toMatchObject({ exit: 2, out: '' });
  });
});
