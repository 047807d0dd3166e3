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
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
): RegistryState {
  if (isRegistered(event)) {
    const { session_id, number } = event.data;
    return {
      last_number: Math.max(state.last_number, number),
      sessions: { ...state.sessions, [session_id]: { number, registered_at: event.timestamp } },
    };
  }
  if (isArchived(event)) {
    const { [event.data.session_id]: _gone, ...sessions } = state.sessions;
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

interface UntypedEvent {
  readonly type: string;
  readonly data: object;
}

type OfType<Type extends RegistryEvent['type']> = Extract<RegistryEvent, { type: Type }>;

function isRegistered<Event extends UntypedEvent>(
  event: Event,
): event is Event & OfType<'session_registered'> {
  const { data } = event;
  return (
    event.type === 'session_registered' &&
    'session_id' in data &&
    typeof data.session_id === 'string' &&
    'number' in data &&
    typeof data.number === 'number'
  );
}

function isArchived<Event extends UntypedEvent>(event: Event): event is Event & OfType<'session_archived'> {
  return (
    event.type === 'session_archived' &&
    'session_id' in event.data &&
    typeof event.data.session_id === 'string'
  );
}
