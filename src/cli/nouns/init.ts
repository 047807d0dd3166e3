import { resolve } from 'node:path';
import type { Command } from 'commander';
import { paint } from '../../render/colour.ts';
import { initProject } from '../../runtime/init-project.ts';
import { mainWorktreeOf } from '../../store/project-root.ts';
import type { Act } from '../act.ts';
import { editedText } from '../plan-edit.ts';
import { addStandardTeams } from '../standard-teams.ts';

/** `baton init`: makes the project a Baton project. */
export function initNoun(program: Command, act: Act): void {
  program
    .command('init')
    .description('create .baton/ in this project (safe to run again)')
    .option('--teams', 'also plan the six standard teams, whose agents come with the plugin')
    .addHelpText('after', '\nExamples:\n  baton init\n  baton init --teams')
    .action(
      act((context, { options }) => {
        const here = resolve(context.options.project ?? context.host.cwd);
        const root = mainWorktreeOf(here) ?? here;
        const { created } = initProject(root);
        const isNew = created.includes('.baton/');
        const teams = options.teams === true ? addStandardTeams(context, isNew) : undefined;
        const made = teams?.outcome === 'changed' ? teams.entities : [];
        context.answer({ root, created, ...(teams === undefined ? {} : { teams: made }) }, () => {
          const tick = paint('✓', 'good', context.colours);
          const planned = teams === undefined ? [] : editedText(teams, `${tick} Planned ${made.join(', ')}`);
          if (created.length === 0)
            return [
              `${tick} ${root} is a Baton project already${teams === undefined ? '; nothing to do' : ''}.`,
              ...planned,
            ];
          return [
            `${tick} Baton is on in ${root}`,
            ...created.map((path) => `  ${path}`),
            ...planned,
            '',
            'Next: `baton install` registers the hooks and the status line with Claude Code.',
          ];
        });
      }),
    );
}
