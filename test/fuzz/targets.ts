import type { Target } from './target.ts';
import { commandLines } from './targets/command-lines.ts';
import { hookInput } from './targets/hook-input.ts';
import { jsonPaths } from './targets/json-paths.ts';
import { planFiles } from './targets/plan-files.ts';
import { settings } from './targets/settings.ts';
import { shellCommands } from './targets/shell-commands.ts';
import { statusLine } from './targets/status-line.ts';
import { taskDocuments } from './targets/task-documents.ts';

/** Everything that takes input from outside. */
export const TARGETS: readonly Target[] = [
  hookInput,
  planFiles,
  settings,
  jsonPaths,
  commandLines,
  taskDocuments,
  shellCommands,
  statusLine,
];
