import { readSync, writeSync } from 'node:fs';
import { changeDocument } from '../../../../src/store/document.ts';

/** What a document writer is told: the document, its lock, and how long to wait for it. */
export interface DocumentWriterTask {
  readonly path: string;
  readonly lock: string;
  readonly patienceMs: number;
}

const task: DocumentWriterTask = JSON.parse(process.argv[2] ?? '');
const patience = { now: () => Date.now(), patienceMs: task.patienceMs };

function countOf(document: unknown): number {
  return typeof document === 'object' && document !== null && 'count' in document
    ? Number(document.count)
    : 0;
}

/** One line from the parent, or undefined when it has closed the pipe: a start signal for all at once. */
function order(): string | undefined {
  const bytes = Buffer.alloc(1);
  for (let line = ''; readSync(0, bytes, 0, 1, null) === 1; line += bytes.toString())
    if (bytes.toString() === '\n') return line;
  return undefined;
}

writeSync(1, 'ready\n');
for (let times = order(); times !== undefined; times = order()) {
  for (let index = 0; index < Number(times); index++) {
    let count = 0;
    changeDocument(task.path, task.lock, patience, (current) => {
      count = countOf(current) + 1;
      return { count };
    });
    writeSync(1, `${count}\n`);
  }
  writeSync(1, 'done\n');
}
