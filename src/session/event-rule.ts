import type * as z from 'zod/mini';
import type { SessionState } from './state.ts';

/** When and where in the stream an event stands, as far as a rule may know it. */
export interface Moment {
  readonly timestamp: string;
}

/** One kind of event: the shape of its data, and what it does to the session's state. */
export interface EventRule<Data> {
  /** Built on first use: a hook meets a handful of kinds and should not pay for all. */
  schema(): z.ZodMiniType<Data>;
  /** The next state, or undefined when `data` does not have the event's shape. */
  apply(state: SessionState, data: unknown, moment: Moment): SessionState | undefined;
}

/** A rule from a schema and the step it allows. The step sees data that the schema has accepted. */
export function when<Data>(
  build: () => z.ZodMiniType<Data>,
  evolve: (state: SessionState, data: Data, moment: Moment) => SessionState,
): EventRule<Data> {
  let built: z.ZodMiniType<Data> | undefined;
  const schema = () => {
    built ??= build();
    return built;
  };
  return {
    schema,
    apply: (state, data, moment) => {
      const result = schema().safeParse(data);
      return result.success ? evolve(state, result.data, moment) : undefined;
    },
  };
}
