import * as z from 'zod/mini';

/** What all sessions know of one another: its number, and where it began. The rest is in its own log. */
export interface RegisteredSession {
  readonly number: number;
  readonly registered_at: string;
}

/** The part of the shared stream that counts the sessions. */
export interface RegistryState {
  readonly last_number: number;
  readonly sessions: Readonly<Record<string, RegisteredSession>>;
}

/** An event of the shared stream about sessions. */
export type RegistryEvent =
  | { readonly type: 'session_registered'; readonly data: { session_id: string; number: number } }
  | { readonly type: 'session_archived'; readonly data: { session_id: string } };

export const EMPTY_REGISTRY: RegistryState = { last_number: 0, sessions: {} };

const registered = () => z.object({ session_id: z.string(), number: z.number() });
const archived = () => z.object({ session_id: z.string() });

/** Gives a session the next number, once: numbers are never given twice, whoever comes at the same time. */
export function registerSession(state: RegistryState, sessionId: string): RegistryEvent[] {
  if (Object.hasOwn(state.sessions, sessionId)) return [];
  return [{ type: 'session_registered', data: { session_id: sessionId, number: state.last_number + 1 } }];
}

/** Takes a session whose folder has been archived out of the list. */
export function archiveSession(state: RegistryState, sessionId: string): RegistryEvent[] {
  if (!Object.hasOwn(state.sessions, sessionId)) return [];
  return [{ type: 'session_archived', data: { session_id: sessionId } }];
}

/** One step of the registry's fold; events of other kinds leave it as it is. */
export function evolveRegistry(
  state: RegistryState,
  event: { readonly type: string; readonly data: unknown; readonly timestamp: string },
): RegistryState {
  if (event.type === 'session_registered') {
    const parsed = registered().safeParse(event.data);
    if (!parsed.success) return state;
    const { session_id, number } = parsed.data;
    return {
      last_number: Math.max(state.last_number, number),
      sessions: { ...state.sessions, [session_id]: { number, registered_at: event.timestamp } },
    };
  }
  if (event.type === 'session_archived') {
    const parsed = archived().safeParse(event.data);
    if (!parsed.success) return state;
    const { [parsed.data.session_id]: _gone, ...sessions } = state.sessions;
    return { ...state, sessions };
  }
  return state;
}

/** The ids of all registered sessions, newest first. */
export function newestFirst(state: RegistryState): string[] {
  return Object.entries(state.sessions)
    .sort(([, left], [, right]) => right.number - left.number)
    .map(([id]) => id);
}
