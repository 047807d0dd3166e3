import * as z from 'zod/mini';
import type { RuleName } from '../continuity/rules/protocol-rules.ts';
import { DEFAULT_LEVELS, DEFAULT_PROTOCOL, RULE_LEVELS } from '../continuity/rules/protocol-rules.ts';
import { MOST_QUEUED } from '../messaging/message.ts';
import { TONES } from '../render/colour.ts';
import { ICON_SET_NAMES } from '../render/icons.ts';
import { PRESET_NAMES } from '../render/status-line-words.ts';
import { THEME_NAMES } from '../render/themes.ts';
import { CAPACITY_RULES, MOST_AGENTS } from '../session/capacity.ts';
import { EXPIRY_HOURS, MOST_LIVE_SESSIONS } from '../session/liveness.ts';
import { CHECK_KINDS, COMPLETION_RULES } from '../session/words.ts';

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const level = (rule: RuleName) => z._default(z.enum(RULE_LEVELS), DEFAULT_LEVELS[rule]);
const dollars = () => z.number().check(z.minimum(0));

/**
 * The settings of a project (`.baton/config.json`): the one source of their types and defaults. Keys that it does not
 * know are kept and reported, so that an older Baton leaves a newer one's settings alone.
 */
export const ConfigSchema = z.looseObject({
  version: z._default(z.literal(1), 1),
  limits: z.prefault(
    z.looseObject({
      /** Sessions that are orchestrated at once; one more starts without orchestration. */
      live_sessions: z._default(count(1_000), MOST_LIVE_SESSIONS),
      /** Agents that one session may run at once, whatever its teams allow. */
      agents_per_session: z._default(count(1_000), MOST_AGENTS),
      /** Messages that wait at once; one more pushes out the oldest of the least important. */
      messages: z._default(count(10_000), MOST_QUEUED),
      /** Hours without activity after which a session of which nothing else is known has expired. */
      session_expiry_hours: z._default(z.number().check(z.positive(), z.maximum(8_760)), EXPIRY_HOURS),
    }),
    {},
  ),
  // Read field by field on the hot path (status-settings.ts).
  /** How the status line looks; null stands for its own choice. */
  status_line: z.prefault(
    z.looseObject({
      /** How much it tells. */
      preset: z._default(z.enum(PRESET_NAMES), 'standard'),
      /** These, in this order, instead of the preset's. */
      segments: z._default(z.nullable(z.array(z.string())), null),
      /** The signs before its parts; `nerd` needs a font that has them. */
      icons: z._default(z.enum(ICON_SET_NAMES), 'unicode'),
      /** Its colours. */
      theme: z._default(z.enum(THEME_NAMES), 'usual'),
      /** Looks that replace the theme's: `{"accent": "bold #56a6d6"}`. */
      colours: z._default(z.partialRecord(z.enum(TONES), z.string().check(z.maxLength(60))), {}),
      /** Whether directory, repository and pull request are links. */
      links: z._default(z.boolean(), true),
      /** Seconds between two runs while nothing happens. */
      refresh: z._default(z.nullable(z.number().check(z.positive(), z.maximum(86_400))), null),
    }),
    {},
  ),
  /** US dollars for a million tokens, by the beginning of a model's id; they overrule the list prices. */
  prices: z._default(z.record(z.string(), z.strictObject({ input: dollars(), output: dollars() })), {}),
  /** What a session is told when it begins. */
  briefing: z.prefault(
    z.looseObject({
      /** Whether it is told anything at all. */
      enabled: z._default(z.boolean(), true),
      /** How long that may be. */
      max_characters: z._default(z.int().check(z.minimum(200), z.maximum(9_000)), 3_600),
    }),
    {},
  ),
  /** What is written for people to read. */
  reports: z.prefault(
    z.looseObject({
      /** Whether the end of a session writes its log for people into .baton/reports/. */
      session_log: z._default(z.boolean(), false),
    }),
    {},
  ),
  /** What counts as evidence that something works, and what happens without it. */
  evidence: z.prefault(
    z.looseObject({
      /** Commands that check, besides those that Baton knows: text to look for, `*` for anything. */
      commands: z._default(
        z.array(z.object({ pattern: z.string().check(z.minLength(1)), kind: z.enum(CHECK_KINDS) })),
        [],
      ),
      /** What `baton task complete` does while features of the task are not verified. */
      complete: z._default(z.enum(COMPLETION_RULES), 'warn'),
    }),
    {},
  ),
  /** The reality checks (`baton check`): the project's own commands besides those that Baton brings. */
  checks: z.prefault(
    z.looseObject({
      /** Run only once a person has approved exactly these at a terminal: baton check --trust. */
      commands: z._default(
        z.array(
          z.strictObject({
            name: z.string().check(z.minLength(1), z.maxLength(40)),
            command: z.string().check(z.minLength(1)),
            timeout_seconds: z._default(z.number().check(z.positive(), z.maximum(86_400)), 300),
            /** How much it counts; each of Baton's own counts 1. */
            weight: z._default(z.number().check(z.minimum(0), z.maximum(1_000)), 3),
          }),
        ),
        [],
      ),
      /** Below this consensus no new work should begin. */
      threshold: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.8),
      /** How long the outcome of a command stands before it is run again. */
      cache_minutes: z._default(z.number().check(z.minimum(0), z.maximum(525_600)), 5),
    }),
    {},
  ),
  /** The rules of the session protocol, each `off`, `warn` or `require` (src/continuity/rules/protocol-rules.ts). */
  protocol: z.prefault(
    z.looseObject({
      /** One switch that turns all of them off. */
      manual: z._default(z.boolean(), DEFAULT_PROTOCOL.manual),
      rules: z.prefault(
        z.looseObject({
          /** At the start: the reality checks came to their threshold. */
          consensus: level('consensus'),
          /** At the start: the session before left a handoff. */
          handoff: level('handoff'),
          /** Leadership and config mode do not edit source files themselves. */
          mode_edits: level('mode_edits'),
          /** Baton's own state files are written by Baton alone. */
          protected_files: level('protected_files'),
          /** Plan and settings are changed through `baton`, in a mode that may. */
          plan_edits: level('plan_edits'),
          /** At the end of a turn: what was edited is committed. */
          uncommitted: level('uncommitted'),
          /** At the end of a turn: a task in progress was updated since files were edited. */
          task_status: level('task_status'),
          /** At the end of a turn: its progress log has an entry since files were edited. */
          progress_entry: level('progress_entry'),
        }),
        {},
      ),
    }),
    {},
  ),
  /** What happens when an agent more is wanted than a team may run. */
  capacity: z._default(z.enum(CAPACITY_RULES), 'deny'),
});

/** All settings, each with a value. */
export type Config = z.infer<typeof ConfigSchema>;

/** The settings of a project that has chosen none. */
export const DEFAULT_CONFIG: Config = ConfigSchema.parse({});

/** Settings whose members a project names itself. */
export const OPEN_SETTINGS: ReadonlySet<string> = new Set([
  'prices',
  'evidence.commands',
  'checks.commands',
  'status_line.colours',
]);
