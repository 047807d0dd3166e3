/** The fields of the client's JSON result that tests rely on; the rest is there too. */
export interface ClientResult {
  readonly result: string;
  readonly session_id: string;
  readonly is_error: boolean;
  readonly num_turns: number;
  readonly total_cost_usd: number;
  readonly [field: string]: unknown;
}

/** The result in what the client printed: a JSON document, or the one among many lines of them. */
export function parseResult(stdout: string): ClientResult | undefined {
  for (const line of [stdout, ...stdout.trim().split('\n').reverse()]) {
    try {
      const value = JSON.parse(line) as Partial<ClientResult> | null;
      if (value?.session_id !== undefined && value.num_turns !== undefined) return value as ClientResult;
    } catch {
      // Not JSON: perhaps the next line is.
    }
  }
  return undefined;
}
