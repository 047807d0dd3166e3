import type { SessionState } from '../session/state.ts';
import type { Insight } from './insights.ts';
import { insightsOf } from './insights.ts';
import type { Score } from './score.ts';
import { scoreOf } from './score.ts';
import type { SessionNumbers } from './score-inputs.ts';
import { LEAST_MINUTES, scoreInputs } from './score-inputs.ts';

/** An input of the score that is not known, and why. */
export interface UndefinedInput {
  readonly input: string;
  readonly why: string;
}

/** What `baton metrics --json` gives. */
export interface SessionMetrics extends Score {
  readonly inputs: SessionNumbers;
  readonly undefined: readonly UndefinedInput[];
  readonly insights: readonly Insight[];
}

/** A session's score with everything that it follows from. */
export function sessionMetrics(state: SessionState): SessionMetrics {
  const inputs = scoreInputs(state);
  return {
    ...scoreOf(inputs),
    inputs,
    undefined: undefinedInputs(inputs),
    insights: insightsOf(inputs),
  };
}

function undefinedInputs(inputs: SessionNumbers): UndefinedInput[] {
  const missing: UndefinedInput[] = [];
  const say = (isMissing: boolean, input: string, why: string) => {
    if (isMissing) missing.push({ input, why });
  };
  say(
    inputs.active_minutes + inputs.idle_minutes === 0,
    'active_minutes',
    'no work has been seen in this session yet',
  );
  say(
    inputs.commits_per_hour === null,
    'commits_per_hour',
    inputs.hours * 60 < LEAST_MINUTES
      ? `the session is younger than ${LEAST_MINUTES} minutes`
      : 'no git repository was seen in this session',
  );
  say(
    inputs.coverage_delta === null,
    'coverage_delta',
    inputs.coverage === null
      ? 'no test run of this session printed its coverage'
      : 'only one test run of this session printed its coverage',
  );
  say(inputs.documentation_ratio === null, 'documentation_ratio', 'no file was edited in this session');
  say(inputs.interruptions === null, 'interruptions', 'no prompt was given in this session yet');
  return missing;
}
