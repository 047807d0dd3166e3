import type { JsonObject } from '../../src/json-fields.ts';
import { statusLineLooks } from '../../src/runtime/status-settings.ts';
import { SESSION_MODES } from '../../src/session/words.ts';
import { renderStatusLine } from '../render-status-line.ts';
import { sampleChecks, sampleGitLook, samplePayload, sampleSession } from './sample-session.ts';

/** What a preview can show a session in: its modes, and without orchestration. */
export const PREVIEW_MODES = [...SESSION_MODES, 'off'] as const;

export type PreviewMode = (typeof PREVIEW_MODES)[number];

/** Which lines to show, in which settings: the object `status_line` of a project's settings. */
export interface PreviewRequest {
  readonly modes: readonly PreviewMode[];
  /** Columns of the screens. */
  readonly widths: readonly number[];
  readonly settings: JsonObject;
}

/** One line as it looks on one screen. */
export interface PreviewLine {
  readonly mode: PreviewMode;
  readonly width: number;
  readonly rows: readonly string[];
}

/**
 * The line of a sample session in each mode at each width, by the program that renders the real one. Colours are those
 * that `env` asks for; `now` is milliseconds since 1970.
 */
export function previewLines(
  { modes, widths, settings }: PreviewRequest,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): PreviewLine[] {
  const text = JSON.stringify(samplePayload(now));
  const looks = { ...statusLineLooks(settings), wrapped: undefined };
  return modes.flatMap((mode) =>
    widths.map((width) => {
      const { rows } = renderStatusLine(text, {
        env: { ...env, COLUMNS: String(width) },
        now,
        workingDirectory: () => '/srv/work/ledger',
        findProjectRoot: (from) => from,
        loadSessionView: () => sampleSession(mode, now),
        headBranch: () => 'dates',
        gitLook: () => sampleGitLook(now),
        checkResults: () => sampleChecks(now),
        lastTroubleAt: () => undefined,
        readSettings: () => looks,
      });
      return { mode, width, rows };
    }),
  );
}
