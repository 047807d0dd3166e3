import { counted } from '../counted.ts';
import { found } from '../plan/plan-edits.ts';
import { progressRows } from '../plan/plan-outline.ts';
import { sprintProgress, sumOfSprints } from '../plan/progress.ts';
import { plainText } from '../render/terminal-text.ts';
import type { PlanBoard } from '../runtime/plan-board.ts';
import { readRoster } from '../runtime/roster.ts';
import type { CommandContext } from './command-context.ts';
import { requireEntity } from './require-entity.ts';
import { standingsOf } from './task-standings.ts';

/** `epic progress`: how far an epic is, over all sessions, and who works on it. */
export function showEpicProgress(context: CommandContext, id: string, board: PlanBoard): void {
  requireEntity(() => found(Object.fromEntries(board.epics.map((one) => [one, one])), id, 'epic'));
  const standings = standingsOf(context);
  const sprintsOf = Object.values(board.sprints).filter((one) => one.epic_id === id);
  const { outline } = board;
  const sprints = sprintsOf.map((one) =>
    sprintProgress(one, progressRows(outline, standings, one.id, one.first_task, one.task_count)),
  );
  const working = readRoster(context.layout, context.host.now())
    .filter(({ view, liveness }) => view.epic === id && liveness === 'live')
    .map(({ view }) => ({
      session_id: view.session_id,
      current_sprint: view.sprint?.id ?? null,
      tasks_completed: view.tasks.completed,
    }));
  const answer = { ...sumOfSprints(id, sprints), sessions_working: working };
  context.answer(answer, () => [
    `${plainText(id, 60)}: ${answer.overall_progress}% done; sprints: ${answer.sprints_completed} of ${answer.total_sprints} completed, ${answer.sprints_in_progress} in progress`,
    ...sprints.map(
      (one) =>
        `  ${one.sprint_id}  ${one.status.replace('_', ' ')}  ${one.tasks_completed}/${one.tasks} tasks, ${one.points_completed}/${one.points} points`,
    ),
    ...working.map(
      (one) =>
        `  session ${one.session_id.slice(0, 8)} works on ${one.current_sprint ?? 'no sprint'}, ${counted(one.tasks_completed, 'task')} completed`,
    ),
  ]);
}
