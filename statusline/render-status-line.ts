import { colourLevel } from '../src/render/colour.ts';
import { fitLine } from '../src/render/fit-line.ts';
import { iconSet } from '../src/render/icons.ts';
import type { SegmentName } from '../src/render/status-line-words.ts';
import { PRESETS } from '../src/render/status-line-words.ts';
import { themeOf } from '../src/render/themes.ts';
import type { CheckResults } from '../src/runtime/check-results.ts';
import type { GitLook } from '../src/runtime/git-look.ts';
import type { StatusLinePlaces, StatusLineSettings } from '../src/runtime/status-settings.ts';
import type { SessionView } from '../src/session/view.ts';
import { attempt } from './attempt.ts';
import { screenColumns } from './screen-columns.ts';
import type { Look } from './segment.ts';
import { KEEP_UP_TO, tint } from './segment.ts';
import { chosenSegments, renderMarks, renderSegments } from './segment-list.ts';
import type { LineFacts, SessionFacts } from './status-facts.ts';
import { sessionFacts, statusFacts } from './status-facts.ts';
import type { StatusInput } from './status-input.ts';
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
  /** What git last said of the work tree. Asked only where the branch is shown. */
  readonly gitLook: (from: string, projectRoot: string | undefined, env: Environment) => GitLook | undefined;
  /** How the project's checks last ended. Asked only where that is shown. */
  readonly checkResults: (projectRoot: string) => CheckResults | undefined;
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
  /** The project whose log does not know the session yet, as nothing has been answered in it. */
  readonly awaitedBy: string | undefined;
}

/** Where a line is rendered, put together from the input and what stands in for what it leaves out. */
interface Scene {
  readonly input: StatusInput;
  readonly projectDir: string;
  readonly projectRoot: string | undefined;
  readonly view: SessionView | undefined;
}

function sceneOf(text: string, sources: StatusLineSources): Scene {
  const { env } = sources;
  const stated = parseStatusInput(text);
  const currentDir = stated.currentDir ?? attempt(sources.workingDirectory);
  const projectDir = stated.projectDir ?? (env.CLAUDE_PROJECT_DIR || currentDir) ?? '/';
  const sessionId = stated.sessionId ?? env.CLAUDE_CODE_SESSION_ID;
  const projectRoot = attempt(() => sources.findProjectRoot(projectDir, env));
  const view =
    projectRoot && sessionId ? attempt(() => sources.loadSessionView(projectRoot, sessionId)) : undefined;
  return { input: { ...stated, currentDir, sessionId }, projectDir, projectRoot, view };
}

function lookOf(settings: StatusLineSettings | undefined, env: Environment): Look {
  const { theme, colours, icons, links = true, preset = 'standard' } = settings ?? {};
  const isUsual = theme === undefined && colours === undefined;
  return {
    columns: screenColumns(env),
    level: colourLevel(env),
    theme: isUsual ? undefined : attempt(() => themeOf(theme, colours)),
    icons: iconSet(icons),
    links,
    quiet: PRESETS[preset].quiet,
  };
}

function factsOf(
  scene: Scene,
  session: SessionFacts | undefined,
  names: readonly SegmentName[],
  sources: StatusLineSources,
): LineFacts {
  const { input, projectDir, projectRoot } = scene;
  const { env, now } = sources;
  const from = input.currentDir ?? projectDir;
  const branch = attempt(() => sources.headBranch(from));
  const look =
    branch !== undefined && names.includes('branch')
      ? attempt(() => sources.gitLook(from, projectRoot, env))
      : undefined;
  const checks =
    projectRoot !== undefined && names.includes('health')
      ? attempt(() => sources.checkResults(projectRoot))
      : undefined;
  const troubleAt = attempt(() => sources.lastTroubleAt(projectRoot, env));
  return statusFacts({ input, session, branch, look, checks, troubleAt, env, now });
}

function rowsOf(
  scene: Scene,
  settings: StatusLineSettings | undefined,
  sources: StatusLineSources,
): string[] {
  const look = lookOf(settings, sources.env);
  const preset = PRESETS[settings?.preset ?? 'standard'];
  const { view } = scene;
  const session = view && attempt(() => sessionFacts(view, sources.now));
  const isOn = session?.orchestrated === true;
  const names = chosenSegments(settings?.segments, preset, isOn);
  const facts = factsOf(scene, session, names, sources);
  const asked = renderSegments(names, facts, look);
  const said = asked.length > 0 ? asked : renderSegments(chosenSegments([], preset, isOn), facts, look);
  return fitLine([...said, ...renderMarks(facts, look)], {
    width: look.columns,
    separator: ` ${tint(look.icons.separator, 'muted', look)} `,
    ellipsis: look.icons.ellipsis,
    keepUpTo: KEEP_UP_TO,
  });
}

// The client starts its first hook and this line together, at a start and after /clear: it states a cost then, and no
// context yet. How long it has run says nothing: a dialog may have come first.
function isBeforeFirstAnswer({ costUsd, contextPercent }: StatusInput): boolean {
  return costUsd !== undefined && contextPercent === undefined;
}

/**
 * The status line for the client's JSON: never without a row, never throwing, no row wider than the screen allows.
 * What the input leaves out is taken from the client's environment variables and the working directory.
 */
export function renderStatusLine(text: string, sources: StatusLineSources): RenderedLine {
  const { env } = sources;
  const scene = sceneOf(text, sources);
  const { input, projectDir, projectRoot } = scene;
  const settings = attempt(() => sources.readSettings({ projectRoot, projectDir, env }));
  const rows = attempt(() => rowsOf(scene, settings, sources)) ?? [];
  const columns = screenColumns(env);
  return {
    rows: rows.length > 0 ? rows : ['baton'.slice(0, columns)],
    columns,
    wrapped: settings?.wrapped,
    projectDir,
    sessionId: input.sessionId,
    awaitedBy: scene.view === undefined && isBeforeFirstAnswer(input) ? projectRoot : undefined,
  };
}
