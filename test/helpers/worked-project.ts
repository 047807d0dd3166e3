import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { seededRandom } from '../../src/insight/random.ts';
import { initProject } from '../../src/runtime/init-project.ts';
import { changeSession, sharedProjection } from '../../src/runtime/session-streams.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import { registerSession } from '../../src/session/registry.ts';
import type { StoreContext } from '../../src/store/append.ts';
import { transact } from '../../src/store/append.ts';
import type { Layout } from '../../src/store/layout.ts';
import { layoutOf } from '../../src/store/layout.ts';
import { startFacts } from './given.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a worked project is to be like. */
export interface Worked {
  readonly sessions: number;
  /** Turns in each session; a turn is about six events. */
  readonly turns: number;
  /** The titles of the sprint's tasks; two a day are completed. */
  readonly titles: readonly string[];
  /** When the last session ends (milliseconds). */
  readonly now: number;
  readonly label?: string;
  /** How many events one record holds: many make a long log quickly. */
  readonly batch?: number;
}

/** Fills `root` with a project on which sessions have worked day after day; gives the sessions' ids, oldest first. */
export function workedProject(root: string, worked: Worked): string[] {
  initProject(root);
  const layout = layoutOf(root);
  const random = seededRandom(7);
  let ids = 0;
  const contextAt = (at: number): StoreContext => ({
    now: () => Math.round(at),
    newId: () => `w-${String(ids++).padStart(8, '0')}`,
    by: 'test',
    patienceMs: 1_000,
  });
  plan(layout, worked.titles);
  const sessions = Array.from(
    { length: worked.sessions },
    (_, index) => `session-${String(index + 1).padStart(3, '0')}`,
  );
  for (const [index, id] of sessions.entries()) {
    const begin = worked.now - (worked.sessions - index) * DAY + 2 * 60 * MINUTE;
    const register = { expect: 'version', durable: false } as const;
    const shared = transact(layout.shared, sharedProjection, contextAt(begin), register, (state) =>
      registerSession(state.registry, id),
    );
    const number = shared.state.registry.sessions[id]?.number ?? 0;
    const facts = startFacts({
      session_id: id,
      number,
      process: null,
      cwd: root,
      worktree: root,
      label: worked.label ?? null,
    });
    let batch: SessionEvent[] = [];
    const flush = (at: number) => {
      const events = batch;
      batch = [];
      if (events.length > 0) changeSession(layout, id, contextAt(at), () => events);
    };
    const tell = (at: number, ...events: SessionEvent[]) => {
      batch.push(...events);
      if (batch.length >= (worked.batch ?? 1)) flush(at);
    };
    tell(begin, { type: 'session_started', data: facts }, { type: 'session_activated', data: {} });
    tell(begin + MINUTE, {
      type: 'sprint_started',
      data: {
        sprint_id: 's1',
        epic_id: 'e1',
        days: 21,
        tasks: worked.titles.map((title, task) => ({ id: `t${task}`, title })),
      },
    });
    const complete = (task: number, session_id: string, when: number, told: Tell) => {
      const end = { outcome: 'completed' as const, reason: null, actual_effort: null, artifacts: [] };
      told(when, { type: 'task_ended', data: { task_id: `t${task}`, ...end } });
      const claim = { task_id: `t${task}`, session_id };
      transact(layout.shared, sharedProjection, contextAt(when), register, () => [
        { type: 'task_claimed', data: claim },
        { type: 'task_settled', data: { ...claim, outcome: 'completed' } },
      ]);
    };
    let at = begin + (3 + 6 * random()) * MINUTE;
    const own = [index * 2, index * 2 + 1].filter((one) => one < worked.titles.length);
    for (let turn = 0; turn < worked.turns; turn++) {
      const task = own[turn < worked.turns / 2 ? 0 : 1];
      if (turn % Math.ceil(worked.turns / 2) === 0 && task !== undefined) {
        const data = { task_id: `t${task}`, title: worked.titles[task] ?? '', assignee: 'coder' };
        tell(at, { type: 'task_started', data });
      }
      at = oneTurn(tell, { at, turn, index, random });
      const isLast = turn === worked.turns - 1 || turn === Math.ceil(worked.turns / 2) - 1;
      if (isLast && task !== undefined) complete(task, id, at, tell);
    }
    tell(at, { type: 'session_closed', data: { reason: 'exit', clean: true, closed_by: null } });
    flush(at);
  }
  return sessions;
}

