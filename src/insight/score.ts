/** What the productivity score is made of (specification 004). An input that is not known is null, never guessed. */
export interface ScoreInputs {
  readonly active_minutes: number;
  readonly idle_minutes: number;
  readonly commits_per_hour: number | null;
  /** Share of all lines: 0.02 for two per cent more. */
  readonly coverage_delta: number | null;
  /** 0 to 1. */
  readonly documentation_ratio: number | null;
  readonly interruptions: number | null;
}

/** One part of the score. */
export type ScorePart = 'efficiency' | 'output' | 'quality' | 'flow';

/** The share of each part. */
export const SCORE_WEIGHTS: Readonly<Record<ScorePart, number>> = {
  efficiency: 0.3,
  output: 0.4,
  quality: 0.2,
  flow: 0.1,
};

/** So many commits an hour give the whole of the output's part. */
export const FULL_COMMITS_PER_HOUR = 2;

/** With less than this share of the weights known there is no score. */
const LEAST_KNOWN_WEIGHT = 0.5;

/** The score and its parts, each 0 to 1; null for what cannot be told. */
export interface Score extends Readonly<Record<ScorePart, number | null>> {
  readonly score: number | null;
  /** The share of the weights that the score rests on: 1 when every part is known. */
  readonly known_weight: number;
}

/**
 * 30 % efficiency (active ÷ (active + idle)), 40 % output (commits per hour ÷ 2, at most 1), 20 % quality (what the
 * coverage gained + the documentation ratio, at most 1), 10 % flow (1 ÷ (1 + 0.1 × interruptions)). A part of whose
 * inputs none is known is left out and the others keep their proportions; with under half of the weights left there
 * is no score. All rounded to four places.
 */
export function scoreOf(inputs: ScoreInputs): Score {
  const { active_minutes: active, idle_minutes: idle, commits_per_hour: pace } = inputs;
  const { coverage_delta: coverage, documentation_ratio: documentation, interruptions } = inputs;
  const parts: Readonly<Record<ScorePart, number | null>> = {
    efficiency: active + idle > 0 ? active / (active + idle) : null,
    output: pace === null ? null : Math.min(1, pace / FULL_COMMITS_PER_HOUR),
    quality:
      coverage === null && documentation === null
        ? null
        : Math.min(1, Math.max(0, coverage ?? 0) + (documentation ?? 0)),
    flow: interruptions === null ? null : 1 / (1 + 0.1 * interruptions),
  };
  let sum = 0;
  let known = 0;
  for (const part of ['efficiency', 'output', 'quality', 'flow'] as const) {
    const value = parts[part];
    if (value === null) continue;
    sum += SCORE_WEIGHTS[part] * value;
    known += SCORE_WEIGHTS[part];
  }
  const weight = rounded(known);
  return {
    score: weight >= LEAST_KNOWN_WEIGHT ? rounded(sum / known) : null,
    efficiency: roundedOrNull(parts.efficiency),
    output: roundedOrNull(parts.output),
    quality: roundedOrNull(parts.quality),
    flow: roundedOrNull(parts.flow),
    known_weight: weight,
  };
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
