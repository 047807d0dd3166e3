import { own } from '../../own-field.ts';
import type { ClaimStatus } from '../../session/claims.ts';
import type { SessionEvent } from '../../session/event.ts';
import type { TaskState } from '../../session/state.ts';
import { agentStates } from './v1-agents.ts';
import type { NewNames, PlanDocument } from './v1-definitions.ts';
import { epicDocument, sprintDocument, teamDocument } from './v1-definitions.ts';
import type { IsSafeId } from './v1-names.ts';
import { V1Names } from './v1-names.ts';
import { V1Report } from './v1-report.ts';
import type { V1Session } from './v1-session.ts';
import { readSession, workEvents } from './v1-session.ts';
import type { V1Source } from './v1-source.ts';
import { readV1 } from './v1-source.ts';
import { placeTasks } from './v1-tasks.ts';

/** What the migration needs to know of the world. */
export interface V1Facts {
  /** The time of the migration, for what version 1 did not date. */
  readonly at: string;
  readonly isSafe: IsSafeId;
}

/** A version 1 state in terms of version 2. */
export interface V1Migration {
  readonly plan: Readonly<Record<'epics' | 'sprints' | 'teams', Readonly<Record<string, PlanDocument>>>>;
  readonly session: V1Session & {
    /** What comes after the session's start, one portion a record. */
    readonly events: readonly (readonly SessionEvent[])[];
  };
  /** How planned tasks stand for all sessions. */
  readonly claims: readonly { readonly task_id: string; readonly status: ClaimStatus }[];
  readonly counts: Readonly<
    Record<'epics' | 'sprints' | 'planned_tasks' | 'teams' | 'session_tasks' | 'agents', number>
  >;
  readonly report: V1Report;
}

/**
 * What a version 1 state becomes: epics, sprints and teams as documents that say what is planned, everything that
 * was under way as one session. What has no place is in the report, whole; nothing is made up.
 *
 * @throws E_INVALID for what is no version 1 state.
 */
export function migrateV1(state: unknown, facts: V1Facts): V1Migration {
  const report = new V1Report();
  const source = readV1(state, report);
  const names = newNames(source, facts.isSafe, report);
  const session = readSession(source.session);
  const teams = byId(source.teams.flatMap((team) => teamDocument(team, names) ?? []));
  const epics = byId(source.epics.map((epic) => epicDocument(epic, names)));
  const placed = placeTasks(source, names, new Set(teams.keys()), facts.at);
  const sprints = placed.sprints.map(({ sprint, epic, tasks }) =>
    sprintDocument(sprint, epic, tasks, names, teams),
  );
  const current = session.current_sprint && names.sprints.find('', session.current_sprint);
  const sprint = sprints.find(({ id }) => id === current);
  if (session.current_sprint !== undefined && sprint === undefined)
    source.session?.leave('current_sprint', session.current_sprint, 'There is no such sprint.');
  const epic = session.current_epic === undefined ? undefined : names.epics.find('', session.current_epic);
  if (session.current_epic !== undefined && epic === undefined)
    source.session?.leave('current_epic', session.current_epic, 'There is no such epic.');
  const inSprint = own(sprint ?? {}, 'planned_tasks') ?? {};
  const tasks = placed.tasks.filter(
    ({ state: task, sprint: home }) =>
      home === undefined || Object.hasOwn(inSprint, task.id) || hasBegun(task),
  );
  const agents = agentStates(source.agents, names, facts.at);
  const activeTeams = session.teams.flatMap((team) => {
    const id = names.teams.find('', team);
    if (id !== undefined && teams.has(id)) return [id];
    source.session?.leave('active_teams', team, 'There is no such team.');
    return [];
  });
  const work = {
    epic: epic ?? null,
    sprint:
      sprint === undefined
        ? null
        : { id: sprint.id, epic: String(sprint.epic_id), days: daysOf(sprint.length_days) },
    teams: [...new Set(activeTeams)],
    tasks: tasks.map(({ state: task }) => task),
    agents,
  };
  source.leaveRest();
  return {
    plan: {
      epics: Object.fromEntries(epics),
      sprints: Object.fromEntries(byId(sprints)),
      teams: Object.fromEntries(teams),
    },
    session: { ...session, events: workEvents(session, work) },
    claims: placed.tasks.flatMap(({ state: task, sprint: home }) => {
      const status = claimOf(task);
      return home === undefined || status === undefined ? [] : [{ task_id: task.id, status }];
    }),
    counts: {
      epics: epics.size,
      sprints: sprints.length,
      planned_tasks: placed.tasks.filter(({ sprint: home }) => home !== undefined).length,
      teams: teams.size,
      session_tasks: tasks.length,
      agents: agents.length,
    },
    report,
  };
}

function newNames(source: V1Source, isSafe: IsSafeId, report: V1Report): NewNames {
  const inSprints = source.sprints.flatMap(({ project, tasks }) =>
    tasks.entries.map(({ id }) => ({ project, id })),
  );
  return {
    epics: new V1Names('epic', source.epics, isSafe, report),
    sprints: new V1Names('sprint', source.sprints, isSafe, report),
    teams: new V1Names('team', source.teams, isSafe, report),
    tasks: new V1Names('task', [...inSprints, ...source.tasks], isSafe, report),
    agents: new V1Names('agent', source.agents, isSafe, report),
  };
}

function byId(documents: readonly PlanDocument[]): Map<string, PlanDocument> {
  return new Map(documents.map((document) => [document.id, document]));
}

function daysOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** True for a task of which there is more to say than that it is planned. */
function hasBegun(task: TaskState): boolean {
  return (
    task.status !== 'pending' ||
    task.assignee !== null ||
    task.started_at !== null ||
    task.actual_effort > 0 ||
    task.progress_percentage > 0 ||
    task.blockers.length > 0 ||
    task.artifacts.length > 0
  );
}

function claimOf({ status }: TaskState): ClaimStatus | undefined {
  if (status === 'completed' || status === 'failed' || status === 'cancelled') return status;
  return status === 'pending' ? undefined : 'held';
}