type Tell = (at: number, ...events: SessionEvent[]) => void;

const TOKENS = { input: 900, output: 2_400, cache_read: 60_000, cache_write: 4_000 };

function oneTurn(
  tell: Tell,
  {
    at: begin,
    turn,
    index,
    random,
  }: { readonly at: number; readonly turn: number; readonly index: number; readonly random: () => number },
): number {
  let at = begin;
  const after = (minutes: number) => {
    at += minutes * MINUTE;
    return at;
  };
  tell(at, { type: 'prompt_submitted', data: { kind: 'human', excerpt: 'go on', characters: 5 } });
  const agent = {
    agent_id: `a-${index}-${turn}`,
    agent_type: ['tester', 'reviewer', 'coder'][turn % 3] ?? 'coder',
  };
  if (turn % 4 === 1) tell(after(0.5), { type: 'agent_started', data: agent });
  for (let call = 0; call < 3; call++) {
    const outcome = random() < 0.12 ? 'failed' : 'ok';
    const file = `/work/app/src/part-${Math.floor(random() * 12)}${random() < 0.15 ? '.md' : '.ts'}`;
    tell(after(0.4 + random()), {
      type: 'tool_used',
      data: { tool: 'Edit', outcome, duration_ms: 40, agent_id: null, file: outcome === 'ok' ? file : null },
    });
  }
  if (turn % 4 === 1)
    tell(after(3 * random()), {
      type: 'agent_stopped',
      data: {
        ...agent,
        description: `Look at step ${turn}`,
        tool_calls: 9,
        tokens: TOKENS,
        cost_usd: 0.3 + random(),
      },
    });
  if (turn % 3 === 2)
    tell(after(1), {
      type: 'check_observed',
      data: {
        ...{ command: 'npm test', kind: 'test', outcome: random() < 0.3 ? 'failed' : 'ok', exit_code: 0 },
        ...{
          duration_ms: 9_000,
          tree: null,
          coverage: 80 + turn / 4,
          agent_id: null,
          tool_use_id: `c-${index}-${turn}`,
        },
      },
    });
  if (turn % 5 === 4)
    tell(after(0.5), {
      type: 'commit_observed',
      data: {
        ...{
          hash: `c${index}f${turn}a9b8c7d6`,
          subject: `feat(parser): step ${turn}`,
          at: new Date(Math.round(at)).toISOString(),
        },
        ...{ files: 3, insertions: 40 + turn, deletions: 12 },
      },
    });
  tell(
    after(0.5),
    { type: 'turn_ended', data: { outcome: 'completed', error: null, answer: 'Done.', background: 0 } },
    {
      type: 'usage_recorded',
      data: {
        tokens: TOKENS,
        cost_usd: 0.2 + random() / 3,
        tools: { Edit: 3, Bash: 2, Read: 4 },
        read_to: turn,
        last_message: `m${turn}`,
      },
    },
    {
      type: 'tool_costs_recorded',
      data: { tools: { Edit: { tokens: 30_000, cost_usd: 0.12 }, Bash: { tokens: 9_000, cost_usd: 0.05 } } },
    },
  );
  return after(random() < 0.15 ? 8 + 20 * random() : 3 * random());
}

function plan(layout: Layout, titles: readonly string[]): void {
  const write = (path: string, value: unknown) => {
    const file = join(layout.plan, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  };
  write('epics/e1.json', { id: 'e1', title: 'Everything' });
  const tasks = titles.map((title, index) => ({
    ...{ id: `t${index}`, title, type: index % 2 === 0 ? 'api' : 'ui', estimated_effort: 1 + (index % 3) },
  }));
  write('sprints/s1.json', {
    ...{ id: 's1', epic_id: 'e1', name: 'Ledgers that never lose a cent', length_days: 21 },
    planned_tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
  });
}
