import { writeSync } from 'node:fs';

/** The world a worker writes in: the real clock, pushed by `clockSkewMs`, and ids that never repeat. */
export function workerContext(by: string, patienceMs: number, clockSkewMs = () => 0) {
  let ids = 0;
  return {
    now: () => Date.now() + clockSkewMs(),
    newId: () => `${process.pid}-${Date.now().toString(36)}-${ids++}`,
    by,
    patienceMs,
  };
}

/** Says that something is done: from here on nobody may lose it. */
export function acknowledge(line: string): void {
  writeSync(1, `${line}\n`);
}

/** What the parent wants of this worker. */
export function taskText(): string {
  return process.argv[2] ?? '{}';
}
