import { describe, expect, it } from 'vitest';
import type {
  ProtocolSettings,
  RuleLevel,
  RuleName,
} from '../../../../src/continuity/rules/protocol-rules.ts';
import { DEFAULT_PROTOCOL, levelOf } from '../../../../src/continuity/rules/protocol-rules.ts';
import { needsGit, stopViolations } from '../../../../src/continuity/rules/stop-rules.ts';
import { verdictAtStop } from '../../../../src/continuity/rules/verdict.ts';
import type { SessionEvent } from '../../../../src/session/event.ts';
import { PROMPT, READY, stateAfter } from '../../../helpers/given.ts';

const edited = (path = '/work/app/src/a.ts'): SessionEvent => ({
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 1, agent_id: null, file: path },
});
const STARTED: SessionEvent = {
  type: 'task_started',
  data: { task_id: 'T-1', title: 'Keep the order', assignee: null },
};
const PROGRESSED: SessionEvent = {
  type: 'task_progressed',
  data: { task_id: 'T-1', percentage: 40, actual_effort: null, artifacts: [] },
};
const ENDED: SessionEvent = {
  type: 'turn_ended',
  data: { outcome: 'completed', error: null, answer: null, background: 0 },
};
const granted = (rule: string, scope: 'turn' | 'session'): SessionEvent => ({
  type: 'override_granted',
  data: { rule, scope, reason: 'a spike', user: 'ada' },
});

const settings = (rules: Partial<Record<RuleName, RuleLevel>>, manual = false): ProtocolSettings => ({
  manual,
  rules: { ...DEFAULT_PROTOCOL.rules, ...rules },
});
const required = settings({ task_status: 'require' });
const now = (...events: readonly SessionEvent[]) => stateAfter([...READY, PROMPT, ...events]);
const facts = { uncommitted: undefined };
const broken = (events: readonly SessionEvent[], rules = required) =>
  stopViolations(now(...events), rules, facts);
const verdict = (events: readonly SessionEvent[], rules = required) =>
  verdictAtStop(now(...events), broken(events, rules));

describe('a task in progress', () => {
  it('is stale where files were edited since it was last updated', () => {
    expect(broken([STARTED, edited(), edited('/work/app/src/b.ts')])).toEqual([
      {
        rule: 'task_status',
        level: 'require',
        subject: 'T-1',
        message:
          'Task T-1 ("Keep the order") is in progress at 0%, and 2 files were edited since it was last updated.',
        remedy:
          'Update it: `baton task progress T-1 PERCENT`, `baton task complete T-1`, or `baton task block T-1 --reason WHY`.',
      },
    ]);
  });

  it.each<[string, readonly SessionEvent[]]>([
    ['nothing was edited', [STARTED]],
    ['it was updated since', [STARTED, edited(), PROGRESSED]],
    [
      'its progress log has an entry since',
      [
        STARTED,
        edited(),
        { type: 'progress_logged', data: { task_id: 'T-1', did: ['x'], issues: [], state: [], next: [] } },
      ],
    ],
    ['only Baton’s own files were edited', [STARTED, edited('/work/app/.baton/tasks/T-1-state.md')]],
    ['the edits were before it was begun', [edited(), STARTED]],
    ['it is blocked', [STARTED, edited(), { type: 'task_blocked', data: { task_id: 'T-1', reason: 'x' } }]],
    [
      'it is one of the client’s own list',
      [
        {
          type: 'task_mirrored',
          data: { task_id: 'client-1', title: 'x', status: 'in_progress', assignee: null },
        },
        edited(),
      ],
    ],
    ['there is none', [edited()]],
  ])('is not stale where %s', (_why, events) => {
    expect(broken(events)).toEqual([]);
  });

  it('lacks a progress entry where its log is older than the edits', () => {
    const rules = settings({ task_status: 'off', progress_entry: 'warn' });
    const missing = { rule: 'progress_entry', subject: 'T-1', level: 'warn' };
    const logged: SessionEvent = {
      type: 'progress_logged',
      data: { task_id: 'T-1', did: ['the parser'], issues: [], state: [], next: [] },
    };
    expect(broken([STARTED, edited()], rules)).toMatchObject([missing]);
    expect(broken([STARTED, logged, edited()], rules)).toMatchObject([missing]);
    expect(broken([STARTED, edited(), logged], rules)).toEqual([]);
  });
});

