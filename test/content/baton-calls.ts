import type { Command } from 'commander';
import type { PromptFile } from '../../scripts/prompt-files.ts';
import { wholeProgram } from '../../src/cli/reference.ts';

/** A call of `baton` in a prompt file: where it stands, and its words with the placeholders filled in. */
export interface BatonCall {
  readonly file: string;
  readonly text: string;
  readonly words: readonly string[];
}

/** What a placeholder stands for: `ID` by the noun of the call, others by their name. */
const BY_NOUN: Readonly<Record<string, string>> = {
  task: 't1',
  sprint: 's1',
  epic: 'e1',
  team: 'engineering',
};
const BY_NAME: Readonly<Record<string, string>> = {
  ...BY_NOUN,
  agent: 'engineering-backend',
  change: 'c-1',
  decision: 'd-1',
  feature: '1',
  key: 'policies.max_parallel_agents',
  mode: 'sprint',
  n: '5',
  percent: '50',
  priority: 'high',
  session: '#1',
  setting: 'limits',
  strategy: 'skill',
  time: '1h',
  type: 'prompt_submitted',
  value: '3',
  version: '1',
  view: 'overview',
  path: 'active_work.current_sprint',
};

/** Every call in backticks, also those that the client runs itself (`!` before it). */
export function batonCalls({ folder, name, body }: PromptFile): BatonCall[] {
  return [...body.matchAll(/`(baton(?: [^`\n]*)?)`/g)].map(([, text = '']) => ({
    file: `${folder}/${name}.md`,
    text,
    words: filled(text.replace(/ 2>&1 \|\| true$/, '').split(' ')),
  }));
}

/** The calls that the client itself runs before the model is asked. */
export function inlineCalls({ body }: PromptFile): string[] {
  return [...body.matchAll(/!`([^`]*)`/g)].map(([, text = '']) => text);
}

function filled(words: readonly string[]): string[] {
  const [, noun = ''] = words;
  const byName = words.includes('--shared') ? { ...BY_NAME, path: 'project.name' } : BY_NAME;
  const one = (word: string): string => {
    if (word.includes(',')) return word.split(',').map(one).join(',');
    const slot = /^\$(\w+)$/.exec(word)?.[1] ?? (/^[A-Z]+$/.test(word) ? word.toLowerCase() : undefined);
    if (slot === undefined) return word;
    return slot === 'id'
      ? (BY_NOUN[noun] ?? 'x')
      : slot.length === 1 && slot !== 'n'
        ? 'engineering'
        : (byName[slot] ?? 'words');
  };
  return words.slice(1).map(one);
}

/** What the real program has against these words; undefined when it takes them. Nothing is carried out. */
export async function objection(words: readonly string[]): Promise<string | undefined> {
  const program = await wholeProgram();
  disarm(program);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function disarm(command: Command): void {
  command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  if (command.commands.length === 0 || command.parent === null) command.action(() => {});
  for (const below of command.commands) disarm(below);
}
