import fc from 'fast-check';
import { checkpointChange, makeCheckpoint } from '../../../src/session/checkpoint.ts';
import { endTurn, submitPrompt } from '../../../src/session/commands/converse.ts';
import { observeCheck, observeCommits, observeHead } from '../../../src/session/commands/evidence.ts';
import {
  activateSession,
  closeCrashed,
  endSession,
  seeSession,
  startSession,
} from '../../../src/session/commands/life.ts';
import {
  activateTeam,
  assignTask,
  blockTask,
  deactivateTeam,
  endTask,
  leaveSprint,
  progressTask,
  startSprint,
  startTask,
  unblockTask,
} from '../../../src/session/commands/planned-work.ts';
import {
  mirrorTask,
  recordAgentStart,
  recordAgentStop,
  recordTool,
  recordUsage,
} from '../../../src/session/commands/record.ts';
import { rollBack } from '../../../src/session/commands/rollback.ts';
import { changeMode, patchState, setOrchestration } from '../../../src/session/commands/settings.ts';
import type { SessionEventType } from '../../../src/session/event.ts';
import { SESSION_EVENT_SCHEMAS } from '../../../src/session/event-schemas.ts';
import type { JsonLocation, PatchOperation } from '../../../src/session/patch.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import {
  CHECK_KINDS,
  CHECK_OUTCOMES,
  CHECKPOINT_REASONS,
  OVERRIDE_SCOPES,
  PREDECESSOR_LINKS,
  SESSION_MODES,
  START_SOURCES,
  TASK_STATUSES,
  VIOLATION_ANSWERS,
} from '../../../src/session/words.ts';
import type { Decide } from '../../helpers/given.ts';

/** A command with its arguments, and a name to see it by when a property fails. */
export interface NamedCommand {
  readonly name: string;
  readonly decide: Decide;
}

/** Texts that a client, a person or a file system may come up with. */
const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '', '\n', '😀') },
  { weight: 1, arbitrary: fc.nat(3_000).map((length) => '界\u0001'.repeat(length)) },
);
const maybe = fc.option(text);
const count = fc.nat(1_000_000);
const tokens = fc.record({ input: count, output: count, cache_read: count, cache_write: count });
const cost = fc.option(fc.double({ min: 0, max: 1_000, noNaN: true }));
const agentId = fc.oneof(
  fc.nat(30).map((id) => `a-${id}`),
  text,
);
const life = fc.constantFrom('running' as const, 'gone' as const, 'unknown' as const);

const facts = fc.record({
  session_id: fc.constant('s-1'),
  number: fc.nat(999),
  source: fc.constantFrom(...START_SOURCES),
  mode: fc.constantFrom(...SESSION_MODES),
  orchestration_enabled: fc.boolean(),
  label: maybe,
  user: maybe,
  cwd: maybe,
  worktree: maybe,
  branch: maybe,
  model: maybe,
  transcript_path: maybe,
  process: fc.option(
    fc.record({ pid: fc.nat(99_999), started: fc.option(fc.nat().map(String)), host: fc.constant('here') }),
  ),
  predecessor: fc.option(
    fc.record({ session_id: fc.constant('s-0'), number: count, by: fc.constantFrom(...PREDECESSOR_LINKS) }),
  ),
});

const place: fc.Arbitrary<JsonLocation> = fc.constantFrom<JsonLocation[]>(
  ['session_info', 'label'],
  ['session_info', 'mode'],
  ['active_work', 'current_epic'],
  ['active_work', 'current_sprint'],
  ['active_work', 'sprint_started_at'],
  ['active_work', 'execution_state', 'tasks'],
  ['lifecycle', 'status'],
  ['runtime_config', 'values'],
  ['runtime_config', 'values', 'a', 'b'],
  ['runtime_config', 'values', '__proto__'],
  ['communication', 'messages', 0],
);
const value = fc.oneof(text, fc.jsonValue());
const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.record({ op: fc.constant('set' as const), at: place, value }),
  fc.record({ op: fc.constant('merge' as const), at: place, value }),
  fc.record({ op: fc.constant('delete' as const), at: place }),
);

