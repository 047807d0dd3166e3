import * as z from 'zod/mini';

/** A place in a JSON value: member names and array indexes from the root. */
const at = z.array(z.union([z.string(), z.number()]));

/** One step of a change to a JSON value at one place. */
export const PatchOperationSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('set'), at, value: z.unknown() }),
  z.object({ op: z.literal('merge'), at, value: z.unknown() }),
  z.object({ op: z.literal('delete'), at }),
]);
