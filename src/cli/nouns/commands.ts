import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { paint } from '../../render/colour.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import type { Act } from '../act.ts';

/** One slash command, as its file says. */
interface SlashCommand {
  readonly name: string;
  readonly arguments: string;
  readonly description: string;
}

/** `baton commands`: the slash commands, read from their files so that none is promised that is not there. */
export function commandsNoun(program: Command, act: Act, pluginRoot: string): void {
  program
    .command('commands')
    .description('the slash commands that Baton adds to Claude Code')
    .addHelpText('after', '\nExample:\n  baton commands')
    .action(
      act((context) => {
        const found = readCommands(join(pluginRoot, 'commands'));
        context.answer(found, () => [
          paint('In Claude Code:', 'strong', context.colours),
          ...table(
            [{ title: 'command' }, { title: 'arguments' }, { title: 'what it does', shrinks: true }],
            found.map((one) => [`/baton:${one.name}`, one.arguments, plainText(one.description, 200)]),
            { width: context.width, colours: context.colours },
          ),
        ]);
      }),
    );
}

function readCommands(folder: string): SlashCommand[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => {
      const head = /^---\n([\s\S]*?)\n---/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '';
      const field = (name: string) =>
        new RegExp(`^${name}: *(.*)$`, 'm').exec(head)?.[1]?.replace(/^["']|["']$/g, '') ?? '';
      return {
        name: file.slice(0, -3),
        arguments: field('argument-hint'),
        description: field('description'),
      };
    });
}
