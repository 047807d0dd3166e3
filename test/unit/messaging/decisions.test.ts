import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionEvent, DecisionRule, DecisionsState } from '../../../src/messaging/decision.ts';
import { EMPTY_DECISIONS } from '../../../src/messaging/decision.ts';
import { evolveDecisions } from '../../../src/messaging/decision-fold.ts';
import { resultOf, tally } from '../../../src/messaging/decision-result.ts';
import { DECISION_EVENT_SCHEMAS } from '../../../src/messaging/decision-schema.ts';
import type { Proposal } from '../../../src/messaging/decisions.ts';
import {
  closeDecision,
  commentDecision,
  proposeDecision,
  voteDecision,
} from '../../../src/messaging/decisions.ts';
import { DECISION_RULES } from '../../../src/messaging/words.ts';
import { minute } from '../../helpers/given.ts';
import { decided, expectRefusal } from './shared-log.ts';

const NOW = Date.parse(minute(0));
const ADA = { by: 'a', by_name: 'session #1 (development)', leads: false };
const QUEUE: Proposal = {
  title: 'Which queue?',
  options: ['Redis', 'Postgres', 'Kafka'],
  rule: 'majority',
  deadline: null,
};

function proposed(changes: Partial<Proposal> = {}, before = EMPTY_DECISIONS): DecisionsState {
  return decided(proposeDecision(before, ADA, { ...QUEUE, ...changes }, NOW), before);
}

/** `state` after these votes on d-1: who, what, and whether it leads. */
function voted(state: DecisionsState, ...votes: readonly [string, string, boolean?][]): DecisionsState {
  return votes.reduce(
    (current, [by, option, leads = false]) =>
      decided(
        voteDecision(current, { by, by_name: by, leads }, 'd-1', { option, reason: null }, NOW),
        current,
      ),
    state,
  );
}

describe('proposeDecision', () => {
  it('gives the next number and an open decision', () => {
    const state = proposed({ title: 'Next?' }, proposed());
    expect(state.decisions.map(({ decision_id }) => decision_id)).toEqual(['d-1', 'd-2']);
    expect(state.decisions[1]).toEqual({
      decision_id: 'd-2',
      by: 'a',
      by_name: 'session #1 (development)',
      title: 'Next?',
      options: ['Redis', 'Postgres', 'Kafka'],
      rule: 'majority',
      deadline: null,
      proposed_at: minute(0),
      comments: 0,
      votes: [],
      outcome: null,
    });
  });

  it.each<[string, Partial<Proposal>, string]>([
    ['one option', { options: ['A'] }, '2 to 10 options; received 1'],
    ['eleven options', { options: [...'abcdefghijk'] }, 'received 11'],
    ['options that are alike', { options: ['A', 'a'] }, 'must differ'],
    ['an empty option', { options: ['A', ' '] }, 'option is empty'],
    ['an empty title', { title: '' }, 'title is empty'],
    ['a long title', { title: 'x'.repeat(201) }, '201 characters; the most is 200'],
    ['a deadline that has passed', { deadline: NOW }, 'passed already'],
  ])('refuses %s', (_, changes, words) => {
    expectRefusal(() => proposed(changes), 'E_INVALID', words);
  });

  it('refuses the fifty-first that would be open', () => {
    const many = Array.from({ length: 50 }).reduce<DecisionsState>(
      (state) => proposed({}, state),
      EMPTY_DECISIONS,
    );
    expectRefusal(() => proposed({}, many), 'E_RULE', '50 decisions are open');
  });
});

describe('a vote', () => {
  it('is one a session, and the last one counts', () => {
    const state = voted(proposed(), ['a', 'Redis'], ['b', 'kafka'], ['a', ' POSTGRES ']);
    expect(state.decisions[0]?.votes.map(({ by, option }) => [by, option])).toEqual([
      ['b', 'Kafka'],
      ['a', 'Postgres'],
    ]);
    expect(voteDecision(state, { ...ADA }, 'd-1', { option: 'Postgres', reason: null }, NOW)).toEqual([]);
  });

  it.each<[string, DecisionsState, string, string, number, string]>([
    ['an unknown decision', proposed(), 'd-7', 'Redis', NOW, 'E_NOT_FOUND'],
    ['an unknown option', proposed(), 'd-1', 'MySQL', NOW, 'E_NOT_FOUND'],
    ['a vote after the deadline', proposed({ deadline: NOW + 1 }), 'd-1', 'Redis', NOW + 1, 'E_RULE'],
  ])('%s is refused', (_, state, id, option, now, code) => {
    expectRefusal(() => voteDecision(state, ADA, id, { option, reason: null }, now), code);
  });
});

