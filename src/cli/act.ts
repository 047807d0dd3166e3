import type { Command } from 'commander';
import { BatonError } from '../errors.ts';
import { withBrokenDocument } from './broken-document.ts';
import type { GlobalOptions, Host } from './command-context.ts';
import { CommandContext } from './command-context.ts';

/** A command's own options and arguments, as commander gives them. */
export interface Given {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a command does. */
export type Action = (context: CommandContext, given: Given) => void | Promise<void>;

/** Makes commander's callback from an action: the context is built from the options of all levels. */
export type Act = (action: Action) => (...values: unknown[]) => Promise<void>;

/** The `Act` for one host. */
export function actOn(host: Host): Act {
  return (action) =>
    async (...values) => {
      const command = values.find(isCommand);
      if (command === undefined) throw new TypeError('commander called an action without its command');
      const options = command.optsWithGlobals<GlobalOptions & Record<string, unknown>>();
      const context = new CommandContext(host, options, fullName(command));
      try {
        await action(context, { args: command.args, options: command.opts() });
      } catch (error) {
        throw withBrokenDocument(error, context);
      }
    };
}

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'optsWithGlobals' in value && 'args' in value;
}

function fullName(command: Command): string {
  const parent = command.parent;
  return parent?.parent ? `${fullName(parent)} ${command.name()}` : command.name();
}

/** The text of an option, or undefined when it was not given. */
export function textOption(given: Given, name: string): string | undefined {
  const value = given.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that may be repeated, or undefined when it was not given. */
export function listOption(given: Given, name: string): string[] | undefined {
  const value = given.options[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

/** The whole number that an option gives. @throws E_USAGE saying what came instead. */
export function countOption(given: Given, name: string): number {
  const text = textOption(given, name) ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BatonError('E_USAGE', `--${name} needs a whole number; received ${JSON.stringify(text)}.`);
}
