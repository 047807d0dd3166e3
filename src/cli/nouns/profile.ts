import type { Command } from 'commander';
import { profileChart } from '../../render/profile-chart.ts';
import { layoutOf } from '../../store/layout.ts';
import { findProjectRoot } from '../../store/project-root.ts';
import type { Act } from '../act.ts';
import { wholeOption } from '../number-option.ts';
import type { Profiled } from '../profile/measure.ts';
import { measure, measureBareNode, targetsIn } from '../profile/measure.ts';
import { scratchProject } from '../profile/scratch-project.ts';

/** `baton profile`: where the time of a hook or of a status line goes, measured here and now. */
export function profileNoun(program: Command, act: Act, pluginRoot: string): void {
  program
    .command('profile')
    .option('--runs <count>', 'how often each is run; medians are told', '9')
    .description('where the time of a hook or of a status line goes, measured on this machine')
    .addHelpText(
      'after',
      '\nThe real programs are run in a copy of this project in a temporary folder: nothing here is changed.\n\nExamples:\n  baton profile\n  baton profile --runs 25 --json',
    )
    .action(
      act((context, given) => {
        const runs = wholeOption(given, 'runs', 1, 1_000);
        const { env, cwd } = context.host;
        const from = context.options.project ?? cwd;
        const root = findProjectRoot(from, context.options.project === undefined ? env : {});
        const scratch = scratchProject(root === undefined ? undefined : layoutOf(root));
        try {
          const bare = measureBareNode(env, runs);
          const targets = targetsIn(scratch).map((target) => measure(target, scratch, pluginRoot, env, runs));
          context.answer({ runs, bare_node_ms: bare, targets: targets.map(asDocument) }, () =>
            profileChart(targets, bare, { width: context.width, colours: context.colours }),
          );
        } finally {
          scratch.remove();
        }
      }),
    );
}

function asDocument({ name, waits, phases: { total, ...phases } }: Profiled) {
  const times = Object.entries(phases).map(([phase, ms]) => [`${phase}_ms`, ms]);
  return { name, waits, total_ms: total, phases: Object.fromEntries(times) };
}
