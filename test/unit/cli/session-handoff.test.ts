import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HandoffSchema } from '../../../src/continuity/handoff-schema.ts';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import type { Project } from './world.ts';
import { ALIVE, BEGIN, HOUR, project } from './world.ts';

/** A project with a planned task, and a live session that has begun it. */
async function working(): Promise<Project & { readonly from: string; readonly to: string }> {
  const world = project();
  world.plan('epics/auth.json', { id: 'auth', title: 'Sign in' });
  world.plan('sprints/s1.json', {
    id: 's1',
    epic_id: 'auth',
    name: 'Tokens',
    planned_tasks: { t1: { id: 't1', title: 'Issue tokens' }, t2: { id: 't2', title: 'Refuse tokens' } },
  });
  const from = world.session({ session_id: 'giver', process: ALIVE });
  const to = world.session({ session_id: 'taker', process: ALIVE });
  const inSession = { env: { BATON_SESSION: from } };
  for (const words of [
    ['sprint', 'start', 's1'],
    ['task', 'start', 't1'],
    ['task', 'progress', 't1', '40'],
  ])
    expect(await world.baton(words, inSession)).toMatchObject({ exit: 0 });
  return { ...world, from, to };
}

const text = (world: Project, name: string) => readFileSync(join(world.layout.handoffs, name), 'utf8');

describe('baton session handoff', () => {
  it('makes the handoff of a session for whoever comes next, and answers with it', async () => {
    const world = await working();
    const run = await world.baton([
      'session',
      'handoff',
      'giver',
      '--next',
      'refuse expired ones',
      '--decision',
      'JWT',
      '--json',
    ]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(HandoffSchema.parse(run.json())).toMatchObject({
      from_session: 'giver',
      to_session: null,
      reason: 'asked',
      current_epic: 'auth',
      current_sprint: 's1',
      work_completed: [],
      work_in_progress: [{ task_id: 't1', status: 'in_progress', progress: 40 }],
      work_pending: [{ task_id: 't2', status: 'pending' }],
      recommendations: [],
      blockers: [],
      decisions: ['JWT'],
      next_actions: ['refuse expired ones'],
    });
    expect(JSON.parse(text(world, '1-giver.json'))).toEqual(run.json());
    expect(text(world, '1-giver.md')).toContain('## Next\n\n- refuse expired ones\n');
    expect(openShared(world.layout).state.claims.t1?.session_id).toBe('giver');
  });

  it('gives the begun tasks to another live session, whose word they are from then on, and tells it', async () => {
    const world = await working();
    const run = await world.baton([
      'session',
      'handoff',
      'giver',
      '#2',
      '--constraint',
      'leave the users table alone',
    ]);
    expect(run.err).toBe('');
    expect(run.out).toContain('Session #2 has it, and with it t1; it is told at its next prompt.');
    expect(openShared(world.layout).state).toMatchObject({
      claims: { t1: { session_id: 'taker', status: 'held' } },
      handoffs: { giver: { sequence: 1, session_id: 'taker' } },
      messaging: {
        messages: [{ to: 'taker', priority: 'high', text: expect.stringContaining('Your tasks now: t1.') }],
      },
    });
    expect(openSession(world.layout, 'taker').state).toMatchObject({
      active_work: { current_sprint: 's1', current_task: 't1' },
      communication: { constraints: [{ id: 'c1-1', text: 'leave the users table alone', answer: null }] },
    });
    expect(openSession(world.layout, 'giver').state.active_work).toMatchObject({ current_task: null });
    const mine = await world.baton(['task', 'complete', 't1'], { env: { BATON_SESSION: 'taker' } });
    expect(mine).toMatchObject({ exit: 0 });
    const theirs = await world.baton(['task', 'start', 't1'], { env: { BATON_SESSION: 'giver' } });
    expect(theirs.exit).toBe(1);
  });

  it('is refused to the session itself, and for sessions that are not there; nothing is written', async () => {
    const world = await working();
    const before = world.files();
    expect(await world.baton(['session', 'handoff', 'giver', 'giver'])).toMatchObject({
      exit: 2,
      err: 'baton: A session cannot hand over to itself: name another as TO.\n',
    });
    expect(await world.baton(['session', 'handoff', 'giver', 'nobody'])).toMatchObject({ exit: 1 });
    expect(world.files()).toEqual(before);
    expect(existsSync(world.layout.handoffs)).toBe(false);
  });
});

describe('baton session handoffs', () => {
  it('lists them, newest first, with who has taken them, and those that cannot be read', async () => {
    const world = await working();
    expect(await world.baton(['session', 'handoffs'])).toMatchObject({
      out: 'No handoff yet. Sessions make one when they end, before a compaction, and on `baton session handoff`.\n',
    });
    await world.baton(['session', 'handoff', 'giver', 'taker'], { now: BEGIN + HOUR });
    await world.baton(['session', 'handoff', 'taker'], { now: BEGIN + 2 * HOUR });
    writeFileSync(join(world.layout.handoffs, '9-odd.json'), '{');
    const run = await world.baton(['session', 'handoffs', '--json'], { now: BEGIN + 3 * HOUR });
    expect(run.json()).toEqual([
      expect.objectContaining({ name: '2-taker', number: 2, sequence: 1, reason: 'asked', taken_by: null }),
      expect.objectContaining({ name: '1-giver', number: 1, to_session: 'taker', taken_by: 'taker' }),
      expect.objectContaining({ name: '9-odd', readable: false }),
    ]);
    const shown = await world.baton(['session', 'handoffs'], { now: BEGIN + 3 * HOUR });
    expect(shown.out).toMatch(/#2 +1 +asked +59m +2-taker\.md/);
    expect(shown.out).toMatch(/#1 +1 +asked +2h00 +#2 +1-giver\.md/);
    expect(shown.out).toContain('cannot be read');
  });
});

describe('baton session note and acknowledge', () => {
  it('leave something for the next handoff, and answer what came with the last', async () => {
    const world = await working();
    const giver = { env: { BATON_SESSION: 'giver' } };
    const taker = { env: { BATON_SESSION: 'taker' } };
    expect(
      await world.baton(['session', 'note', 'no new dependency', '--as', 'constraint'], giver),
    ).toMatchObject({
      exit: 0,
      out: 'Noted as constraint for the next handoff.\n',
    });
    expect(await world.baton(['session', 'note', 'x', '--as', 'constrain'], giver)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Did you mean "constraint"?'),
    });
    await world.baton(['session', 'handoff', 'giver', 'taker']);
    expect(await world.baton(['session', 'acknowledge', '--list'], taker)).toMatchObject({
      out: 'c1-1  open          no new dependency\n',
    });
    expect(await world.baton(['session', 'acknowledge', 'c7'], taker)).toMatchObject({ exit: 1 });
    expect((await world.baton(['session', 'acknowledge', '--json'], taker)).json()).toEqual([
      { id: 'c1-1', text: 'no new dependency', from_session: 'giver', answer: 'acknowledged' },
    ]);
    // It holds for the next one, too, until it is lifted.
    expect((await world.baton(['session', 'handoff', 'taker', '--json'])).json()).toMatchObject({
      constraints: [{ id: 'c1-1', text: 'no new dependency' }],
    });
    await world.baton(['session', 'acknowledge', 'c1-1', '--lift'], taker);
    expect((await world.baton(['session', 'handoff', 'taker', '--json'])).json()).toMatchObject({
      constraints: [],
    });
    expect(await world.baton(['session', 'acknowledge', '--list'], giver)).toMatchObject({
      out: 'No constraint came to this session.\n',
    });
  });
});
