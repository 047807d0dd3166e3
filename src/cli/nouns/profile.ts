import type { Command } from 'commander';
import { layoutOf } from '../../store/layout.ts';
import { findProjectRoot } from '../../store/project-root.ts';
import type { Act } from '../act.ts';
import { wholeOption } from '../number-option.ts';
import type { Profiled } from '../profile/measure.ts';

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
      act(async (context, given) => {
        const runs = wholeOption(given, 'runs', 1, 1_000);
        const { env, cwd } = context.host;
        const from = context.options.project ?? cwd;
        const root = findProjectRoot(from, context.options.project === undefined ? env : {});
        const { profileLines, profileNow } = await import('../profile/profile-run.ts');
        const profile = profileNow(root === undefined ? undefined : layoutOf(root), pluginRoot, env, runs);
        const targets = profile.targets.map(asDocument);
        context.answer({ runs, bare_node_ms: profile.bare, targets }, () =>
          profileLines(profile, { width: context.width, colours: context.colours }),
        );
      }),
    );
}

function asDocument({ name, waits, phases: { total, ...phases } }: Profiled) {
  const times = Object.entries(phases).map(([phase, ms]) => [`${phase}_ms`, ms]);
  return { name, waits, total_ms: total, phases: Object.fromEntries(times) };
}
