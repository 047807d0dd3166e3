import * as z from 'zod/mini';
import { CONTINUITY_EVENT_SCHEMAS } from './continuity-event-schemas.ts';
import { EVIDENCE_EVENT_SCHEMAS } from './evidence-event-schemas.ts';
import { CHECK_KINDS, OVERRIDE_SCOPES } from './words.ts';

const Count = z.number();
const Text = z.string();
const Maybe = z.nullable(z.string());

export const TokensSchema = z.object({
  input: Count,
  output: Count,
  cache_read: Count,
  cache_write: Count,
});

const Metrics = z.object({
  human_prompts: Count,
  synthetic_prompts: Count,
  turns_completed: Count,
  turns_failed: Count,
  /** Turns that ended without a word: the person pressed Esc, or a hook stopped them. */
  turns_interrupted: Count,
  tool_calls: Count,
  tool_failures: Count,
  permission_denials: Count,
  notifications: Count,
  compactions: Count,
  agents_started: Count,
  tasks_completed: Count,
  commits: Count,
  /** Of the commits that were made in this session. */
  lines_added: Count,
  lines_removed: Count,
  /** From one unfinished task to another, or from one branch to another. */
  context_switches: Count,
  /** Changes of files through the client's tools, and those of files that people read. */
  edits: Count,
  documentation_edits: Count,
  /** Different files among them; one that 50 others were edited after counts again. */
  files_edited: Count,
});

/** What was seen of a session's work: counts, use, time, checks, commits, and the rules it was held to. */
export const ObservabilitySchema = z.object({
  metrics: Metrics,
  /** The main conversation's use, read from its transcript; `read_to` is a byte offset. */
  usage: z.object({
    tokens: TokensSchema,
    cost_usd: z.nullable(z.number()),
    read_to: Count,
    last_message: Maybe,
  }),
  /** What its subagents used, all together. */
  agent_usage: z.object({ tokens: TokensSchema, cost_usd: z.nullable(z.number()) }),
  /** Where the session's time went (time-account.ts says how it is told apart). */
  time: z.object({
    setup_ms: Count,
    active_ms: Count,
    idle_ms: Count,
    /** Up to when it is counted. */
    counted_to: Maybe,
    /** True from a start to the first work. */
    setting_up: z.boolean(),
    /** Since when work has gone on without an idle gap. */
    active_since: Maybe,
  }),
  /** Every byte that Baton put into the model's context, by hook. */
  injected: z.object({
    bytes: Count,
    by_hook: z.record(Text, Count),
    /** Standing texts that lie in the context since the last compaction, by name. */
    texts: z.array(Text),
  }),
  /** The outcome of the last reality check that this session was told of. */
  reality: z.nullable(z.extend(CONTINUITY_EVENT_SCHEMAS.reality_checked, { at: Text })),
  tools: z.record(Text, z.object({ calls: Count, failures: Count, duration_ms: Count })),
  /** The files edited last, newest first, at most 50. */
  files: z.array(z.object({ path: Text, edits: Count, edited_at: Text })),
  /** Files that another live session had edited when this one did, and which session; oldest first, at most 50. */
  overlaps: z.array(z.object({ file: Text, session_id: Text, at: Text })),
  /** The checks that ran, newest first, at most 50; `at`: when they had ended. */
  checks: z.array(z.extend(EVIDENCE_EVENT_SCHEMAS.check_observed, { at: Text })),
  /** The last check that ran in a way that proves nothing. */
  doubted_check: z.nullable(z.object({ command: Text, kind: z.enum(CHECK_KINDS), reason: Text, at: Text })),
  /** The commits made in this session, newest first, at most 100. */
  commits: z.array(EVIDENCE_EVENT_SCHEMAS.commit_observed),
  /** The commit that was checked out when Baton last looked. */
  head: Maybe,
  /** The checkpoints: how many there are, when the last was made, whether the work has changed since. */
  checkpoints: z.object({ made: Count, last_at: Maybe, changed: z.boolean() }),
  /** The sessions that were merged into this one, and how many records their logs had then. */
  merged: z.record(Text, Count),
  protocol: z.object({
    violations: Count,
    /** The rules that have put off the end of this turn, each once. */
    blocked: z.array(Text),
    /** What the person has been told of already: a rule, or `rule:subject`. */
    told: z.array(Text),
    overrides: z.array(
      z.object({ rule: Text, scope: z.enum(OVERRIDE_SCOPES), reason: Text, granted_at: Text }),
    ),
  }),
});
