import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import type { Act } from '../act.ts';
import { SHELLS } from '../completion-kinds.ts';
import { COMPLETION_SCRIPTS } from '../completion-scripts.ts';
import { knownWord } from '../known-word.ts';

/** `baton completion`: the script that lets a shell complete commands, options and ids. */
export function completionNoun(program: Command, act: Act): void {
  program
    .command('completion')
    .argument('<shell>', SHELLS.join(', '))
    .description('print the script that makes a shell complete commands, options and ids')
    .addHelpText(
      'after',
      '\nExamples:\n  eval "$(baton completion bash)"       in ~/.bashrc\n  eval "$(baton completion zsh)"        in ~/.zshrc, behind compinit\n  baton completion fish | source        in ~/.config/fish/config.fish',
    )
    .action(
      act((context, { args }) => {
        const shell = knownWord(args[0], SHELLS, 'shell that can be completed for');
        if (shell === undefined)
          throw new BatonError('E_USAGE', `Which shell? One of: ${SHELLS.join(', ')}.`);
        const script = COMPLETION_SCRIPTS[shell];
        if (context.options.json) context.answer({ shell, script }, () => []);
        else context.host.out(script);
      }),
    );
}
