import type { Report } from '../../insight/report.ts';
import { projectMarkdown } from './project-markdown.ts';
import { projectPage } from './project-page.ts';
import { sessionMarkdown } from './session-markdown.ts';
import { sessionPage } from './session-page.ts';

/** A report as Markdown or as an HTML page: the entry of dist/report.cjs, which only `baton report` loads. */
export function reportText(report: Report, format: 'md' | 'html'): string {
  if (report.kind === 'session') return format === 'md' ? sessionMarkdown(report) : sessionPage(report);
  return format === 'md' ? projectMarkdown(report) : projectPage(report);
}
