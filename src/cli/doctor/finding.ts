/** How bad a finding is: `warn` works but deserves a look, `fail` does not work. */
export type FindingStatus = 'ok' | 'warn' | 'fail';

/** One thing that was looked at: what was found, and what to do about it. */
export interface Finding {
  readonly name: string;
  readonly status: FindingStatus;
  readonly message: string;
  readonly remedy?: string;
}

/** Shorthands that keep the checks readable. */
export const ok = (name: string, message: string): Finding => ({ name, status: 'ok', message });
export const warn = (name: string, message: string, remedy: string): Finding => ({
  name,
  status: 'warn',
  message,
  remedy,
});
export const fail = (name: string, message: string, remedy: string): Finding => ({
  name,
  status: 'fail',
  message,
  remedy,
});
