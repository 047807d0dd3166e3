import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A markdown file that the client gives to the model: its frontmatter and what comes behind it. */
export interface PromptFile {
  /** The file's name without its ending. */
  readonly name: string;
  readonly folder: PromptFolder;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

export const PROMPT_FOLDERS = ['agents', 'commands', 'output-styles'] as const;
export type PromptFolder = (typeof PROMPT_FOLDERS)[number];

/** All files of a folder, in order. Throws for one without frontmatter. */
export function promptFiles(folder: PromptFolder): PromptFile[] {
  return readdirSync(join(REPOSITORY, folder))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => {
      const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(
        readFileSync(join(REPOSITORY, folder, file), 'utf8'),
      ) ?? [undefined, undefined, undefined];
      if (head === undefined || body === undefined) throw new Error(`${folder}/${file} has no frontmatter`);
      const fields = Object.fromEntries(
        head.split('\n').map((line) => {
          const [, key = line, value = ''] = /^([\w-]+): *(.*)$/.exec(line) ?? [];
          return [key, value.replace(/^(["'])(.*)\1$/, '$2')];
        }),
      );
      return { name: file.slice(0, -3), folder, fields, body };
    });
}

/** What the client counts as always in the context, in its own form: a name and a description on a line. */
export function alwaysOnText(): string {
  const lines = [...promptFiles('agents'), ...promptFiles('commands')].map(
    ({ name, folder, fields }) =>
      `${folder === 'commands' ? 'baton:' : ''}${name} ${fields.description ?? ''}`,
  );
  return lines.join('\n');
}

/** What the client really sends of them: a line for each agent with its tools. Commands that only people type are
 * not among it. */
export function agentListing(): string {
  const lines = promptFiles('agents').map(({ name, fields }) => {
    const tools = fields.tools ?? `All tools except ${fields.disallowedTools ?? ''}`;
    return `- baton:${name}: ${fields.description ?? ''} (Tools: ${tools})`;
  });
  return lines.join('\n');
}
