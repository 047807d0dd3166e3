import type * as z from 'zod/mini';
import type {
  BurndownSchema,
  ProjectReportSchema,
  SessionReportSchema,
  SessionRowSchema,
  TimelineSchema,
  UseSchema,
} from './report-schema.ts';

/** The report of one session; `report-schema.ts` says what is in it. */
export type SessionReport = z.infer<typeof SessionReportSchema>;
/** The report of a project over its sessions. */
export type ProjectReport = z.infer<typeof ProjectReportSchema>;
export type Report = SessionReport | ProjectReport;
export type SessionRow = z.infer<typeof SessionRowSchema>;
export type Timeline = z.infer<typeof TimelineSchema>;
export type Use = z.infer<typeof UseSchema>;
export type Burndown = z.infer<typeof BurndownSchema>;
