import type { BriefingFacts } from '../../src/continuity/briefing.ts';
import { briefing, standingTexts } from '../../src/continuity/briefing.ts';
import { readChecks } from '../../src/runtime/checks-cache.ts';
import type { GitFacts } from '../../src/runtime/git-facts.ts';
import { readGitFacts } from '../../src/runtime/git-facts.ts';
import { headCommit } from '../../src/runtime/git-head.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { injectContext } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { keepLauncherPointed } from '../../src/runtime/launcher-root.ts';
import type { RosterEntry } from '../../src/runtime/roster.ts';
import { readRoster } from '../../src/runtime/roster.ts';
import { changeSession, openSession } from '../../src/runtime/session-streams.ts';
import { keepWatchedWords } from '../../src/runtime/watched-words.ts';
import { showTexts } from '../../src/session/commands/continuity.ts';
import { observeHead } from '../../src/session/commands/evidence.ts';
import type { StartFacts } from '../../src/session/commands/life.ts';
import { activateSession, startSession } from '../../src/session/commands/life.ts';
import { isOrchestrated } from '../../src/session/orchestrated.ts';
import type { SessionState } from '../../src/session/state.ts';
import { fold } from '../../src/store/append.ts';
import { lifeOf } from '../../src/store/process-identity.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';
import { briefingFacts, realityChecked } from './briefing-facts.ts';
import { renewChecks } from './reality.ts';
import { closeCrashedOnes, numberOf, startFacts } from './session-facts.ts';
import { takeUpPredecessor } from './session-predecessor.ts';
import { returnToWork } from './session-return.ts';

/** How far back a start looks for its predecessor and for sessions that died. */
export const SESSIONS_LOOKED_AT = 50;
/** How long git may take at a session's start. */
export const GIT_TIMEOUT_MS = 1_500;

/**
 * SessionStart: numbers the session, closes those that died, links it to the one before, and tells the
 * model in a few lines where things stand. After a compaction the session goes on and is only reminded.
 */
export async function startSessionHook(call: HookCall): Promise<HookReply> {
  const git = readGitFacts(call.input.cwd ?? call.layout.root, GIT_TIMEOUT_MS);
  keepLauncherPointed(call.env);
  keepWatchedWords(call.layout, readHookSettings(call.layout).checks);
  const source = sourceOf(call.input.source);
  const known = openSession(call.layout, call.input.session_id).state;
  if (source === 'compact' && known.lifecycle.status === 'active') {
    return tell(call, known, 'compact', [], await git);
  }
  const roster = readRoster(call.layout, call.store.now(), SESSIONS_LOOKED_AT);
  const state = start(call, source === 'compact' ? 'resume' : source, roster);
  return tell(call, state, occasionOf(source), roster, await git);
}

/** Starts (or starts again) the session of `call`; other sessions that died are closed on the way. */
export function start(
  call: HookCall,
  source: StartFacts['source'],
  roster: readonly RosterEntry[],
): SessionState {
  const number = numberOf(call);
  closeCrashedOnes(
    call,
    roster.filter(({ view }) => view.session_id !== call.input.session_id),
  );
  const cursor = changeSession(
    call.layout,
    call.input.session_id,
    call.store,
    (state) => {
      const former = state.session_info.process;
      return [
        ...startSession(
          state,
          startFacts(call, source, number, state, roster),
          former === null ? 'unknown' : lifeOf(former),
        ),
        ...observeHead(state, headCommit(call.input.cwd ?? call.layout.root) ?? null),
      ];
    },
    { expect: 'version', durable: true },
  );
  return cursor.state;
}

/** Ends the start and gives the briefing, which is counted in the session's context ledger. */
export function tell(
  call: HookCall,
  state: SessionState,
  occasion: BriefingFacts['occasion'],
  roster: readonly RosterEntry[],
  git: GitFacts | undefined,
): HookReply {
  const settings = readHookSettings(call.layout).briefing;
  const isNew = state.lifecycle.starts === 1 && state.lifecycle.status === 'initializing';
  const isOn = isOrchestrated(state);
  const taken = isNew && isOn ? attempt(call, () => takeUpPredecessor(call, state, roster, git)) : undefined;
  const returned = occasion === 'resume' && isOn ? returnToWork(call, state, roster) : undefined;
  const kept = readChecks(call.layout);
  if (isNew && isOn) renewChecks(call, kept);
  const events = [
    ...(taken?.events ?? []),
    ...(returned?.events ?? []),
    ...(isNew && kept !== undefined ? [realityChecked(kept)] : []),
  ];
  // Whose claims were taken is on record before anything is told: what fails from here on costs words, not the work.
  const { state: begun } = changeSession(call.layout, call.input.session_id, call.store, (current) => [
    ...(current.lifecycle.status === 'initializing' ? activateSession(current) : []),
    ...events,
  ]);
  // That a session is one too many is a notice, not a briefing. Said at the first start only: later, orchestration may
  // be off because somebody wants it so.
  const crowded = isNew && !state.runtime_config.orchestration_enabled;
  const gone = returned?.gone ?? [];
  const told = () =>
    briefing(
      briefingFacts(call, begun, { occasion, roster, git, taken, kept, gone, crowded }),
      settings.max_characters,
    );
  const text = crowded || (settings.enabled && isOn) ? (attempt(call, told) ?? '') : '';
  const reply = injectContext(call.event, text);
  const cursor = changeSession(call.layout, call.input.session_id, call.store, (current) => [
    ...showTexts(current, standingTexts(text)),
    ...(reply.injectedBytes === 0
      ? []
      : [{ type: 'context_injected' as const, data: { hook: call.event, bytes: reply.injectedBytes } }]),
  ]);
  fold(cursor);
  return reply;
}

type ClientSource = 'startup' | 'resume' | 'clear' | 'fork' | 'compact';

function sourceOf(word: string | undefined): ClientSource {
  const known: readonly ClientSource[] = ['startup', 'resume', 'clear', 'fork', 'compact'];
  return known.find((source) => source === word) ?? 'startup';
}

function occasionOf(source: ClientSource): BriefingFacts['occasion'] {
  return source === 'startup' ? 'start' : source;
}