describe('uncommitted work', () => {
  const rules = settings({ uncommitted: 'require' });

  it('is named, three files of it', () => {
    const uncommitted = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
    expect(stopViolations(now(edited()), rules, { ...facts, uncommitted })).toMatchObject([
      { message: '5 edited files are not committed: a.ts, b.ts, c.ts and 2 more.' },
    ]);
    expect(stopViolations(now(edited()), rules, { ...facts, uncommitted: ['a.ts'] })).toMatchObject([
      { message: '1 edited file is not committed: a.ts.' },
    ]);
    expect(stopViolations(now(edited()), rules, { ...facts, uncommitted: [] })).toEqual([]);
  });

  it('is looked for only where the rule is on, something was edited, and the person has not been told yet', () => {
    expect(needsGit(now(edited()), rules)).toBe(true);
    expect(needsGit(now(), rules)).toBe(false);
    expect(needsGit(now(edited()), settings({}))).toBe(false);
    const told: SessionEvent = {
      type: 'protocol_violated',
      data: { rule: 'uncommitted', level: 'warn', answer: 'told', subject: null, message: '' },
    };
    expect(needsGit(now(edited(), told), settings({ uncommitted: 'warn' }))).toBe(false);
    expect(needsGit(now(edited(), told), rules)).toBe(true);
  });
});

describe('the end of a turn', () => {
  const STALE = [STARTED, edited()] as const;

  it('is put off once by a required rule, with what to do', () => {
    const first = verdict(STALE);
    expect(first.block).toBe(
      '[Baton] Before this turn ends (session protocol):\n' +
        '- Task T-1 ("Keep the order") is in progress at 0%, and 1 file was edited since it was last updated. Update it: `baton task progress T-1 PERCENT`, `baton task complete T-1`, or `baton task block T-1 --reason WHY`.\n' +
        'This is asked once a turn. Where it cannot be done, say so and end: only the person waives a rule (baton session override task_status --reason WHY, in a terminal of their own).',
    );
    expect(first.events).toMatchObject([{ data: { rule: 'task_status', answer: 'blocked' } }]);

    const second = verdict([...STALE, ...first.events]);
    expect(second.block).toBeNull();
    expect(second.events).toMatchObject([{ data: { answer: 'passed_over' } }]);
    expect(second.notice).toContain('The turn ended although it is required otherwise: Task T-1');
  });

  it('is put off again in the turn after the next thing that a person asks, not after a synthetic prompt', () => {
    const events = [...STALE, ...verdict(STALE).events, ENDED];
    const synthetic: SessionEvent = {
      type: 'prompt_submitted',
      data: { kind: 'synthetic', excerpt: null, characters: 9 },
    };
    expect(verdict([...events, synthetic]).block).toBeNull();
    expect(verdict([...events, PROMPT]).block).not.toBeNull();
  });

  it('is not put off by a warning, of which the person is told once for each task', () => {
    const warned = settings({});
    const first = verdict(STALE, warned);
    expect(first).toMatchObject({ block: null, notice: expect.stringContaining('Task T-1') });
    expect(verdict([...STALE, ...first.events, ENDED, PROMPT, edited()], warned)).toEqual({
      block: null,
      notice: null,
      events: [],
    });
  });

  it('asks for nothing where all rules are off, waived, or the protocol is left to the person', () => {
    expect(broken(STALE, settings({ task_status: 'off' }))).toEqual([]);
    expect(broken(STALE, settings({ task_status: 'require' }, true))).toEqual([]);
    expect(broken([...STALE, granted('task_status', 'session')])).toEqual([]);
    expect(broken([...STALE, granted('uncommitted', 'session')])).toHaveLength(1);
  });

  it('ends a waiver that was for one turn', () => {
    const events = [...STALE, granted('task_status', 'turn')];
    expect(broken(events)).toEqual([]);
    expect(broken([...events, ENDED])).toHaveLength(1);
    expect(broken([...STALE, granted('task_status', 'session'), ENDED, PROMPT])).toEqual([]);
  });
});

describe('a rule', () => {
  it('holds as strictly as the project says', () => {
    expect(levelOf('handoff', DEFAULT_PROTOCOL, [])).toBe('warn');
    expect(levelOf('protected_files', DEFAULT_PROTOCOL, [])).toBe('require');
    expect(levelOf('uncommitted', DEFAULT_PROTOCOL, [])).toBeUndefined();
    expect(levelOf('handoff', DEFAULT_PROTOCOL, [{ rule: 'handoff' }])).toBeUndefined();
  });
});
