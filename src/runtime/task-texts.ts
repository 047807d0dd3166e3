import { readFileSync } from 'node:fs';
import { BatonError, systemCode } from '../errors.ts';
import type { StoreContext } from '../store/append.ts';
import { replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';

/** The texts of the task documents while they are being changed. */
export interface TaskTexts {
  /** Undefined where the task has no document. */
  get(taskId: string): string | undefined;
  set(taskId: string, text: string): void;
}

/** The text of a task's document, undefined where it has none. @throws E_CORRUPT when it is not UTF-8. */
export function readTaskText(layout: Layout, taskId: string): string | undefined {
  const path = layout.taskDocument(taskId);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text;
  throw new BatonError('E_CORRUPT', `${path} is not UTF-8 text. Save it as UTF-8; nothing was written.`, {
    path,
  });
}

/** How often a change begins anew because somebody else saved the file in the middle of it. */
const ATTEMPTS = 5;

/**
 * Changes documents under one lock for all of them: read, decided and written inside it, each replaced in one step. An
 * editor that knows of no lock and saves in between is seen, and `work` is done again on what it wrote.
 *
 * @throws what `work` throws, E_LOCKED, E_CORRUPT; nothing is then written.
 */
export function changeTaskTexts<Result>(
  layout: Layout,
  store: StoreContext,
  work: (texts: TaskTexts) => Result,
): Result {
  return withLock(layout.lock('tasks'), store, () => {
    for (let attempt = 1; ; attempt++) {
      const read = new Map<string, string | undefined>();
      const written = new Map<string, string>();
      const texts: TaskTexts = {
        get: (id) => {
          if (!read.has(id)) read.set(id, readTaskText(layout, id));
          return written.get(id) ?? read.get(id);
        },
        set: (id, text) => {
          texts.get(id);
          written.set(id, text);
        },
      };
      const result = work(texts);
      const changed = [...written].filter(([id, text]) => text !== read.get(id));
      if (attempt < ATTEMPTS && changed.some(([id]) => readTaskText(layout, id) !== read.get(id))) continue;
      for (const [id, text] of changed)
        replaceFile(layout.taskDocument(id), text, { durable: true, mode: 0o644 });
      return result;
    }
  });
}
