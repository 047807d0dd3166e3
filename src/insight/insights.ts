import { counted } from '../counted.ts';
import { moneyText } from '../render/number-text.ts';
import type { SessionNumbers } from './score-inputs.ts';

/** A sentence about a session with the numbers that it follows from; `kind` is a stable word. */
export interface Insight {
  readonly kind: string;
  readonly text: string;
}

/** When a number is worth a word. The first six are specification 004's own. */
export const INSIGHT_THRESHOLDS = {
  setup_minutes: 15,
  interruptions: 5,
  few_commits_per_hour: 0.5,
  many_commits_per_hour: 4,
  coverage_delta: 0,
  documentation_ratio: 0.1,
  idle_share: 0.5,
  idle_minutes: 30,
  failure_share: 0.25,
  failure_calls: 20,
  context_switches: 5,
  lines_per_commit: 400,
  compactions: 2,
  cache_share: 0.6,
  cache_tokens: 1_000_000,
  cost_usd: 10,
} as const;

const AT = INSIGHT_THRESHOLDS;

/** What the numbers of a session say to whoever wants to work better, the weightiest first. Unknown ones say nothing. */
export function insightsOf(numbers: SessionNumbers): Insight[] {
  return RULES.flatMap(([kind, rule]) => {
    const text = rule(numbers);
    return text === undefined ? [] : [{ kind, text }];
  });
}

type Rule = (numbers: SessionNumbers) => string | undefined;

const RULES: readonly (readonly [kind: string, rule: Rule])[] = [
  [
    'tests_red',
    ({ tests_run: run, tests_failed: failed }) =>
      run >= 4 && failed > run / 2
        ? `${failed} of ${counted(run, 'test run')} failed: smaller steps between runs find the cause sooner.`
        : undefined,
  ],
  [
    'coverage_fell',
    ({ coverage_delta: delta }) =>
      delta !== null && delta < AT.coverage_delta
        ? `Test coverage fell by ${percent(-delta)} points: add tests for the new code.`
        : undefined,
  ],
  [
    'slow_setup',
    ({ setup_minutes: setup }) =>
      setup > AT.setup_minutes
        ? `Setup took ${Math.round(setup)} minutes: let a script or a slash command do it.`
        : undefined,
  ],
  [
    'interrupted',
    ({ interruptions }) =>
      interruptions !== null && interruptions > AT.interruptions
        ? `${interruptions} interruptions (Esc, refusals, errors of the API): see \`baton event list --type turn_ended\`.`
        : undefined,
  ],
  [
    'few_commits',
    ({ commits_per_hour: pace }) =>
      pace !== null && pace < AT.few_commits_per_hour
        ? `${decimal(pace)} commits an hour: smaller commits, each a whole, are easier to review and to take back.`
        : undefined,
  ],
  [
    'many_commits',
    ({ commits_per_hour: pace }) =>
      pace !== null && pace > AT.many_commits_per_hour
        ? `${decimal(pace)} commits an hour: make sure that each one means something by itself.`
        : undefined,
  ],
  [
    'large_commits',
    ({ commits, lines_added: added, lines_removed: removed }) => {
      const each = commits === 0 ? 0 : (added + removed) / commits;
      return each > AT.lines_per_commit
        ? `${Math.round(each)} lines a commit: few people review so much at once.`
        : undefined;
    },
  ],
  [
    'few_documents',
    ({ documentation_ratio: ratio, edits }) =>
      ratio !== null && edits >= 5 && ratio < AT.documentation_ratio
        ? `${percent(ratio)} % of the edits were documentation: write down what is not plain from the code.`
        : undefined,
  ],
  [
    'idle',
    ({ active_minutes: active, idle_minutes: idle }) =>
      idle > AT.idle_minutes && idle / (active + idle) > AT.idle_share
        ? `${percent(idle / (active + idle))} % of the time was idle: close a session that waits, or give it the next task.`
        : undefined,
  ],
  [
    'tools_fail',
    ({ tool_calls: calls, tool_failures: failures }) =>
      calls >= AT.failure_calls && failures / calls > AT.failure_share
        ? `${failures} of ${calls} tool calls failed: tell the model what this project needs (CLAUDE.md), or allow it.`
        : undefined,
  ],
  [
    'switching',
    ({ context_switches: switches }) =>
      switches > AT.context_switches
        ? `${switches} switches between unfinished tasks or branches: finish one before the next.`
        : undefined,
  ],
  [
    'compacted',
    ({ compactions }) =>
      compactions >= AT.compactions
        ? `The context was compacted ${compactions} times: a handoff to a fresh session loses less.`
        : undefined,
  ],
  [
    'cold_cache',
    ({ cache_share: share, tokens }) =>
      share !== null && tokens >= AT.cache_tokens && share < AT.cache_share
        ? `Only ${percent(share)} % of what the model read came from its cache: pauses of over five minutes and changing instructions make it read anew.`
        : undefined,
  ],
  [
    'costly_commits',
    ({ cost_usd: cost, commits }) =>
      cost !== null && commits > 0 && cost / commits > AT.cost_usd
        ? `${moneyText(cost / commits)} a commit: try a smaller model for the routine part.`
        : undefined,
  ],
];

function percent(share: number): number {
  return Math.round(share * 100);
}

function decimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
