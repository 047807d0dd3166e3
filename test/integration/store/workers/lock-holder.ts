import { readSync, writeSync } from 'node:fs';
import { changeDocument } from '../../../../src/store/document.ts';
import type { DocumentWriterTask } from './document-writer.ts';

// Holds the lock of a document until its parent says something, and only then writes.
const task: DocumentWriterTask = JSON.parse(process.argv[2] ?? '');
changeDocument(task.path, task.lock, { now: () => Date.now(), patienceMs: task.patienceMs }, () => {
  writeSync(1, 'held\n');
  readSync(0, Buffer.alloc(1), 0, 1, null);
  return { by: 'holder' };
});
writeSync(1, 'done\n');
