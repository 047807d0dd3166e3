import type { Layout } from '../store/layout.ts';
import { identifyProcess, parentOf } from '../store/process-identity.ts';
import { readRoster } from './roster.ts';

/** More generations than any shell in a terminal in a desktop has. */
const MOST_GENERATIONS = 64;

/**
 * The live session whose client started the process `pid`, directly or through others: what a variable that was
 * unset does not hide. Undefined when there is none, or where the system does not tell (only Linux does).
 */
export function sessionAbove(layout: Layout, pid: number, now: number): string | undefined {
  const live = readRoster(layout, now).filter(({ liveness }) => liveness === 'live');
  let above = parentOf(pid);
  for (let count = 0; above !== undefined && above > 0 && count < MOST_GENERATIONS; count++) {
    const identity = identifyProcess(above);
    const entry = live.find(
      ({ view: { process } }) =>
        process !== null &&
        process.pid === identity?.pid &&
        process.started === identity.started &&
        process.host === identity.host,
    );
    if (entry !== undefined) return entry.view.session_id;
    above = parentOf(above);
  }
  return undefined;
}
