import { counted } from '../counted.ts';
import { overlapsOf } from '../insight/file-overlap.ts';
import type { Fitting } from '../insight/fitting-tasks.ts';
import { fittingTasks } from '../insight/fitting-tasks.ts';
import type { Suggestion } from '../insight/suggestions.ts';
import { improvements, noticesOf, overlapNotices } from '../insight/suggestions.ts';
import { readyTasks } from '../plan/next-task.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { taskBoard } from '../plan/task-board.ts';
import { paint } from '../render/colour.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import { peekHookSettings } from '../runtime/hook-settings.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import type { RosterEntry } from '../runtime/roster.ts';
import { readRoster } from '../runtime/roster.ts';
import { openSession } from '../runtime/session-streams.ts';
import { readWorkHistory } from '../runtime/work-history.ts';
import type { SessionState } from '../session/state.ts';
import type { CommandContext } from './command-context.ts';
import { currentForecast } from './forecast-answer.ts';
import { standingsOf } from './task-standings.ts';

const TRIALS = { trials: 2_000, seed: 1 };
/** So many of the last sessions show what is a habit. */
const LAST_SESSIONS = 10;

/** `baton suggest`: what is pressing, what is worth changing, and with `hours` what fits into them. */
export function suggest(context: CommandContext, hours: number | null): void {
  const now = context.host.now();
  const roster = readRoster(context.layout, now);
  const { plan } = loadPlan(context.layout);
  const expiry = peekHookSettings(context.layout).session_expiry_hours;
  const live = statesOf(
    context,
    roster.filter(({ liveness }) => liveness === 'live'),
  );
  const editing = live.map(({ session_info: info, observability }) => ({
    ...{ id: info.id, number: info.number, worktree: info.worktree, files: observability.files },
  }));
  const shown = {
    fits: hours === null ? null : fits(context, plan, roster, hours),
    notices: [
      ...overlapNotices(overlapsOf(editing, now), now),
      ...live.flatMap((state) => noticesOf(state, expiry, now)),
    ],
    suggestions: improvements(
      statesOf(context, roster.slice(0, LAST_SESSIONS)),
      currentForecast(context, undefined, TRIALS),
    ),
  };
  context.answer(shown, () => [
    ...(shown.fits === null ? [] : fittingLines(shown.fits, context)),
    ...listed('Now:', shown.notices, context),
    ...listed('Worth changing:', shown.suggestions, context),
    ...(shown.notices.length + shown.suggestions.length === 0
      ? ['Nothing is pressing, and nothing stands out.']
      : []),
  ]);
}

function fits(context: CommandContext, plan: Plan, roster: readonly RosterEntry[], hours: number): Fitting {
  const types = new Map(
    Object.values(plan.sprints).flatMap((sprint) =>
      Object.values(sprint.planned_tasks).map((task) => [task.id, task.type] as const),
    ),
  );
  const ready = readyTasks(taskBoard(plan, standingsOf(context)));
  const { finished } = readWorkHistory(context.layout, plan, roster);
  return fittingTasks(ready, (id) => types.get(id) ?? 'feature', finished, hours);
}

function fittingLines(fitting: Fitting, context: CommandContext): string[] {
  const { tasks, unknown, missing, hours } = fitting;
  const without =
    unknown === 0
      ? []
      : [`${counted(unknown, 'ready task')} cannot be timed yet. It needs: ${missing.join('; ')}.`];
  if (tasks.length === 0)
    return [
      fitting.too_long.length > 0
        ? `No ready task likely fits into ${hours} h.`
        : 'No ready task can be said to fit.',
      ...without,
      '',
    ];
  return [
    `Into ${hours} h likely fit (${fitting.likely_hours} h together):`,
    ...table(
      [
        { title: 'task' },
        { title: 'likely', align: 'right' },
        { title: 'at most', align: 'right' },
        { title: 'title', shrinks: true },
      ],
      tasks.map((task) => [
        plainText(task.id, 60),
        `${task.likely_hours} h`,
        `${task.high_hours} h`,
        plainText(task.title, 120),
      ]),
      { width: context.width, colours: context.colours },
    ),
    ...without,
    '',
  ];
}

function listed(title: string, list: readonly Suggestion[], context: CommandContext): string[] {
  if (list.length === 0) return [];
  return [
    paint(title, 'strong', context.colours),
    ...list.map(({ text, session }) => `  ${session === null ? '' : `#${session} `}${plainText(text, 400)}`),
  ];
}

function statesOf(context: CommandContext, roster: readonly RosterEntry[]): SessionState[] {
  return roster.flatMap(({ view }) => {
    try {
      return [openSession(context.layout, view.session_id).state];
    } catch {
      return [];
    }
  });
}
