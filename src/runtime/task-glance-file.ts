import { join } from 'node:path';
import type { TaskGlance } from '../continuity/task-glance.ts';
import { glanceAt } from '../continuity/task-glance.ts';
import type { Layout } from '../store/layout.ts';
import { BATON_FOLDER } from '../store/project-root.ts';
import { isSafeId } from '../store/safe-id.ts';
import { readSmallFile } from './small-file.ts';

/** A document that is larger is for reading, not for a glance. */
const MOST_BYTES = 1_048_576;

/** What the document of a task says at a glance; null where it has none that can be read. */
export function readTaskGlance(layout: Layout, taskId: string): TaskGlance | null {
  if (!isSafeId(taskId)) return null;
  const name = `${taskId}-state.md`;
  const text = readSmallFile(join(layout.tasks, name), MOST_BYTES);
  return text === undefined ? null : glanceAt(taskId, `${BATON_FOLDER}/tasks/${name}`, text);
}
