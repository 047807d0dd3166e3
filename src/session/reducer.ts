/**
 * Raised whenever the same events of a session would fold to another state: older snapshots are then rebuilt. Apart
 * from the fold, so that who only reads a view need not load it.
 */
export const SESSION_REDUCER = 11;

/** The same for the stream that all sessions share. */
export const SHARED_REDUCER = 4;
