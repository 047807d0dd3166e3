import { isRecord } from './settings-text.ts';

/** A command of `hooks.json`, ready to start: a program and its arguments. */
export interface HookCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The commands that `hooks.json` registers for the start of a session, in the two forms the client knows:
 * a line for `/bin/sh`, or a program with arguments in which it fills in the plugin's folder.
 */
export function sessionStartCommands(hooksJson: string, pluginRoot: string): HookCommand[] {
  const hooks = recordOf(recordOf(JSON.parse(hooksJson)).hooks);
  return listOf(hooks.SessionStart)
    .filter((group) => matches(recordOf(group).matcher))
    .flatMap((group) => listOf(recordOf(group).hooks))
    .map(recordOf)
    .flatMap((hook) =>
      typeof hook.command === 'string' ? [commandOf(hook.command, hook.args, pluginRoot)] : [],
    );
}

function commandOf(command: string, args: unknown, pluginRoot: string): HookCommand {
  if (!Array.isArray(args)) return { program: '/bin/sh', args: ['-c', command] };
  const fill = (text: unknown) => String(text).replaceAll(/\$\{CLAUDE_PLUGIN_ROOT\}/g, () => pluginRoot);
  return { program: fill(command), args: args.map(fill) };
}

function matches(matcher: unknown): boolean {
  if (typeof matcher !== 'string' || matcher === '' || matcher === '*') return true;
  return matcher.split(/[|,]/).some((word) => word.trim() === 'startup');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
