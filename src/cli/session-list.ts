import type { Tone } from '../render/colour.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { RosterEntry } from '../runtime/roster.ts';
import { readRoster } from '../runtime/roster.ts';
import type { Liveness } from '../session/liveness.ts';
import type { Given } from './act.ts';
import { countOption } from './act.ts';
import type { CommandContext } from './command-context.ts';

/** `session list`: newest first, with `active` only those that are live. */
export function listSessions(context: CommandContext, given: Given): void {
  const roster = readRoster(context.layout, context.host.now());
  const chosen =
    given.options.active === true ? roster.filter(({ liveness }) => liveness === 'live') : roster;
  const shown = chosen.slice(0, countOption(given, 'limit'));
  context.answer(shown.map(listRow), () => sessionTable(shown, chosen.length, context));
}

/** One row of `session list --json`, as documented: the field names are fixed. */
export function listRow({ view, liveness }: RosterEntry) {
  return {
    id: view.session_id,
    number: view.number,
    label: view.label,
    mode: view.mode,
    status: liveness,
    lifecycle: view.status,
    orchestration_enabled: view.orchestration_enabled,
    created_at: view.created_at,
    last_activity: view.last_activity,
    epic: view.epic,
    sprint: view.sprint?.id ?? null,
    active_tasks: view.tasks.in_progress,
    agents: view.agents.running,
    branch: view.branch,
    worktree: view.worktree,
  };
}

const TONES: Readonly<Record<Liveness, Tone>> = {
  live: 'good',
  crashed: 'bad',
  expired: 'warn',
  closed: 'muted',
};

/** The sessions as a table, or what to do when there is none. `total` counts those that were left out too. */
export function sessionTable(
  shown: readonly RosterEntry[],
  total: number,
  context: CommandContext,
): string[] {
  if (shown.length === 0)
    return ['No session yet. Start `claude` in this project; `baton doctor` says whether its hooks arrive.'];
  const rows = shown.map(({ view, liveness }) => [
    `#${view.number}`,
    paint(liveness, TONES[liveness], context.colours),
    view.mode,
    plainText(view.branch ?? '-', 60),
    `${view.tasks.completed}/${view.tasks.total}`,
    String(view.agents.running),
    durationText(context.host.now() - Date.parse(view.last_activity)),
    plainText(view.label ?? view.current_task ?? view.session_id, 100),
  ]);
  const lines = table(
    [
      { title: '#', align: 'right' },
      { title: 'status' },
      { title: 'mode' },
      { title: 'branch', shrinks: true },
      { title: 'tasks', align: 'right' },
      { title: 'agents', align: 'right' },
      { title: 'idle', align: 'right' },
      { title: 'what', shrinks: true },
    ],
    rows,
    { width: context.width, colours: context.colours },
  );
  const rest = total - shown.length;
  return rest > 0 ? [...lines, paint(`and ${rest} more: --limit ${total}`, 'muted', context.colours)] : lines;
}
