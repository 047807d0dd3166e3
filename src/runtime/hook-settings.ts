import type { CheckPattern } from '../continuity/check-command.ts';
import type { ProtocolSettings, RuleLevel, RuleName } from '../continuity/rules/protocol-rules.ts';
import { DEFAULT_PROTOCOL, RULE_LEVELS, RULE_NAMES } from '../continuity/rules/protocol-rules.ts';
import type { Price } from '../insight/price-table.ts';
import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../json-fields.ts';
import type { CapacityRule } from '../session/capacity.ts';
import { CAPACITY_RULES, MOST_AGENTS } from '../session/capacity.ts';
import { EXPIRY_HOURS, MOST_LIVE_SESSIONS } from '../session/liveness.ts';
import { CHECK_KINDS } from '../session/words.ts';
import type { Layout } from '../store/layout.ts';
import { keepGoodConfig, readGoodConfigs } from './last-good-config.ts';
import { readSmallFile } from './small-file.ts';

/** The settings that a hook uses. */
export interface HookSettings {
  readonly live_sessions: number;
  readonly agents_per_session: number;
  readonly session_expiry_hours: number;
  readonly capacity: CapacityRule;
  /** Prices that the project names itself, over the list's. */
  readonly prices: Readonly<Record<string, Price>>;
  readonly briefing: { readonly enabled: boolean; readonly max_characters: number };
  /** Whether the end of a session writes its log for people. */
  readonly session_log: boolean;
  /** Commands that the project itself calls checks. */
  readonly checks: readonly CheckPattern[];
  readonly protocol: ProtocolSettings;
}

const DEFAULTS: HookSettings = {
  live_sessions: MOST_LIVE_SESSIONS,
  agents_per_session: MOST_AGENTS,
  session_expiry_hours: EXPIRY_HOURS,
  capacity: 'deny',
  prices: {},
  briefing: { enabled: true, max_characters: 3_600 },
  session_log: false,
  checks: [],
  protocol: DEFAULT_PROTOCOL,
};

const MOST_BYTES = 1_048_576;

/**
 * The settings for the hooks, read field by field: the schema (config-schema.ts) costs 8 ms to load, more
 * than all the rest of the hook. While the file is broken, or one of these fields does not fit, the last good
 * settings hold. A good file is kept for that time. Never throws.
 */
export function readHookSettings(layout: Layout): HookSettings {
  const { settings, file } = readBoth(layout);
  if (file !== undefined) keepGoodConfig(layout, 'seen', file);
  return settings;
}

/** `readHookSettings` for who only asks: writes nothing. */
export function peekHookSettings(layout: Layout): HookSettings {
  return readBoth(layout).settings;
}

function readBoth(layout: Layout): { readonly settings: HookSettings; readonly file?: JsonObject } {
  const text = readSmallFile(layout.config, MOST_BYTES);
  if (text === undefined) return { settings: DEFAULTS };
  const file = parsed(text);
  const settings = file === undefined ? undefined : settingsIn(file);
  if (file !== undefined && settings !== undefined) return { settings, file };
  for (const good of readGoodConfigs(layout)) {
    const before = settingsIn(good);
    if (before !== undefined) return { settings: before };
  }
  return { settings: DEFAULTS };
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
  const agents = countIn(limits, 'agents_per_session', 1, 1_000, DEFAULTS.agents_per_session);
  const { session_expiry_hours: expiry = DEFAULTS.session_expiry_hours } = limits;
  const most = countIn(briefing, 'max_characters', 200, 9_000, DEFAULTS.briefing.max_characters);
  const capacity =
    file.capacity === undefined ? DEFAULTS.capacity : CAPACITY_RULES.find((rule) => rule === file.capacity);
  const [prices, checks] = [pricesIn(file), checksIn(objectAt(file, 'evidence'))];
  const protocol = protocolIn(objectAt(file, 'protocol'));
  const { enabled = true } = briefing;
  const { session_log: log = false } = objectAt(file, 'reports');
  if (live === undefined || agents === undefined || most === undefined || protocol === undefined)
    return undefined;
  if (typeof expiry !== 'number' || !(expiry > 0 && expiry <= 8_760)) return undefined;
  if (capacity === undefined || prices === undefined || checks === undefined || typeof enabled !== 'boolean')
    return undefined;
  if (typeof log !== 'boolean') return undefined;
  return {
    live_sessions: live,
    agents_per_session: agents,
    session_expiry_hours: expiry,
    capacity,
    prices,
    briefing: { enabled, max_characters: most },
    session_log: log,
    checks,
    protocol,
  };
}

function pricesIn(file: JsonObject): HookSettings['prices'] | undefined {
  if (file.prices === undefined) return {};
  const prices: Record<string, Price> = {};
  for (const [model, price] of Object.entries(objectAt(file, 'prices'))) {
    const fields = objectAt({ price }, 'price');
    const [input, output] = [numberAt(fields, 'input'), numberAt(fields, 'output')];
    if (input === undefined || output === undefined || input < 0 || output < 0) return undefined;
    prices[model] = { input, output };
  }
  return prices;
}

function protocolIn(section: JsonObject): ProtocolSettings | undefined {
  const { manual = DEFAULT_PROTOCOL.manual } = section;
  if (typeof manual !== 'boolean') return undefined;
  const chosen = objectAt(section, 'rules');
  const rules: Record<RuleName, RuleLevel> = { ...DEFAULT_PROTOCOL.rules };
  for (const rule of RULE_NAMES) {
    const level = chosen[rule] === undefined ? rules[rule] : RULE_LEVELS.find((one) => one === chosen[rule]);
    if (level === undefined) return undefined;
    rules[rule] = level;
  }
  return { manual, rules };
}

function checksIn(evidence: JsonObject): HookSettings['checks'] | undefined {
  if (evidence.commands === undefined) return [];
  if (!Array.isArray(evidence.commands)) return undefined;
  const checks = objectsAt(evidence, 'commands').flatMap((one): CheckPattern[] => {
    const [pattern, word] = [textAt(one, 'pattern'), textAt(one, 'kind')];
    const kind = CHECK_KINDS.find((known) => known === word);
    return pattern === undefined || kind === undefined ? [] : [{ pattern, kind }];
  });
  return checks.length === evidence.commands.length ? checks : undefined;
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