function command<Arguments>(
  name: string,
  given: fc.Arbitrary<Arguments>,
  decide: (given: Arguments) => Decide,
): fc.Arbitrary<NamedCommand> {
  return given.map((chosen) => ({
    name: `${name} ${JSON.stringify(chosen)?.slice(0, 200)}`,
    decide: decide(chosen),
  }));
}

const taskId = fc.oneof(
  fc.nat(3).map((id) => `T-${id}`),
  text,
);
const work = fc.record({ id: taskId, title: text });

/** A command about planned work. */
const plannedWork: fc.Arbitrary<NamedCommand> = fc.oneof(
  command(
    'start sprint',
    fc.record({
      sprint_id: text,
      epic_id: text,
      days: fc.option(count),
      tasks: fc.array(work, { maxLength: 4 }),
    }),
    (sprint) => (state) => startSprint(state, sprint),
  ),
  command(
    'leave sprint',
    text,
    (id) => (state) => leaveSprint(state, state.active_work.current_sprint ?? id),
  ),
  command(
    'assign task',
    fc.tuple(work, text),
    ([task, who]) =>
      (state) =>
        assignTask(state, task, who),
  ),
  command(
    'start task',
    fc.tuple(work, maybe),
    ([task, who]) =>
      (state) =>
        startTask(state, task, who),
  ),
  command(
    'progress task',
    fc.record({
      task_id: taskId,
      percentage: fc.double({ min: -5, max: 105 }),
      actual_effort: fc.option(count),
      artifacts: fc.array(text, { maxLength: 3 }),
    }),
    (progress) => (state) => progressTask(state, progress),
  ),
  command(
    'block task',
    fc.tuple(taskId, text),
    ([id, reason]) =>
      (state) =>
        blockTask(state, id, reason),
  ),
  command('unblock task', taskId, (id) => (state) => unblockTask(state, id)),
  command(
    'end task',
    fc.record({
      task_id: taskId,
      outcome: fc.constantFrom('completed' as const, 'failed' as const, 'cancelled' as const),
      reason: maybe,
      actual_effort: fc.option(count),
      artifacts: fc.array(text, { maxLength: 3 }),
    }),
    (end) => (state) => endTask(state, end),
  ),
  command('team on', text, (id) => (state) => activateTeam(state, id)),
  command('team off', text, (id) => (state) => deactivateTeam(state, id)),
);

/** A command about the session's life, its conversation and what the client tells of. */
const trackedWork: fc.Arbitrary<NamedCommand> = fc.oneof(
  command(
    'start',
    fc.tuple(facts, life),
    ([data, former]) =>
      (state) =>
        startSession(state, data, former),
  ),
  command('activate', fc.constant(null), () => activateSession),
  command('end', text, (reason) => (state) => endSession(state, reason)),
  command('crash', text, (by) => (state) => closeCrashed(state, by)),
  command('see', fc.constant(null), () => seeSession),
  command('prompt', text, (prompt) => (state) => submitPrompt(state, prompt)),
  command(
    'stop',
    fc.record({
      outcome: fc.constantFrom('completed' as const, 'failed' as const),
      error: maybe,
      answer: maybe,
      background: count,
    }),
    (end) => (state) => endTurn(state, end),
  ),
  command(
    'tool',
    fc.record({
      tool: text,
      outcome: fc.constantFrom('ok' as const, 'failed' as const, 'denied' as const),
      duration_ms: fc.option(count),
      agent_id: maybe,
      file: maybe,
    }),
    (call) => () => recordTool(call),
  ),
  command(
    'agent start',
    fc.record({ agent_id: agentId, agent_type: text }),
    (agent) => (state) => recordAgentStart(state, agent),
  ),
  command(
    'agent stop',
    fc.record({
      agent_id: agentId,
      agent_type: text,
      description: maybe,
      tool_calls: count,
      tokens,
      cost_usd: cost,
    }),
    (agent) => () => recordAgentStop(agent),
  ),
  command(
    'task',
    fc.record({
      client_id: fc.oneof(fc.nat(9).map(String), text),
      title: maybe,
      status: fc.constantFrom(...TASK_STATUSES),
      assignee: maybe,
    }),
    (change) => (state) => mirrorTask(state, change),
  ),
  command(
    'usage',
    fc.record({
      tokens,
      cost_usd: cost,
      tools: fc.dictionary(text, fc.nat(99)),
      tool: fc.record({ tokens: count, cost_usd: cost }),
      read_to: count,
      last_message: maybe,
    }),
    (usage) => (state) => recordUsage(state, usage, { [Object.keys(usage.tools)[0] ?? 'Bash']: usage.tool }),
  ),
  command(
    'check',
    fc.record({
      command: text,
      kind: fc.constantFrom(...CHECK_KINDS),
      outcome: fc.constantFrom(...CHECK_OUTCOMES),
      exit_code: fc.option(fc.nat(255)),
      duration_ms: fc.option(count),
      tree: maybe,
      coverage: fc.option(fc.nat(100)),
      agent_id: maybe,
      tool_use_id: maybe,
    }),
    (check) => (state) => observeCheck(state, check),
  ),
  command(
    'commits',
    fc.array(
      fc.record({
        hash: text,
        subject: text,
        at: text,
        files: count,
        insertions: count,
        deletions: count,
      }),
      { maxLength: 3 },
    ),
    (found) => (state) => observeCommits(state, found),
  ),
  command('head', maybe, (head) => (state) => observeHead(state, head)),
  command('mode', fc.constantFrom(...SESSION_MODES), (mode) => (state) => changeMode(state, mode)),
  command('orchestration', fc.boolean(), (enabled) => (state) => setOrchestration(state, enabled)),
  command(
    'patch',
    fc.array(operation, { minLength: 1, maxLength: 3 }),
    (list) => (state) => patchState(state, list),
  ),
);

