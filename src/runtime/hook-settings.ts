import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt } from '../json-fields.ts';
import { MOST_LIVE_SESSIONS } from '../session/liveness.ts';
import type { Layout } from '../store/layout.ts';
import { keepGoodConfig, readGoodConfigs } from './last-good-config.ts';
import { readSmallFile } from './small-file.ts';

/** The settings that a hook uses. */
export interface HookSettings {
  readonly live_sessions: number;
  readonly briefing: { readonly enabled: boolean; readonly max_characters: number };
}

const DEFAULTS: HookSettings = {
  live_sessions: MOST_LIVE_SESSIONS,
  briefing: { enabled: true, max_characters: 3_600 },
};

const MOST_BYTES = 1_048_576;

/**
 * The settings for a session's start, read field by field: the schema (config-schema.ts) costs 8 ms to load, more
 * than all the rest of the hook. While the file is broken, or one of these fields does not fit, the last good
 * settings hold. A good file is kept for that time. Never throws.
 */
export function readHookSettings(layout: Layout): HookSettings {
  const text = readSmallFile(layout.config, MOST_BYTES);
  if (text === undefined) return DEFAULTS;
  const file = parsed(text);
  const settings = file === undefined ? undefined : settingsIn(file);
  if (settings !== undefined) {
    keepGoodConfig(layout, 'seen', file);
    return settings;
  }
  for (const good of readGoodConfigs(layout)) {
    const before = settingsIn(good);
    if (before !== undefined) return before;
  }
  return DEFAULTS;
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function settingsIn(file: JsonObject): HookSettings | undefined {
  const [limits, briefing] = [objectAt(file, 'limits'), objectAt(file, 'briefing')];
  const live = countIn(limits, 'live_sessions', 1, 1_000, DEFAULTS.live_sessions);
  const most = countIn(briefing, 'max_characters', 200, 9_000, DEFAULTS.briefing.max_characters);
  const { enabled = true } = briefing;
  if (live === undefined || most === undefined || typeof enabled !== 'boolean') return undefined;
  return { live_sessions: live, briefing: { enabled, max_characters: most } };
}

function countIn(
  from: JsonObject,
  field: string,
  least: number,
  most: number,
  absent: number,
): number | undefined {
  if (from[field] === undefined) return absent;
  const count = numberAt(from, field);
  return count !== undefined && Number.isInteger(count) && count >= least && count <= most
    ? count
    : undefined;
}
