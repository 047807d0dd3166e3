type Environment = Readonly<Record<string, string | undefined>>;

/** Tokens that the client keeps free for an answer, and for the summary (client 2.1.197). */
const KEPT_FOR_ANSWER = 20_000;
const KEPT_FOR_SUMMARY = 13_000;

const isOn = (value: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(value?.trim() ?? '');

/**
 * At how many tokens the client compacts a conversation by itself, by its own rule and the variables that change it;
 * undefined where it never does, and for a window too small for the rule. A setting of the client that switches it off
 * is not seen here.
 */
export function compactionPoint(windowSize: number | undefined, env: Environment): number | undefined {
  if (windowSize === undefined || isOn(env.DISABLE_COMPACT) || isOn(env.DISABLE_AUTO_COMPACT))
    return undefined;
  const own = Number(env.CLAUDE_CODE_AUTO_COMPACT_WINDOW || windowSize);
  const window = own > 0 ? Math.min(windowSize, own) : windowSize;
  const usable = window - KEPT_FOR_ANSWER;
  const percent = Number(env.CLAUDE_AUTOCOMPACT_PCT_OVERRIDE || Number.NaN);
  const share = percent > 0 && percent <= 100 ? Math.floor((usable * percent) / 100) : usable;
  const point = Math.min(share, usable - KEPT_FOR_SUMMARY);
  return point > 0 ? point : undefined;
}
