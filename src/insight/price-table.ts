/** US dollars for a million tokens; cache writes and reads follow from the input price. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/**
 * List prices by the beginning of the model's id; the longest that fits counts. Data, to be overruled by
 * `prices` in `.baton/config.json`. With the factors below they give the client's own total to the cent
 * (CONTRACT, section 10).
 */
export const PRICES: Readonly<Record<string, Price>> = {
  'claude-opus-4': { input: 15, output: 75 },
  'claude-opus-4-5': { input: 5, output: 25 },
  'claude-opus-4-6': { input: 5, output: 25 },
  'claude-opus-4-7': { input: 5, output: 25 },
  'claude-opus-4-8': { input: 5, output: 25 },
  'claude-sonnet': { input: 3, output: 15 },
  'claude-3-5-sonnet': { input: 3, output: 15 },
  'claude-3-7-sonnet': { input: 3, output: 15 },
  'claude-haiku-4-5': { input: 1, output: 5 },
  'claude-3-5-haiku': { input: 0.8, output: 4 },
  'claude-fable-5': { input: 10, output: 50 },
  'claude-mythos-5': { input: 10, output: 50 },
};

/** Opus in fast mode has a price of its own. */
export const FAST_OPUS: Price = { input: 30, output: 150 };

/** What a cache write of five minutes or an hour, and a cache read, cost as a share of the input price. */
export const CACHE_FACTORS = { write5m: 1.25, write1h: 2, read: 0.1 };

/** US dollars for one web search made by the server. */
export const WEB_SEARCH_PRICE = 0.01;

/** The price of `model`: the project's own where it names one, else the list's; undefined when neither knows it. */
export function priceOf(
  model: string,
  isFast: boolean,
  own: Readonly<Record<string, Price>> = {},
): Price | undefined {
  return (
    longestFit(model, own) ??
    (isFast && model.startsWith('claude-opus') ? FAST_OPUS : longestFit(model, PRICES))
  );
}

function longestFit(model: string, prices: Readonly<Record<string, Price>>): Price | undefined {
  const fitting = Object.keys(prices).filter((prefix) => model.startsWith(prefix));
  const longest = fitting.sort((left, right) => right.length - left.length)[0];
  return longest === undefined ? undefined : prices[longest];
}
