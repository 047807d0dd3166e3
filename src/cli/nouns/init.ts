import { resolve } from 'node:path';
import type { Command } from 'commander';
import { paint } from '../../render/colour.ts';
import { initProject } from '../../runtime/init-project.ts';
import { mainWorktreeOf } from '../../store/project-root.ts';
import type { Act } from '../act.ts';

/** `baton init`: makes the project a Baton project. */
export function initNoun(program: Command, act: Act): void {
  program
    .command('init')
    .description('create .baton/ in this project (safe to run again)')
    .addHelpText('after', '\nExample:\n  baton init')
    .action(
      act((context) => {
        const here = resolve(context.options.project ?? context.host.cwd);
        const root = mainWorktreeOf(here) ?? here;
        const { created } = initProject(root);
        context.answer({ root, created }, () => {
          const tick = paint('✓', 'good', context.colours);
          if (created.length === 0) return [`${tick} ${root} is a Baton project already; nothing to do.`];
          return [
            `${tick} Baton is on in ${root}`,
            ...created.map((path) => `  ${path}`),
            '',
            'Next: `baton install` registers the hooks and the status line with Claude Code.',
          ];
        });
      }),
    );
}
