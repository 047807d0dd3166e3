import type { Report } from '../../insight/report.ts';
import { projectPage } from './project-page.ts';
import { sessionPage } from './session-page.ts';

/** A report as one HTML page: the entry of dist/report.cjs, which only `baton report --format html` loads. */
export function htmlReport(report: Report): string {
  return report.kind === 'session' ? sessionPage(report) : projectPage(report);
}
