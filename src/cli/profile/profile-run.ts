import type { BlockLook } from '../../render/block.ts';
import { profileChart } from '../../render/profile-chart.ts';
import type { Environment } from '../../runtime/client-folder.ts';
import type { Layout } from '../../store/layout.ts';
import type { Profiled } from './measure.ts';
import { measure, measureBareNode, targetsIn } from './measure.ts';
import { scratchProject } from './scratch-project.ts';

// The entry of dist/profile.cjs: few commands need it.

/** What was measured: bare Node, and each target. Milliseconds. */
export interface Profile {
  readonly bare: number;
  readonly targets: readonly Profiled[];
}

/** Measures the plugin at `pluginRoot` in a copy of the project (undefined: an empty one), which is removed again. */
export function profileNow(
  layout: Layout | undefined,
  pluginRoot: string,
  env: Environment,
  runs: number,
): Profile {
  const scratch = scratchProject(layout);
  try {
    const bare = measureBareNode(env, runs);
    return {
      bare,
      targets: targetsIn(scratch).map((target) => measure(target, scratch, pluginRoot, env, runs)),
    };
  } finally {
    scratch.remove();
  }
}

/** It drawn, for a person. */
export function profileLines({ targets, bare }: Profile, look: BlockLook): string[] {
  return profileChart(targets, bare, look);
}