describe('the result', () => {
  it.each<[DecisionRule, readonly [string, string, boolean?][], string | null, string]>([
    ['majority', [], null, 'no vote has been given'],
    [
      'majority',
      [
        ['a', 'Redis'],
        ['b', 'Redis'],
        ['c', 'Kafka'],
      ],
      'Redis',
      'majority: Redis 2, Kafka 1',
    ],
    [
      'majority',
      [
        ['a', 'Redis'],
        ['b', 'Kafka'],
      ],
      null,
      'a tie between Redis and Kafka (Redis 1, Kafka 1)',
    ],
    [
      'majority',
      [
        ['a', 'Redis'],
        ['b', 'Redis'],
        ['c', 'Kafka'],
        ['d', 'Postgres'],
      ],
      null,
      'none has more than half (Redis 2, Postgres 1, Kafka 1)',
    ],
    [
      'unanimous',
      [
        ['a', 'Kafka'],
        ['b', 'Kafka'],
      ],
      'Kafka',
      'unanimous: Kafka 2',
    ],
    [
      'unanimous',
      [
        ['a', 'Kafka'],
        ['b', 'Kafka'],
        ['c', 'Redis'],
      ],
      null,
      'the votes differ (Kafka 2, Redis 1)',
    ],
    [
      'unanimous',
      [
        ['a', 'Kafka'],
        ['c', 'Redis'],
      ],
      null,
      'a tie between Redis and Kafka (Redis 1, Kafka 1)',
    ],
    [
      'lead',
      [
        ['a', 'Redis'],
        ['b', 'Redis'],
        ['l', 'Kafka', true],
      ],
      'Kafka',
      'lead: Kafka 1',
    ],
    [
      'lead',
      [['a', 'Redis']],
      null,
      'no vote of a session in leadership mode, or from the command line, has been given',
    ],
    [
      'lead',
      [
        ['l', 'Redis', true],
        ['m', 'Kafka', true],
      ],
      null,
      'a tie between Redis and Kafka (Redis 1, Kafka 1)',
    ],
  ])('by %s of %j is %j', (rule, votes, option, why) => {
    const [decision] = voted(proposed({ rule }), ...votes).decisions;
    expect(decision === undefined ? undefined : resultOf(decision)).toEqual({ option, why });
  });

  it('is an option only where the rule allows it, and the counts are those of the votes', () => {
    const vote = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.constantFrom(...QUEUE.options),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...DECISION_RULES), fc.array(vote, { maxLength: 12 }), (rule, votes) => {
        const [decision] = voted(proposed({ rule }), ...votes).decisions;
        if (decision === undefined) throw new Error('no decision');
        const last = new Map(votes.map(([by, option, leads]) => [by, { option, leads }]));
        const counted = [...last.values()].filter(({ leads }) => rule !== 'lead' || leads);
        const needed = rule === 'unanimous' ? counted.length : counted.length / 2 + 0.5;
        const winners = QUEUE.options.filter(
          (option) => counted.length > 0 && counted.filter((one) => one.option === option).length >= needed,
        );
        expect(resultOf(decision).option).toBe(winners[0] ?? null);
        expect(tally(decision).reduce((sum, row) => sum + row.votes, 0)).toBe(last.size);
      }),
      { numRuns: 80 },
    );
  });
});

