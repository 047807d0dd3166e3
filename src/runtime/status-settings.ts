import { join, resolve } from 'node:path';
import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt, objectsAt, parseObject, textAt, textsAt } from '../json-fields.ts';
import type { ThemedTone } from '../render/colour.ts';
import { TONES } from '../render/colour.ts';
import type { IconSetName } from '../render/icons.ts';
import { ICON_SET_NAMES } from '../render/icons.ts';
import type { PresetName } from '../render/status-line-words.ts';
import { PRESET_NAMES } from '../render/status-line-words.ts';
import type { ThemeName } from '../render/themes.ts';
import { THEME_NAMES } from '../render/themes.ts';
import { readSmallFile } from './small-file.ts';

/** What a user chose for the status line; a field that is absent, wrong or unknown is undefined. */
export interface StatusLineSettings {
  /** Names of the segments to show, in their order. */
  readonly segments: readonly string[] | undefined;
  readonly preset: PresetName | undefined;
  readonly theme: ThemeName | undefined;
  /** Looks of the user's own for some tones, in the words of `parseStyle`; undefined where there are none. */
  readonly colours: Readonly<Partial<Record<ThemedTone, string>>> | undefined;
  readonly links: boolean | undefined;
  readonly icons: IconSetName | undefined;
  /** Seconds between two runs while nothing happens. */
  readonly refresh: number | undefined;
  /** The shell command of the status line that was there before Baton. */
  readonly wrapped: string | undefined;
}

/** Where to look: the folder that holds `.baton` (if any), the client's project folder, the environment. */
export interface StatusLinePlaces {
  readonly projectRoot: string | undefined;
  readonly projectDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const MAX_BYTES = 1_048_576;

function readObject(path: string): JsonObject {
  return parseObject(readSmallFile(path, MAX_BYTES) ?? '');
}

/** `installs.json`: `{ installs: [{ scope, project, wrapped: { command } | null }] }`; the nearest scope decides. */
function wrappedCommand(file: JsonObject, projectDir: string): string | undefined {
  const installs = objectsAt(file, 'installs');
  const here = (install: JsonObject): boolean => {
    const project = textAt(install, 'project');
    return project !== undefined && resolve(project) === resolve(projectDir);
  };
  const chosen =
    installs.find((install) => install.scope === 'local' && here(install)) ??
    installs.find((install) => install.scope === 'project' && here(install)) ??
    installs.find((install) => install.scope === 'user');
  return chosen === undefined ? undefined : textAt(objectAt(chosen, 'wrapped'), 'command');
}

function coloursIn(look: JsonObject): StatusLineSettings['colours'] {
  const said = objectAt(look, 'colours');
  const chosen = TONES.flatMap((tone) => {
    const words = textAt(said, tone);
    return words === undefined ? [] : [[tone, words.slice(0, 60)] as const];
  });
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
}

/** The choices that an object `status_line` of the settings holds; what is wrong or unknown in it is not chosen. */
export function statusLineLooks(look: JsonObject): Omit<StatusLineSettings, 'wrapped'> {
  return {
    segments: textsAt(look, 'segments'),
    preset: PRESET_NAMES.find((name) => name === look.preset),
    theme: THEME_NAMES.find((name) => name === look.theme),
    colours: coloursIn(look),
    links: typeof look.links === 'boolean' ? look.links : undefined,
    icons: ICON_SET_NAMES.find((name) => name === look.icons),
    refresh: numberAt(look, 'refresh'),
  };
}

/**
 * The status line's settings: looks from `status_line` in the project's `.baton/config.json`, the wrapped command from
 * the installer's list in the user's own Claude folder. A command is never taken from the project: opening someone
 * else's repository must not run their text. What is absent or damaged counts as not set; nothing throws.
 */
export function readStatusLineSettings(places: StatusLinePlaces): StatusLineSettings {
  const { projectRoot, projectDir, env } = places;
  const config = projectRoot === undefined ? {} : readObject(join(projectRoot, '.baton', 'config.json'));
  const claude = env.CLAUDE_CONFIG_DIR || (env.HOME ? join(env.HOME, '.claude') : undefined);
  const installs = claude === undefined ? {} : readObject(join(claude, 'baton', 'installs.json'));
  return {
    ...statusLineLooks(objectAt(config, 'status_line')),
    wrapped: wrappedCommand(installs, projectDir),
  };
}
