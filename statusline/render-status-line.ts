import { colourLevel, paint } from '../src/render/colour.ts';
import { fitLine } from '../src/render/fit-line.ts';
import { iconSet } from '../src/render/icons.ts';
import type { StatusLinePlaces, StatusLineSettings } from '../src/runtime/status-settings.ts';
import type { SessionView } from '../src/session/view.ts';
import { attempt } from './attempt.ts';
import { screenColumns } from './screen-columns.ts';
import type { Look } from './segment.ts';
import { KEEP_UP_TO } from './segment.ts';
import { renderMarks, renderSegments } from './segment-list.ts';
import type { LineFacts } from './status-facts.ts';
import { statusFacts } from './status-facts.ts';
import { parseStatusInput } from './status-input.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a render gets what the input does not say. Every function may throw: what it would have given is then absent. */
export interface StatusLineSources {
  readonly env: Environment;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly workingDirectory: () => string;
  readonly findProjectRoot: (from: string, env: Environment) => string | undefined;
  readonly loadSessionView: (projectRoot: string, sessionId: string) => SessionView | undefined;
  readonly headBranch: (from: string) => string | undefined;
  /** When something inside Baton last failed: in the project, or for this user where there is none. */
  readonly lastTroubleAt: (projectRoot: string | undefined, env: Environment) => number | undefined;
  readonly readSettings: (places: StatusLinePlaces) => StatusLineSettings;
}

/** The rows to print, and the command of the user's own line, whose rows go below them, with what it belongs to. */
export interface RenderedLine {
  readonly rows: readonly string[];
  readonly columns: number;
  readonly wrapped: string | undefined;
  readonly projectDir: string;
  readonly sessionId: string | undefined;
}

function rowsOf(names: readonly string[] | undefined, facts: LineFacts, look: Look): string[] {
  const asked = renderSegments(names, facts, look);
  const separator = ` ${paint(look.icons.separator, 'muted', look.level)} `;
  const said = asked.length > 0 ? asked : renderSegments(undefined, facts, look);
  return fitLine([...said, ...renderMarks(facts, look)], {
    width: look.columns,
    separator,
    ellipsis: look.icons.ellipsis,
    keepUpTo: KEEP_UP_TO,
  });
}

/**
 * The status line for the client's JSON: never without a row, never throwing, no row wider than the screen allows.
 * What the input leaves out is taken from the client's environment variables and the working directory.
 */
export function renderStatusLine(text: string, sources: StatusLineSources): RenderedLine {
  const { env } = sources;
  const stated = parseStatusInput(text);
  const currentDir = stated.currentDir ?? attempt(sources.workingDirectory);
  const projectDir = stated.projectDir ?? (env.CLAUDE_PROJECT_DIR || currentDir) ?? '/';
  const sessionId = stated.sessionId ?? env.CLAUDE_CODE_SESSION_ID;
  const projectRoot = attempt(() => sources.findProjectRoot(projectDir, env));
  const view =
    projectRoot && sessionId ? attempt(() => sources.loadSessionView(projectRoot, sessionId)) : undefined;
  const branch = attempt(() => sources.headBranch(currentDir ?? projectDir));
  const settings = attempt(() => sources.readSettings({ projectRoot, projectDir, env }));
  const look = {
    columns: screenColumns(env),
    level: colourLevel(env),
    icons: iconSet(settings?.icons),
  };
  const troubleAt = attempt(() => sources.lastTroubleAt(projectRoot, env));
  const known = { input: { ...stated, currentDir }, branch, troubleAt, now: sources.now };
  const facts = attempt(() => statusFacts({ ...known, view })) ?? statusFacts({ ...known, view: undefined });
  const rows = attempt(() => rowsOf(settings?.segments, facts, look)) ?? [];
  return {
    rows: rows.length > 0 ? rows : ['baton'.slice(0, look.columns)],
    columns: look.columns,
    wrapped: settings?.wrapped,
    projectDir,
    sessionId,
  };
}
