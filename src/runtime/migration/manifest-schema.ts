import * as z from 'zod/mini';

/** What a migration did to one file: the checksums of its bytes before (null: it was not there) and after. */
export const MigratedFileSchema = z.object({
  /** Relative to `.baton/`. */
  path: z.string(),
  before: z.nullable(z.string()),
  after: z.string(),
});

/** What a migration needs to be finished or undone, by whoever comes after a kill. */
export const ManifestSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  at: z.string(),
  state: z.enum(['begun', 'done', 'undoing', 'undone']),
  source: z.object({ path: z.string(), sha256: z.string() }),
  files: z.array(MigratedFileSchema),
  /** The line that it added to the plan's audit log; null when it changed no document. */
  audit_line: z.nullable(z.string()),
  /** `version` is where the session's log stood when the migration was done. */
  session: z.object({ id: z.string(), version: z.nullable(z.number()) }),
});
