type Environment = Readonly<Record<string, string | undefined>>;

/** The user's own status line command, and what it is given. */
export interface WrappedCommand {
  readonly command: string;
  /** The client's JSON, passed on as it came. */
  readonly input: string;
  /** Baton's own environment. */
  readonly env: Environment;
  readonly projectDir: string;
  readonly sessionId: string | undefined;
}

/** Set for the wrapped command; where it is set already, Baton's line wraps nothing, so that it never runs itself. */
export const WRAPPING = 'BATON_STATUSLINE_WRAPPED';

/** More output than this is no line. */
export const MAX_BYTES = 65_536;

/** The environment of the wrapped command: as the client gave it, with what the launcher took away put back. */
export function wrappedEnvironment(env: Environment): Environment {
  const { BATON_EXTRA_CA_CERTS: certificates, ...rest } = env;
  return { ...rest, ...(certificates ? { NODE_EXTRA_CA_CERTS: certificates } : {}), [WRAPPING]: '1' };
}

/** Ends a command and everything that it started: it leads its own process group. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
