import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inboxOf } from '../../../src/messaging/inbox.ts';
import type { MessageEvent } from '../../../src/messaging/message.ts';
import { EMPTY_MESSAGING, isQueued } from '../../../src/messaging/message.ts';
import { evolveMessaging } from '../../../src/messaging/message-fold.ts';
import { MESSAGE_EVENT_SCHEMAS } from '../../../src/messaging/message-schema.ts';
import { messagingView } from '../../../src/messaging/message-view.ts';
import {
  deliverMessages,
  joinBroadcasts,
  readMessage,
  sendMessage,
  waitingFor,
} from '../../../src/messaging/messages.ts';
import { MESSAGE_PRIORITIES } from '../../../src/messaging/words.ts';
import { minute } from '../../helpers/given.ts';
import { draft, expectRefusal, sent, told } from './shared-log.ts';

const DAY_MINUTES = 24 * 60;
const at = (minutes: number) => Date.parse(minute(minutes));
const ids = (messages: readonly { readonly message_id: string }[]) =>
  messages.map(({ message_id }) => message_id);

describe('sendMessage', () => {
  it('gives the next number, and the message waits for the one it is addressed to', () => {
    const state = sent([{ text: 'one' }, { text: '  two ' }]);
    expect(ids(state.messages)).toEqual(['m-1', 'm-2']);
    expect(state.messages[1]).toEqual({
      message_id: 'm-2',
      from_session: 'a',
      from_name: 'session #1 (development)',
      to: 'b',
      priority: 'normal',
      text: 'two',
      sent_at: minute(0),
      waiting: ['b'],
      delivered: [],
      read: [],
      dropped: null,
    });
  });

  it('keeps no secret', () => {
    expect(sent([{ text: 'use password=hunter2hunter2' }]).messages[0]?.text).toBe('use password=[redacted]');
  });

  it.each<[string, Parameters<typeof draft>[0], string, string]>([
    ['an empty text', { text: ' \n' }, 'E_INVALID', 'empty'],
    ['more than 2,000 characters', { text: 'x'.repeat(2_001) }, 'E_INVALID', 'this one has 2001'],
    ['a message to oneself', { to: 'a' }, 'E_RULE', 'to itself'],
  ])('refuses %s', (_, changes, code, words) => {
    expectRefusal(() => sendMessage(EMPTY_MESSAGING, draft(changes)), code, words);
  });

  it('a broadcast waits for all that are live, and not for its sender', () => {
    expect(sent([{ to: 'all', live: ['a', 'b', 'c', 'b'] }]).messages[0]?.waiting).toEqual(['b', 'c']);
    expect(sent([{ to: 'all', live: ['a', 'b'], from_session: null }]).messages[0]?.waiting).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('a full queue', () => {
  const full = sent([
    { priority: 'high' },
    { priority: 'low', from_session: 'x' },
    { priority: 'low' },
    ...Array.from({ length: 97 }, () => ({ priority: 'normal' as const })),
  ]);

  it('lets the oldest of the least important out, and its sender finds a notice until it is read', () => {
    const events = sendMessage(full, draft({ priority: 'low', text: 'new' }));
    expect(events.map(({ type }) => type)).toEqual(['message_dropped', 'message_sent']);
    const state = told(events, full);
    expect(state.messages.filter(isQueued)).toHaveLength(100);
    expect(ids(inboxOf(state, 'x').notices)).toEqual(['m-2']);
    expect(inboxOf(state, 'x').notices[0]?.dropped).toContain('100 messages were waiting');
    expect(inboxOf(state, 'a').notices).toEqual([]);
    expect(inboxOf(told(readMessage(state, 'x', 'm-2'), state), 'x').notices).toEqual([]);
    expect(deliverMessages(state, 'b', ['m-2'])).toEqual([]);
  });

  it('is as long as the settings say', () => {
    const three = sent([{ priority: 'low' }, { priority: 'normal' }, { priority: 'normal' }]);
    expect(sendMessage(three, draft(), 4)).toHaveLength(1);
    expect(sendMessage(three, draft(), 3)).toMatchObject([{ data: { message_id: 'm-1' } }, {}]);
    expect(sendMessage(three, draft({ priority: 'high' }), 2)).toMatchObject([
      { type: 'message_dropped', data: { message_id: 'm-1' } },
      { type: 'message_dropped', data: { message_id: 'm-2' } },
      { type: 'message_sent', data: { message_id: 'm-4' } },
    ]);
  });

  it('leaves a notice for the one who was to be given the message, until it is read', () => {
    const state = told(sendMessage(full, draft({ priority: 'low', text: 'new' })), full);
    expect(ids(inboxOf(state, 'b').missed)).toEqual(['m-2']);
    expect(inboxOf(state, 'c').missed).toEqual([]);
    expect(inboxOf(told(readMessage(state, 'b', 'm-2'), state), 'b').missed).toEqual([]);
  });

  it('refuses what is less important than all that wait', () => {
    const busy = sent(Array.from({ length: 100 }, () => ({ priority: 'high' as const })));
    expectRefusal(() => sendMessage(busy, draft()), 'E_RULE', 'all more important than normal');
    expect(sendMessage(busy, draft({ priority: 'high' }))[0]?.data).toMatchObject({ message_id: 'm-1' });
  });
});

describe('waitingFor', () => {
  it('puts the most important first, and of equal ones the oldest', () => {
    const order = ['low', 'urgent', 'normal', 'urgent', 'high'] as const;
    const state = sent([...order.map((priority) => ({ priority })), { to: 'c' }]);
    expect(ids(waitingFor(state, 'b'))).toEqual(['m-2', 'm-4', 'm-5', 'm-3', 'm-1']);
  });
});

describe('delivery', () => {
  it('is once for each: the second time gives nothing', () => {
    const state = sent([{ text: 'x' }, { to: 'all', live: ['b', 'c'] }]);
    const events = deliverMessages(state, 'b', ['m-1', 'm-2', 'm-9']);
    expect(events.map(({ data }) => data)).toEqual([
      { message_id: 'm-1', session_id: 'b' },
      { message_id: 'm-2', session_id: 'b' },
    ]);
    const after = told(events, state);
    expect(deliverMessages(after, 'b', ['m-1', 'm-2'])).toEqual([]);
    expect(ids(waitingFor(after, 'c'))).toEqual(['m-2']);
  });

  it('what was read before its prompt is not delivered again; what was delivered can be read', () => {
    const state = sent([{}, {}]);
    const read = told(readMessage(state, 'b', 'm-1'), state);
    expect(ids(waitingFor(read, 'b'))).toEqual(['m-2']);
    const given = told(deliverMessages(read, 'b', ['m-2']), read);
    expect(inboxOf(given, 'b').received.map(({ status }) => status)).toEqual(['read', 'delivered']);
    expect(readMessage(given, 'b', 'm-1')).toEqual([]);
    expect(readMessage(given, 'b', 'm-2')).toHaveLength(1);
  });

  it.each([
    ['another session', 'z'],
    ['its sender', 'a'],
    ['the command line', null],
  ])('%s that reads along marks nothing', (_, reader) => {
    expect(readMessage(sent([{}]), reader, 'm-1')).toEqual([]);
  });
});

describe('a broadcast', () => {
  const state = sent([{ to: 'all', live: ['b'] }, { to: 'all', live: ['b', 'late'] }, {}]);

  it('is joined once by a session that starts within 24 hours', () => {
    const events = joinBroadcasts(state, 'late', at(DAY_MINUTES) - 1);
    expect(events).toEqual([
      { type: 'broadcasts_joined', data: { session_id: 'late', message_ids: ['m-1'] } },
    ]);
    const joined = told(events, state);
    expect(ids(waitingFor(joined, 'late'))).toEqual(['m-1', 'm-2']);
    expect(joinBroadcasts(joined, 'late', at(1))).toEqual([]);
    const given = told(deliverMessages(joined, 'late', ['m-1', 'm-2']), joined);
    expect(joinBroadcasts(given, 'late', at(1))).toEqual([]);
  });

  it.each([
    ['after 24 hours', 'late', DAY_MINUTES],
    ['by its sender', 'a', 1],
  ])('is not joined %s', (_, session, minutes) => {
    expect(joinBroadcasts(state, session, at(minutes))).toEqual([]);
  });

  it('that was dropped reaches nobody more', () => {
    const dropped = told([{ type: 'message_dropped', data: { message_id: 'm-1', reason: 'x' } }], state);
    expect(joinBroadcasts(dropped, 'late', at(1))).toEqual([]);
    expect(ids(waitingFor(dropped, 'b'))).toEqual(['m-2', 'm-3']);
  });
});

describe('the state', () => {
  it('keeps the newest 200 of those that wait for nobody, and all that wait', () => {
    const waiting = sent([{ to: 'dead' }]);
    const state = Array.from({ length: 230 }).reduce<typeof waiting>((current) => {
      const next = sent([{}], current);
      return told(deliverMessages(next, 'b', [`m-${next.last_number}`]), next);
    }, waiting);
    expect(state.messages).toHaveLength(201);
    expect(ids(state.messages).slice(0, 2)).toEqual(['m-1', 'm-32']);
    expect(state.last_number).toBe(231);
  });

  it.each([
    ['an event of another kind', { type: 'task_claimed', data: { message_id: 'm-1' } }],
    ['a message without a text', { type: 'message_sent', data: { message_id: 'm-9' } }],
    ['a message without recipients', { type: 'message_sent', data: { message_id: 'm-9', text: 'x' } }],
    [
      'a message that is there already',
      { type: 'message_sent', data: { message_id: 'm-1', text: 'x', recipients: [] } },
    ],
    ['joining nothing', { type: 'broadcasts_joined', data: {} }],
  ])('is left as it is by %s', (_, event) => {
    const state = sent([{}]);
    expect(evolveMessaging(state, { ...event, timestamp: minute(0) })).toBe(state);
  });

  it('holds at most 100 that wait, gives no message twice to a session, and every event fits its schema', () => {
    const session = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('send' as const),
        from: session,
        to: fc.oneof(session, fc.constant('all')),
        priority: fc.constantFrom(...MESSAGE_PRIORITIES),
      }),
      fc.record({
        kind: fc.constantFrom('prompt' as const, 'start' as const, 'read' as const),
        from: session,
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 250, size: 'max' }), (steps) => {
        let state = EMPTY_MESSAGING;
        const given = new Set<string>();
        for (const one of steps) {
          const events: readonly MessageEvent[] =
            one.kind === 'send'
              ? attempted(() =>
                  sendMessage(
                    state,
                    draft({ from_session: one.from, to: one.to, live: ['a', 'b'], priority: one.priority }),
                  ),
                )
              : one.kind === 'prompt'
                ? deliverMessages(state, one.from, ids(waitingFor(state, one.from)).slice(0, 5))
                : one.kind === 'start'
                  ? joinBroadcasts(state, one.from, at(1))
                  : readMessage(state, one.from, ids(waitingFor(state, one.from))[0] ?? '');
          for (const { type, data } of events) {
            expect(MESSAGE_EVENT_SCHEMAS[type].safeParse(data).success).toBe(true);
            if (type !== 'message_delivered') continue;
            const delivery = `${data.message_id} ${data.session_id}`;
            expect(given).not.toContain(delivery);
            given.add(delivery);
          }
          state = told(events, state);
          if (one.kind === 'send') expect(state.messages.filter(isQueued).length).toBeLessThanOrEqual(100);
          const view = messagingView(state);
          for (const id of ['a', 'b', 'c', '__proto__', 'constructor']) {
            const count = Object.hasOwn(view.undelivered, id) ? view.undelivered[id] : 0;
            expect(count).toBe(waitingFor(state, id).length);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

function attempted(work: () => MessageEvent[]): MessageEvent[] {
  try {
    return work();
  } catch {
    return [];
  }
}

describe('the view', () => {
  it('counts by session and says until when a broadcast is for those who start', () => {
    const state = sent([{}, {}, { to: 'c' }, { to: 'all', live: ['c'] }]);
    expect(messagingView(state)).toEqual({
      undelivered: { b: 2, c: 2 },
      more: false,
      broadcast_up_to: at(DAY_MINUTES),
    });
    expect(messagingView(EMPTY_MESSAGING)).toEqual({ undelivered: {}, more: false, broadcast_up_to: 0 });
  });

  it('stays small for many sessions, and says that there are more', () => {
    const long = (index: number) => `${index}-${'x'.repeat(60)}`;
    const view = messagingView(sent(Array.from({ length: 100 }, (_, index) => ({ to: long(index) }))));
    expect(view.more).toBe(true);
    expect(view.undelivered).toHaveProperty([long(99)], 1);
    expect(JSON.stringify(view, null, 1).length).toBeLessThan(3_600);
  });
});
