import { own } from '../own-field.ts';
import type { Plan } from './plan-schema.ts';

/** One thing in the plan that does not hold: where it stands, what is wrong, what would be right. */
export interface PlanProblem {
  /** The document, relative to the project: `.baton/plan/sprints/s1.json`. */
  readonly file: string;
  /** The field inside it: `planned_tasks.t2.dependencies`. */
  readonly field: string;
  readonly value: unknown;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** The place of an entity's document, relative to the project. */
export function documentOf(kind: 'epics' | 'sprints' | 'teams', id: string): string {
  return `.baton/plan/${kind}/${id}.json`;
}

/** A problem as one sentence for a person. */
export function problemText(problem: PlanProblem): string {
  const place = problem.field === '' ? problem.file : `${problem.file}: ${problem.field}`;
  return [place, problem.message, problem.remedy].filter((part) => part !== '').join(' ');
}

/** The documents of epics, sprints and teams that have problems so large that the plan is used without them. */
export function leftOutDocuments(plan: Plan, problems: readonly PlanProblem[]): string[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return files.filter((file) => {
    const [, kind, id = ''] = /^\.baton\/plan\/(epics|sprints|teams)\/(.*)\.json$/.exec(file) ?? [];
    if (kind !== 'epics' && kind !== 'sprints' && kind !== 'teams') return false;
    return own<unknown>(plan[kind], id) === undefined;
  });
}