/** A command that marks the session's place, goes back to one, or watches over it. */
const placeWork: fc.Arbitrary<NamedCommand> = fc.oneof(
  command(
    'checkpoint',
    fc.tuple(text, fc.constantFrom(...CHECKPOINT_REASONS), maybe),
    ([id, reason, label]) =>
      () =>
        makeCheckpoint(id, reason, label),
  ),
  command('checkpoint of a change', text, (id) => (state) => checkpointChange(state, 'stop', () => id)),
  command('roll back', fc.tuple(text, taskId), ([id, other]) => (state) => {
    const there = { ...initialSessionState(), runtime_config: state.runtime_config };
    return rollBack(state, { event_id: id, at: id, checkpoint_id: null, state: there }, new Set([other]));
  }),
  command(
    'violation',
    fc.record({
      rule: text,
      level: fc.constantFrom('warn' as const, 'require' as const),
      answer: fc.constantFrom(...VIOLATION_ANSWERS),
      subject: maybe,
      message: text,
    }),
    (data) => () => [{ type: 'protocol_violated', data }],
  ),
  command(
    'override',
    fc.record({ rule: text, scope: fc.constantFrom(...OVERRIDE_SCOPES), reason: text, user: maybe }),
    (data) => () => [{ type: 'override_granted', data }],
  ),
  command('merged away', text, (id) => () => [
    { type: 'session_merged_away', data: { into_session: id, into_number: 2 } },
  ]),
);

/** Any command of a session with any arguments. */
export const anyCommand: fc.Arbitrary<NamedCommand> = fc.oneof(
  { weight: 1, arbitrary: plannedWork },
  { weight: 2, arbitrary: trackedWork },
  { weight: 1, arbitrary: placeWork },
);

/** An event of a known kind, or of none, with any data at all. */
export const anyEvent = fc.record({
  type: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...(Object.keys(SESSION_EVENT_SCHEMAS) as SessionEventType[])) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'later', '') },
  ),
  data: fc.oneof(
    fc.object(),
    fc.record(
      {
        agent_id: fc.anything(),
        task_id: fc.anything(),
        tool: fc.anything(),
        file: fc.anything(),
        status: fc.anything(),
        outcome: fc.anything(),
        hook: fc.anything(),
        bytes: fc.anything(),
        tokens: fc.anything(),
        operations: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  ),
  timestamp: fc.constant('2026-03-02T09:00:00.000Z'),
});
