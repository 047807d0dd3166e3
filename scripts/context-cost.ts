import type { PromptFile } from './prompt-files.ts';
import { agentListing, alwaysOnText, promptFiles } from './prompt-files.ts';

const INTRODUCTION = `# What Baton costs in context

Made from the files themselves by \`npm run docs\`. A token is counted as four characters, which is how
\`claude plugin details baton\` counts when it cannot ask the API.

**Every session.** The client is told the name and description of each agent and command.`;

const LATER = `**At a session's start** a briefing of at most 1,200 tokens, under 200 where there is nothing to say; on a prompt only
what is new. \`baton session show\` counts every byte that Baton put in, by hook.

**When used.** A style is part of the system prompt while it is chosen. A command's text and the state that it shows
are paid when it is typed. An agent's text is in its own context, not in yours.`;

/** The page docs/context-cost.md: what each style, command and agent puts into the context, and when. */
export function contextCost(): string {
  const [agents, commands, styles] = (['agents', 'commands', 'output-styles'] as const).map(promptFiles);
  return [
    INTRODUCTION,
    [
      '| what | tokens |',
      '|---|--:|',
      '| that Baton allows itself | 900 |',
      `| that the client projects, agents and commands together | ${tokens(alwaysOnText())} |`,
      `| that it really sends: the agents with their tools; commands are a person's to type | ${tokens(agentListing())} |`,
    ].join('\n'),
    LATER,
    section('Output styles', styles ?? [], 'baton:'),
    section('Slash commands', commands ?? [], '/baton:'),
    section('Agents', agents ?? [], 'baton:'),
  ].join('\n\n');
}

function section(title: string, files: readonly PromptFile[], prefix: string): string {
  const rows = files.map(
    ({ name, fields, body }) => `| \`${prefix}${name}\` | ${fields.description ?? ''} | ${tokens(body)} |`,
  );
  const sum = tokens(files.map(({ body }) => body).join(''));
  return `## ${title}\n\n| name | what it is for | tokens when used |\n|---|---|--:|\n${rows.join('\n')}\n| all ${files.length} | | ${sum} |${title === 'Agents' ? '\n' : ''}`;
}

function tokens(text: string): string {
  return String(Math.round(text.trim().length / 4));
}
