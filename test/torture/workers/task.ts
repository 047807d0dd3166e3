import { writeSync } from 'node:fs';

/** Says that something is done: from here on nobody may lose it. */
export function acknowledge(line: string): void {
  writeSync(1, `${line}\n`);
}

/** What the parent wants of this worker. */
export function taskText(): string {
  return process.argv[2] ?? '{}';
}
