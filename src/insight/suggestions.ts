import { counted } from '../counted.ts';
import { durationText } from '../render/duration.ts';
import { moneyText } from '../render/number-text.ts';
import type { SessionState } from '../session/state.ts';
import { SHORT_GAP_MS } from '../session/time-account.ts';
import type { FileOverlap } from './file-overlap.ts';
import type { Forecast } from './forecast.ts';
import { insightsOf } from './insights.ts';
import { scoreInputs } from './score-inputs.ts';

/** Something to do now, or to do differently, and the numbers behind it; `kind` is a stable word. */
export interface Suggestion {
  readonly kind: string;
  readonly text: string;
  /** The number of the session that it is about; null for the project. */
  readonly session: number | null;
}

/** When a live session is worth a word. Minutes and hours. */
export const NOTICE_THRESHOLDS = {
  idle_minutes: 30,
  focus_minutes: 90,
  expiry_hours_left: 4,
  uncommitted_minutes: 60,
  uncommitted_edits: 5,
  blocked_hours: 24,
  waiting_minutes: 5,
} as const;

/** In so many of the last sessions a thing has to show before it is a habit. */
const HABIT_SESSIONS = 3;
const LARGE_SHARE = 0.6;
const LEAST_COST = 5;

const MINUTE = 60_000;
const AT = NOTICE_THRESHOLDS;

/** What a live session should be told at `now` (milliseconds): the most pressing first. */
export function noticesOf(state: SessionState, expiryHours: number, now: number): Suggestion[] {
  const { lifecycle, observability, active_work, session_info: info } = state;
  const { metrics, time, commits, checks } = observability;
  const silent = now - Date.parse(lifecycle.last_activity);
  const tasks = Object.values(active_work.execution_state.tasks);
  const say = (kind: string, text: string): Suggestion => ({ kind, text, session: info.number });
  const notices: Suggestion[] = [];
  const test = checks.find((check) => check.kind === 'test');
  if (test?.outcome === 'failed')
    notices.push(
      say('tests_red', `The last test run failed ${ago(now, test.at)} ago: nothing else before it is green.`),
    );
  for (const task of tasks) {
    const open = task.blockers.filter((one) => one.resolved_at === null);
    const oldest = open[0];
    if (oldest !== undefined && now - Date.parse(oldest.raised_at) > AT.blocked_hours * 60 * MINUTE)
      notices.push(
        say(
          'blocked',
          `Task ${task.id} has been blocked for ${ago(now, oldest.raised_at)}: ${oldest.reason}`,
        ),
      );
  }
  const left = expiryHours * 60 * MINUTE - silent;
  if (left > 0 && left < AT.expiry_hours_left * 60 * MINUTE)
    notices.push(
      say(
        'expiry',
        `Silent for ${durationText(silent)}: it expires in ${durationText(left)}. Go on, hand over, or close it.`,
      ),
    );
  else if (lifecycle.turn === 'waiting' && silent > AT.waiting_minutes * MINUTE)
    notices.push(say('waiting', `Has been waiting for an answer for ${durationText(silent)}.`));
  else if (silent > AT.idle_minutes * MINUTE)
    notices.push(
      say(
        'idle',
        `Idle for ${durationText(silent)}${active_work.current_task === null ? '' : `, with task ${active_work.current_task} in progress`}: go on, or close it.`,
      ),
    );
  const focused =
    time.active_since === null || silent > SHORT_GAP_MS ? 0 : now - Date.parse(time.active_since);
  if (focused > AT.focus_minutes * MINUTE)
    notices.push(
      say('focus', `At work for ${durationText(focused)} without a pause: commit what holds, and look up.`),
    );
  const since = commits[0]?.at ?? info.created_at;
  const edits = observability.files.filter((file) => file.edited_at > since).length;
  if (edits >= AT.uncommitted_edits && now - Date.parse(since) > AT.uncommitted_minutes * MINUTE)
    notices.push(
      say(
        'uncommitted',
        `${counted(edits, 'file')} edited since ${metrics.commits > 0 ? 'the last commit' : 'the start'}, ${ago(now, since)} ago: commit what holds.`,
      ),
    );
  return notices;
}

/** Files that two live sessions edit. */
export function overlapNotices(overlaps: readonly FileOverlap[], now: number): Suggestion[] {
  return overlaps.map(({ file, session, other, edited_at, same_file }) => ({
    kind: 'overlap',
    text: `${file}: also edited by session #${other.number} ${ago(now, edited_at)} ago${same_file ? '' : ', in another working tree; git will have to merge it'}.`,
    session: session.number,
  }));
}

/** What showed in the last sessions (the newest first) and in the forecast, and is worth changing. */
export function improvements(sessions: readonly SessionState[], forecast: Forecast): Suggestion[] {
  const kinds = new Map<string, { count: number; text: string }>();
  for (const state of sessions) {
    for (const { kind, text } of insightsOf(scoreInputs(state))) {
      const known = kinds.get(kind);
      kinds.set(kind, { count: (known?.count ?? 0) + 1, text: known?.text ?? text });
    }
  }
  const habits = [...kinds]
    .filter(([, { count }]) => count >= HABIT_SESSIONS)
    .sort(([, left], [, right]) => right.count - left.count)
    .map(
      ([kind, { count, text }]): Suggestion => ({
        kind,
        text: `In ${count} of the last ${sessions.length} sessions; in the newest of them: ${text}`,
        session: null,
      }),
    );
  return [...lateness(forecast), ...costs(sessions), ...habits];
}

function lateness({
  chance_by_planned_end: chance,
  planned_end: end,
  remaining,
  unit,
}: Forecast): Suggestion[] {
  if (chance === null || end === null || chance >= 0.5) return [];
  const text = `The planned end ${end.slice(0, 10)} is kept in ${Math.round(chance * 100)} of 100 futures: take some of the ${remaining} ${unit} out, or move it.`;
  return [{ kind: 'late', text, session: null }];
}

function costs(sessions: readonly SessionState[]): Suggestion[] {
  const main = total(sessions, (state) => state.observability.usage.cost_usd);
  const agents = total(sessions, (state) => state.observability.agent_usage.cost_usd);
  const all = main + agents;
  const list: Suggestion[] = [];
  if (all >= LEAST_COST && agents / all > LARGE_SHARE)
    list.push({
      kind: 'agents_cost',
      text: `Agents cost ${moneyText(agents)} of ${moneyText(all)} in the last ${counted(sessions.length, 'session')}: give routine ones a smaller model in their definition.`,
      session: null,
    });
  const injected = sessions.reduce((sum, state) => sum + state.observability.injected.bytes, 0);
  const starts = sessions.reduce((sum, state) => sum + state.lifecycle.starts, 0);
  if (starts > 0 && injected / starts > 12_000)
    list.push({
      kind: 'injected',
      text: `Baton put ${Math.round(injected / starts / 1024)} KB into the context of each start: lower briefing.max_characters.`,
      session: null,
    });
  return list;
}

function total(sessions: readonly SessionState[], pick: (state: SessionState) => number | null): number {
  return sessions.reduce((sum, state) => sum + (pick(state) ?? 0), 0);
}

function ago(now: number, at: string): string {
  return durationText(now - Date.parse(at));
}
