import type { SprintProgress } from '../plan/progress.ts';
import type { Forecast } from './forecast.ts';
import type { Insight } from './insights.ts';
import type { Burndown, ProjectReport, SessionRow } from './report.ts';
import { reportedForecast } from './session-report.ts';
import type { Throughput } from './throughput.ts';
import type { UseAccount } from './use-account.ts';
import { useOf } from './use-account.ts';

const DAY_MS = 86_400_000;
/** A change of the score by so much between the two halves is told. */
const NOTABLE_CHANGE = 0.05;

/** What the report of a project is made of. */
export interface ProjectReportFacts {
  readonly project: string;
  /** The oldest first. */
  readonly sessions: readonly SessionRow[];
  readonly use: UseAccount;
  readonly sprints: readonly SprintProgress[];
  readonly burndowns: readonly Burndown[];
  readonly throughput: Throughput;
  readonly forecast: Forecast;
  readonly notes: readonly string[];
  /** Milliseconds. */
  readonly now: number;
}

/** The report of a project over its sessions. */
export function projectReport(facts: ProjectReportFacts): ProjectReport {
  const { sessions } = facts;
  const scores = sessions.flatMap(({ score }) => (score === null ? [] : [score]));
  const sum = (pick: (row: SessionRow) => number) => sessions.reduce((total, row) => total + pick(row), 0);
  const costs = sessions.map(({ cost_usd }) => cost_usd);
  const change = scoreChange(scores);
  return {
    kind: 'project',
    version: 1,
    generated_at: new Date(facts.now).toISOString(),
    project: facts.project,
    totals: {
      sessions: sessions.length,
      hours: rounded(sum(({ hours }) => hours)),
      commits: sum(({ commits }) => commits),
      tasks_completed: sum(({ tasks_completed }) => tasks_completed),
      tokens: sum(({ tokens }) => tokens),
      cost_usd: costs.reduce((total, one) => (total === null || one === null ? null : total + one), 0),
      mean_score: mean(scores),
      score_change: change,
    },
    sessions: [...sessions],
    use: useOf(facts.use),
    sprints: facts.sprints.map(({ sprint_id, name, status, tasks, tasks_completed, progress }) => ({
      ...{ sprint_id, name, status, tasks, tasks_completed, progress },
    })),
    burndowns: [...facts.burndowns],
    throughput: daily(facts.throughput),
    forecast: reportedForecast(facts.forecast),
    insights: trendInsights(change, scores.length),
    notes: [...facts.notes],
  };
}

/** The mean of the newer half less that of the older; null with fewer than four. */
export function scoreChange(scores: readonly number[]): number | null {
  if (scores.length < 4) return null;
  const half = Math.floor(scores.length / 2);
  const [older, newer] = [mean(scores.slice(0, half)), mean(scores.slice(-half))];
  return older === null || newer === null ? null : rounded(newer - older);
}

function trendInsights(change: number | null, count: number): Insight[] {
  if (change === null || Math.abs(change) < NOTABLE_CHANGE) return [];
  const points = Math.round(Math.abs(change) * 100);
  const text = `Over ${count} sessions the score ${change > 0 ? 'rose' : 'fell'} by ${points} points from the older half to the newer.`;
  return [{ kind: change > 0 ? 'score_rises' : 'score_falls', text }];
}

function daily({ days, from }: Throughput): ProjectReport['throughput'] {
  const begin = Date.parse(from);
  return days.map((done, day) => ({
    date: new Date(begin + (day + 1) * DAY_MS).toISOString().slice(0, 10),
    done,
  }));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : rounded(values.reduce((sum, one) => sum + one, 0) / values.length);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
