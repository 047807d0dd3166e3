import * as z from 'zod/mini';
import { ProjectReportSchema, SessionReportSchema } from './report-schema.ts';

/** docs/report.schema.json: the JSON Schema (2020-12) of what `baton report --format json` prints. */
export function reportJsonSchema(): string {
  const schema = z.toJSONSchema(z.union([SessionReportSchema, ProjectReportSchema]));
  const { $schema, ...shape } = schema;
  const title = 'A report of Baton: of one session (kind "session") or of a project (kind "project")';
  return `${JSON.stringify({ $schema, title, ...shape }, null, 2)}\n`;
}
