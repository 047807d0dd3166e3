import type { Target } from './target.ts';
import { commandLines } from './targets/command-lines.ts';
import { hookInput } from './targets/hook-input.ts';
import { jsonPaths } from './targets/json-paths.ts';
import { planFiles } from './targets/plan-files.ts';
import { settings } from './targets/settings.ts';

/** Everything that takes input from outside. */
export const TARGETS: readonly Target[] = [hookInput, planFiles, settings, jsonPaths, commandLines];
