import { readFileSync } from 'node:fs';
import type { SessionView } from '../../../src/session/view.ts';
import type { RenderedLine, StatusLineSources } from '../../../statusline/render-status-line.ts';
import { renderStatusLine } from '../../../statusline/render-status-line.ts';

/** Day three of the sample's sprint, at noon. */
export const NOW = Date.parse('2026-11-20T12:00:00.000Z');

/** The text of a payload under `test/fixtures/statusline/`. */
export function payload(name: 'start' | 'working' | 'everything' | 'subagents'): string {
  return readFileSync(new URL(`../../fixtures/statusline/${name}.json`, import.meta.url), 'utf8');
}

/** A quiet session in development mode, with these differences. */
export function sampleView(differences: Partial<SessionView> = {}): SessionView {
  return {
    session_id: '5e0c7a12-3b64-4f0e-9d2b-8a1f6c2e9b01',
    number: 7,
    label: null,
    mode: 'development',
    orchestration_enabled: true,
    status: 'active',
    turn: 'working',
    agents: { running: 0, total: 0 },
    tasks: { total: 0, completed: 0, in_progress: 0, blocked: 0 },
    current_task: null,
    epic: null,
    sprint: null,
    score: null,
    blockers: 0,
    unread: 0,
    injected_bytes: 0,
    branch: null,
    worktree: null,
    created_at: '2026-11-20T09:00:00.000Z',
    last_activity: '2026-11-20T11:59:00.000Z',
    end_reason: null,
    process: null,
    ...differences,
  };
}

/** A session where everything happens at once. */
export function busyView(differences: Partial<SessionView> = {}): SessionView {
  return sampleView({
    agents: { running: 2, total: 5 },
    tasks: { total: 10, completed: 3, in_progress: 1, blocked: 1 },
    current_task: 'Parse the dates of old ledgers',
    sprint: { id: 'sprint-2', started_at: '2026-11-18T09:00:00.000Z', days: 10 },
    blockers: 1,
    unread: 2,
    injected_bytes: 3174,
    ...differences,
  });
}

/** What a sample line is made from; without a view the project is no Baton project. */
export interface Sample {
  readonly text?: string;
  readonly view?: SessionView | undefined;
  readonly columns?: number;
  readonly colours?: boolean;
  readonly sources?: Partial<StatusLineSources>;
  readonly settings?: Partial<ReturnType<StatusLineSources['readSettings']>>;
}

/** Renders a sample, plain unless colours are asked for. */
export function renderSample(sample: Sample = {}): RenderedLine {
  const { text = payload('working'), view, columns, colours = false, sources, settings } = sample;
  return renderStatusLine(text, {
    env: {
      ...(columns === undefined ? {} : { COLUMNS: String(columns) }),
      ...(colours ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
    },
    now: NOW,
    workingDirectory: () => '/srv/work/elsewhere',
    findProjectRoot: (from) => (view === undefined ? undefined : from),
    loadSessionView: () => view,
    headBranch: () => 'main',
    gitLook: () => undefined,
    checkResults: () => undefined,
    lastTroubleAt: () => undefined,
    readSettings: () => ({
      segments: undefined,
      preset: undefined,
      theme: undefined,
      colours: undefined,
      links: undefined,
      icons: undefined,
      refresh: undefined,
      wrapped: undefined,
      ...settings,
    }),
    ...sources,
  });
}

/** The rows of a sample as one text. */
export function sampleText(sample: Sample = {}): string {
  return renderSample(sample).rows.join('\n');
}
