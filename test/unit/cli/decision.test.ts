import { describe, expect, it } from 'vitest';
import { ALIVE, BEGIN, HOUR, project } from './world.ts';

/** Two sessions that develop and one that leads. */
function council() {
  const world = project();
  for (const session_id of ['s-1', 's-2']) world.session({ session_id, process: ALIVE });
  world.session({ session_id: 's-3', process: ALIVE, mode: 'leadership' });
  const decision = (words: readonly string[], session = '', now = BEGIN + HOUR) =>
    world.baton(['decision', ...words], { env: { BATON_SESSION: session }, now });
  const json = async (words: readonly string[], session = '') =>
    (await decision([...words, '--json'], session)).json();
  const propose = (...more: readonly string[]) =>
    decision(['propose', 'Which queue?', '--option', 'Redis', '--option', 'Postgres', ...more], 's-1');
  return { ...world, decision, json, propose };
}

describe('baton decision', () => {
  it('is proposed, discussed, voted on, closed, and recorded for all', async () => {
    const { decision, json, propose } = council();
    expect((await propose()).out).toBe('Proposed d-1: Redis, Postgres.\n');
    expect((await decision(['comment', 'd-1', 'Redis', 'is', 'there'], 's-2')).out).toBe(
      'Said in the thread of d-1 (1).\n',
    );
    expect((await decision(['vote', '1', 'redis', '--reason', 'it is there'], 's-2')).out).toBe(
      'Voted for Redis on d-1.\n',
    );
    await decision(['vote', 'd-1', 'Postgres'], 's-3');
    expect(await decision(['close', 'd-1'], 's-1')).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining('d-1 cannot be closed: a tie between Redis and Postgres'),
    });
    await decision(['vote', 'd-1', 'Redis'], 's-3');
    expect((await decision(['close', 'd-1'], 's-1')).out).toBe('Closed d-1: Redis (majority: Redis 2).\n');
    expect(await json(['show', 'd-1'])).toEqual({
      decision_id: 'd-1',
      by: 's-1',
      by_name: 'session #1 (development)',
      title: 'Which queue?',
      options: ['Redis', 'Postgres'],
      rule: 'majority',
      deadline: null,
      proposed_at: expect.any(String),
      comments: 1,
      votes: [
        expect.objectContaining({ by: 's-2', option: 'Redis', reason: 'it is there', leads: false }),
        expect.objectContaining({ by: 's-3', option: 'Redis', reason: null, leads: true }),
      ],
      outcome: expect.objectContaining({ option: 'Redis', why: 'majority: Redis 2', by: 's-1' }),
      status: 'closed',
      tally: [
        { option: 'Redis', votes: 2 },
        { option: 'Postgres', votes: 0 },
      ],
      result: { option: 'Redis', why: 'majority: Redis 2' },
      thread: [
        { by: 's-2', by_name: 'session #2 (development)', text: 'Redis is there', at: expect.any(String) },
      ],
    });
  });

  it('by rule lead counts the sessions in leadership mode and the command line', async () => {
    const { decision, propose, baton } = council();
    await propose('--rule', 'lead');
    await decision(['vote', '1', 'Redis'], 's-1');
    expect((await decision(['close', '1'], 's-1')).err).toContain('no vote of a session in leadership mode');
    await decision(['vote', '1', 'Postgres'], 's-3');
    await baton(['decision', 'vote', '1', 'Postgres'], { env: { USER: 'ada' } });
    expect((await decision(['close', '1'], 's-1')).out).toBe('Closed d-1: Postgres (lead: Postgres 2).\n');
  });

  it('with a deadline takes votes until then and ends after it', async () => {
    const { decision, propose } = council();
    await propose('--deadline', '30m');
    expect((await decision(['close', '1'])).err).toContain('everyone may vote until 2026-03-02T10:30:00');
    const later = BEGIN + 2 * HOUR;
    expect((await decision(['vote', '1', 'Redis'], 's-1', later)).err).toContain('The votes on d-1 ended');
    expect((await decision(['close', '1'], '', later)).out).toBe(
      'Closed d-1: undecided (no vote has been given).\n',
    );
  });
});

describe('baton decision list', () => {
  it('shows all, or the open ones', async () => {
    const { decision, json, propose } = council();
    expect((await decision(['list'])).out).toMatch(/^No decision\. .*baton decision propose/);
    await propose('--rule', 'lead');
    await decision(['vote', '1', 'Redis'], 's-3');
    await decision(['close', '1']);
    await propose('--deadline', '2h');
    await decision(['comment', '2', 'x\x1b[2J']);
    expect((await decision(['list'])).out.split('\n')).toEqual([
      'id   status  rule      votes  comments  until    title',
      'd-1  Redis   lead          1         0  -        Which queue?',
      'd-2  open    majority      0         1  in 2h00  Which queue?',
      '',
    ]);
    expect(await json(['list', '--open'])).toMatchObject([{ decision_id: 'd-2', status: 'open' }]);
  });
});

describe('baton decision show', () => {
  it('is a sheet that its texts cannot steer', async () => {
    const { decision, propose } = council();
    await propose();
    await decision(['vote', '1', 'Redis', '--reason', 'a\x1b]0;x\x07b'], 's-2');
    await decision(['comment', '1', 'one\ntwo\x1b[2J'], 's-3');
    expect((await decision(['show', '1'])).out.split('\n')).toEqual([
      'd-1  Which queue?',
      'proposed by session #1 (development), rule majority',
      '    1  Redis',
      '    0  Postgres',
      'now: Redis (majority: Redis 1)',
      '  session #2 (development) votes Redis: ab',
      'Thread, quoted:',
      '  session #3 (leadership)> one two',
      '',
    ]);
  });
});

describe('what is wrong', () => {
  it.each<[readonly string[], number, string]>([
    [['propose', 'Q', '--option', 'a'], 1, '2 to 10 options; received 1'],
    [['propose', 'Q'], 1, 'received 0'],
    [['propose', 'Q', '--option', 'a', '--option', 'b', '--rule', 'majorty'], 2, 'Did you mean "majority"?'],
    [['propose', 'Q', '--option', 'a', '--option', 'b', '--deadline', '5'], 2, '--deadline "5" is no time'],
    [['propose', 'Q', '--option', 'a', '--option', 'b', '--deadline', '2020-01-01'], 1, 'passed already'],
    [['vote', 'd-1', 'Reds'], 1, 'Did you mean "Redis"?'],
    [['vote', 'd-2', 'Redis'], 1, 'There is no decision "d-2". Did you mean "d-1"?'],
    [['comment', 'd-1', ' '], 1, 'comment is empty'],
    [['close', 'd-1'], 1, 'no vote has been given'],
    [['show', 'nothing'], 1, '`baton decision list` shows them'],
  ])('%j is refused and nothing is written', async (words, exit, text) => {
    const { decision, propose, files } = council();
    await propose();
    const before = files();
    expect(await decision(words, 's-1')).toMatchObject({ exit, out: '', err: expect.stringContaining(text) });
    expect(files()).toEqual(before);
  });
});
