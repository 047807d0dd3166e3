import { STANDARD_TEAMS } from '../plan/standard-teams.ts';
import { changePlan } from '../runtime/plan-change.ts';
import type { CommandContext } from './command-context.ts';
import type { PlanEdited } from './plan-edit.ts';
import { editPlan } from './plan-edit.ts';

/**
 * Puts those of the standard teams into the plan that it does not name yet, in one change; a team of the same id
 * stays as it is. In a project that is only just made (`isNew`) nobody's mode or approval is asked: there is none.
 *
 * @throws E_RULE where a session's mode may not change teams; E_INVALID where an agent belongs to another team.
 */
export function addStandardTeams(context: CommandContext, isNew: boolean): PlanEdited {
  const withTeams = <Plan extends { readonly teams: object }>(plan: Plan) => ({
    ...plan,
    teams: { ...Object.fromEntries(STANDARD_TEAMS.map((team) => [team.id, team])), ...plan.teams },
  });
  if (!isNew) return editPlan(context, 'teams', withTeams);
  const { env } = context.host;
  const author = { user: env.USER ?? env.LOGNAME ?? null, session: null, mode: null };
  const { id, changes } = changePlan(context.layout, context.store, author, withTeams);
  if (id === null) return { outcome: 'unchanged' };
  return { outcome: 'changed', change: id, entities: changes.map(({ entity }) => entity) };
}
