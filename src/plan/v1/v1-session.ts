import type { SessionEvent } from '../../session/event.ts';
import type { PatchOperation } from '../../session/patch.ts';
import type { AgentState, TaskState } from '../../session/state.ts';
import type { SessionMode } from '../../session/view.ts';
import { SESSION_MODES } from '../../session/words.ts';
import type { V1Object } from './v1-object.ts';

/** What version 1 said of its session, read once. */
export interface V1Session {
  readonly old_id: string | null;
  readonly mode: SessionMode;
  readonly label: string | null;
  readonly user: string | null;
  readonly orchestration_enabled: boolean;
  /** True for one that was over. */
  readonly is_over: boolean;
  readonly current_epic: string | undefined;
  readonly current_sprint: string | undefined;
  readonly teams: readonly string[];
  readonly output_style: string | undefined;
  readonly status_line: string | undefined;
}

/** Reads the session of version 1; without one, a session of the usual kind. */
export function readSession(session: V1Object | undefined): V1Session {
  const word = session?.text('mode');
  const mode = SESSION_MODES.find((one) => one === word);
  if (word !== undefined && mode === undefined)
    session?.leave('mode', word, 'This mode is not known; the session has the usual one.');
  const lifecycle = session?.object('lifecycle');
  const config = session?.object('runtime_config');
  const status = lifecycle?.text('status') ?? session?.text('status');
  const read: V1Session = {
    old_id: session?.text('id', 'session_id') ?? null,
    mode: mode ?? 'development',
    label: short(session, 'label', session?.text('label', 'name')) ?? null,
    user: short(session, 'user', session?.text('user')) ?? null,
    orchestration_enabled: session?.flag('orchestration_enabled') ?? true,
    is_over: status === 'completed',
    current_epic: session?.text('current_epic'),
    current_sprint: session?.text('current_sprint'),
    teams: session?.texts('active_teams', 'teams') ?? [],
    output_style: short(config, 'output_style', config?.text('output_style')),
    status_line: short(config, 'status_line', config?.text('status_line')),
  };
  if (status !== undefined && !['active', 'completed'].includes(status))
    (lifecycle ?? session)?.leave('status', status, 'Version 2 finds out by itself how a session stands.');
  lifecycle?.leaveRest('Version 2 finds out by itself how a session stands.');
  config?.leaveRest('Version 2 has no such setting of a session.');
  return read;
}

function short(from: V1Object | undefined, name: string, text: string | undefined): string | undefined {
  if (text === undefined || text.length <= 500) return text;
  from?.leave(name, text, 'It is too long.');
  return undefined;
}

/** What the session is on, in new ids. */
export interface V1Work {
  readonly epic: string | null;
  readonly sprint: { readonly id: string; readonly epic: string; readonly days: number | null } | null;
  readonly teams: readonly string[];
  readonly tasks: readonly TaskState[];
  readonly agents: readonly AgentState[];
}

/** A record of a log takes 1 MB; a change is cut into several long before. Each costs a snapshot of the whole. */
const MOST_BYTES = 400_000;

/** The events that bring a session that has just begun to where version 1 stood, in portions of one record each. */
export function workEvents(session: V1Session, work: V1Work): SessionEvent[][] {
  const { sprint } = work;
  const teams = work.teams.map((team): SessionEvent => ({ type: 'team_activated', data: { team_id: team } }));
  const begin: SessionEvent[] = [
    ...(sprint === null
      ? []
      : [
          {
            type: 'sprint_started' as const,
            data: { sprint_id: sprint.id, epic_id: sprint.epic, days: sprint.days, tasks: [] },
          },
        ]),
    ...settings(session, work),
  ];
  const portions: SessionEvent[][] = [
    ...inPortions(work.tasks, (task) => task.id).map((part) => [merge('tasks', part)]),
    ...inPortions(work.agents, (agent) => agent.instance_id).map((part) => [merge('agents', part)]),
  ];
  while (teams.length > 0) portions.unshift(teams.splice(0, 200));
  return [...(begin.length === 0 ? [] : [begin]), ...portions];
}

function settings(session: V1Session, work: V1Work): SessionEvent[] {
  const current = work.tasks.find((task) => task.status === 'in_progress');
  const set = (at: string[], value: string | null | undefined): PatchOperation[] =>
    value === null || value === undefined ? [] : [{ op: 'set', at, value }];
  const operations = [
    ...(work.sprint === null ? set(['active_work', 'current_epic'], work.epic) : []),
    ...set(['active_work', 'current_task'], current?.id),
    ...set(['runtime_config', 'output_style'], session.output_style),
    ...set(['runtime_config', 'status_line'], session.status_line),
  ];
  return operations.length === 0 ? [] : [{ type: 'state_patched', data: { operations } }];
}

function merge(part: 'tasks' | 'agents', value: object): SessionEvent {
  const at = ['active_work', 'execution_state', part];
  return { type: 'state_patched', data: { operations: [{ op: 'merge', at, value }] } };
}

/** `items` by id, as many together as one record takes. */
function inPortions<Item>(items: readonly Item[], idOf: (item: Item) => string): Record<string, Item>[] {
  const portions: [string, Item][][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = bytesOf(item) + bytesOf(idOf(item)) + 2;
    if (bytes > room || portions.length === 0) {
      portions.push([]);
      room = MOST_BYTES;
    }
    portions.at(-1)?.push([idOf(item), item]);
    room -= bytes;
  }
  return portions.map((entries) => Object.fromEntries(entries));
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