describe('closeDecision', () => {
  it('records the option that the rule gives, and why', () => {
    const state = voted(proposed(), ['a', 'Redis']);
    const closed = decided(closeDecision(state, ADA, 'd-1', NOW), state);
    expect(closed.decisions[0]?.outcome).toEqual({
      option: 'Redis',
      why: 'majority: Redis 1',
      by: 'a',
      by_name: 'session #1 (development)',
      at: minute(0),
    });
  });

  it('says why it cannot, and leaves the decision open', () => {
    const tie = voted(proposed(), ['a', 'Redis'], ['b', 'Kafka']);
    expectRefusal(() => closeDecision(tie, ADA, 'd-1', NOW), 'E_RULE', 'a tie between Redis and Kafka');
    expectRefusal(() => closeDecision(proposed(), ADA, 'd-1', NOW), 'E_RULE', 'no vote');
  });

  it('waits for the deadline, and ends a tie then without a result', () => {
    const state = voted(proposed({ deadline: NOW + 60_000 }), ['a', 'Redis'], ['b', 'Kafka']);
    expectRefusal(() => closeDecision(state, ADA, 'd-1', NOW + 59_999), 'E_RULE', `until ${minute(1)}`);
    expect(closeDecision(state, ADA, 'd-1', NOW + 60_000)[0]?.data).toMatchObject({
      option: null,
      why: expect.stringContaining('a tie'),
    });
  });

  it('a lead need not wait for the deadline', () => {
    const state = voted(proposed({ rule: 'lead', deadline: NOW + 60_000 }), ['l', 'Kafka', true]);
    expect(closeDecision(state, ADA, 'd-1', NOW)[0]?.data).toMatchObject({ option: 'Kafka' });
  });

  it('what is closed takes no comment, no vote and no second end', () => {
    const open = voted(proposed(), ['a', 'Redis']);
    const state = decided(closeDecision(open, ADA, 'd-1', NOW), open);
    const vote = { option: 'Kafka', reason: null };
    for (const work of [
      () => commentDecision(state, ADA, 'd-1', 'but'),
      () => voteDecision(state, ADA, 'd-1', vote, NOW),
      () => closeDecision(state, ADA, 'd-1', NOW),
    ]) {
      expectRefusal(work, 'E_RULE', 'was closed', 'Redis');
    }
    const late: DecisionEvent = { type: 'decision_voted', data: { decision_id: 'd-1', ...ADA, ...vote } };
    expect(decided([late], state)).toEqual(state);
  });
});

describe('the state', () => {
  it('counts the comments, whose texts hold no secret', () => {
    const state = proposed();
    const events = commentDecision(state, ADA, 'd-1', 'password=hunter2hunter2');
    expect(events[0]?.data).toMatchObject({ text: 'password=[redacted]' });
    expect(decided([...events, ...events], state).decisions[0]?.comments).toBe(2);
    expectRefusal(() => commentDecision(state, ADA, 'd-1', ' '), 'E_INVALID', 'comment is empty');
  });

  it('keeps the newest fifty that are closed', () => {
    const state = Array.from({ length: 60 }).reduce<DecisionsState>((current) => {
      const next = proposed({ rule: 'lead' }, current);
      const id = `d-${next.last_number}`;
      const vote = voteDecision(next, { ...ADA, leads: true }, id, { option: 'Redis', reason: null }, NOW);
      const ready = decided(vote, next);
      return decided(closeDecision(ready, ADA, id, NOW), ready);
    }, proposed());
    expect(state.decisions).toHaveLength(51);
    expect(state.decisions.slice(0, 2).map(({ decision_id }) => decision_id)).toEqual(['d-1', 'd-12']);
  });

  it('is left as it is by other events and by data that do not fit', () => {
    const state = proposed();
    for (const event of [
      { type: 'task_claimed', data: {} },
      { type: 'decision_proposed', data: { decision_id: 'd-9' } },
    ]) {
      expect(evolveDecisions(state, { ...event, timestamp: minute(0) })).toBe(state);
    }
  });

  it('is made of events that fit their schemas', () => {
    const open = proposed({ deadline: NOW + 60_000 });
    const events = [
      ...proposeDecision(EMPTY_DECISIONS, { ...ADA, by: null }, QUEUE, NOW),
      ...commentDecision(open, ADA, 'd-1', 'x'),
      ...voteDecision(open, ADA, 'd-1', { option: 'redis', reason: 'fast' }, NOW),
      ...closeDecision(open, ADA, 'd-1', NOW + 60_000),
    ];
    expect(events).toHaveLength(4);
    for (const { type, data } of events) {
      expect(DECISION_EVENT_SCHEMAS[type].parse(data)).toEqual(data);
    }
  });
});
