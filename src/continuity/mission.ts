import { quoted, quotedList } from './quoted.ts';
import type { TaskGlance } from './task-glance.ts';

/** What the session is there for: the plan's words for it, and where its task stands. */
export interface Mission {
  readonly epic: string | null;
  readonly sprint: {
    readonly name: string;
    readonly goal: string | null;
    /** Counted from 1; null where nobody knows when it began. */
    readonly day: number | null;
    readonly days: number | null;
  } | null;
  readonly task: {
    readonly task_id: string;
    readonly title: string;
    readonly status: string;
    readonly priority: string | null;
    readonly progress: number;
  } | null;
  /** Where the task's document lies, relative to the project; null where it has none. */
  readonly document: string | null;
  readonly glance: TaskGlance | null;
}

const MOST = { steps: 4, state: 3, issues: 2, features: 4 } as const;

/** The mission in a few lines, the most general first; none without planned work. All of it is quoted from the plan. */
export function missionLines(mission: Mission | null): string[] {
  if (mission === null || (mission.task === null && mission.sprint === null)) return [];
  const { epic, sprint, task } = mission;
  const parts = [
    ...(task === null ? [] : [taskPart(task)]),
    ...(sprint === null ? [] : [`sprint "${quoted(sprint.name, 'title')}"${dayOf(sprint)}`]),
    ...(epic === null ? [] : [`epic "${quoted(epic, 'title')}"`]),
  ];
  const goal = sprint?.goal == null ? '' : ` Its goal: "${quoted(sprint.goal, 'title')}".`;
  return [`Mission, on record: ${parts.join(', ')}.${goal}`, ...documentLines(mission)];
}

function taskPart({ task_id, title, status, priority, progress }: NonNullable<Mission['task']>): string {
  const facts = [
    ...(priority === null ? [] : [quoted(priority, 'id')]),
    status.replace('_', ' '),
    ...(progress > 0 ? [`${Math.round(progress)} %`] : []),
  ];
  return `task ${quoted(task_id, 'id')} "${quoted(title, 'title')}" (${facts.join(', ')})`;
}

function dayOf({ day, days }: NonNullable<Mission['sprint']>): string {
  if (day === null) return '';
  return days === null ? ` (day ${day})` : ` (day ${day} of ${days})`;
}

function documentLines({ document, glance }: Mission): string[] {
  if (document === null || glance === null) return [];
  const features = (list: TaskGlance['unverified']) =>
    `${list
      .slice(0, MOST.features)
      .map(({ id, description }) => `${quoted(id, 'id')} "${quoted(description, 'title')}"`)
      .join(', ')}${list.length > MOST.features ? ` and ${list.length - MOST.features} more` : ''}`;
  const lines = [
    ...(glance.next_steps.length === 0
      ? []
      : [`  - next steps: ${quotedList(glance.next_steps, 'title', MOST.steps)}`]),
    ...(glance.state.length === 0 ? [] : [`  - state: ${quotedList(glance.state, 'title', MOST.state)}`]),
    ...(glance.issues.length === 0 ? [] : [`  - issues: ${quotedList(glance.issues, 'title', MOST.issues)}`]),
    ...(glance.unverified.length === 0
      ? []
      : [`  - not verified (${glance.unverified.length}): ${features(glance.unverified)}`]),
  ];
  return lines.length === 0 ? [] : [`- its document ${quoted(document, 'path')} says, quoted:`, ...lines];
}
