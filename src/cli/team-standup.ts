import { found } from '../plan/plan-edits.ts';
import type { Team } from '../plan/plan-schema.ts';
import type { TaskRow } from '../plan/task-board.ts';
import { taskBoard } from '../plan/task-board.ts';
import { plainText } from '../render/terminal-text.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import type { CommandContext } from './command-context.ts';
import { requireEntity } from './require-entity.ts';
import { standingsOf } from './task-standings.ts';

/** `team standup`: of each agent of the team, or of all teams, what it does, has done and waits for. */
export function standUp(context: CommandContext, id: string | undefined): void {
  const { plan } = loadPlan(context.layout);
  const teams =
    id === undefined ? Object.values(plan.teams) : [requireEntity(() => found(plan.teams, id, 'team'))];
  const rows = taskBoard(plan, standingsOf(context));
  const report = teams.map((team) => standupOf(team, rows));
  context.answer(report, () => (report.length === 0 ? ['No team yet.'] : report.flatMap(standupLines)));
}

function standupOf(team: Team, rows: readonly TaskRow[]) {
  return {
    team: team.id,
    agents: team.available_agents.map(({ agent_id }) => {
      const own = rows.filter((row) => row.assignee === agent_id);
      const having = (...statuses: string[]) => own.filter((row) => statuses.includes(row.status));
      return {
        agent: agent_id,
        done: having('completed').map(idOf),
        doing: having('in_progress', 'assigned').map(idOf),
        blocked: having('blocked').map((row) => ({ task: row.id, reasons: row.blockers })),
      };
    }),
  };
}

type Standup = ReturnType<typeof standupOf>;

/** A line for each agent with something to tell, and one for those with nothing. */
function standupLines({ team, agents }: Standup): string[] {
  const isFree = ({ doing, done, blocked }: Standup['agents'][number]) =>
    doing.length + done.length + blocked.length === 0;
  const free = agents.filter(isFree).map(({ agent }) => agent);
  const busy = agents
    .filter((one) => !isFree(one))
    .map(({ agent, done, doing, blocked }) => {
      const waits = blocked.map((one) => `${one.task} (${one.reasons.join('; ')})`).join(', ');
      const parts = [
        doing.length === 0 ? 'free' : `at ${doing.join(', ')}`,
        ...(done.length === 0 ? [] : [`done ${done.join(', ')}`]),
        ...(blocked.length === 0 ? [] : [`blocked ${waits}`]),
      ];
      return `${agent}: ${parts.join('; ')}`;
    });
  const lines = free.length === 0 ? busy : [...busy, `free: ${free.join(', ')}`];
  return [plainText(team, 60), ...lines.map((line) => `  ${plainText(line, 400)}`)];
}

function idOf(row: TaskRow): string {
  return row.id;
}
