import type { ChainInput } from './chain-input.ts';
import { formatInput } from './chain-input.ts';
import { OUTPUT_PLACEHOLDER } from './chain-output.ts';
import { overallProgress } from './checklist.ts';
import { oneLine } from './progress-entry.ts';
import { SECTIONS } from './section-names.ts';

/** What the plan says of a task, and what came before it. */
export interface NewTask {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly criteria: readonly string[];
  readonly requirements: readonly string[];
  readonly epic: string | null;
  readonly sprint: string | null;
  readonly team: string | null;
  readonly dependencies: readonly string[];
  readonly inputs: readonly (ChainInput & { readonly title: string })[];
}

/** A new document: what the plan says, each acceptance criterion as a feature that does not pass yet, and empty logs. */
export function newTaskDocument(task: NewTask): string {
  const features = task.criteria.map((criterion, index) => ({
    id: `f${index + 1}`,
    description: oneLine(criterion),
    passes: false,
    tested_at: null,
  }));
  const facts: readonly (readonly [string, string | null])[] = [
    ['Epic', task.epic],
    ['Sprint', task.sprint],
    ['Team', task.team],
    ['Comes after', task.dependencies.length === 0 ? null : task.dependencies.join(', ')],
  ];
  return [
    `# Task ${task.id}: ${oneLine(task.title)}`,
    `<!-- baton:task ${task.id} Baton keeps the checklist, the logs and the chain below; write wherever you like. -->`,
    `## ${SECTIONS.context}`,
    ...facts
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `- **${name}:** ${oneLine(value ?? '')}`),
    ...part(
      'Description',
      task.description === '' ? [] : [task.description.replace(/^/gm, '> ').replace(/^> $/gm, '>')],
    ),
    ...part(
      'Requirements',
      task.requirements.map((one) => `- ${oneLine(one)}`),
    ),
    ...part(
      'Acceptance criteria',
      task.criteria.map((one) => `- ${oneLine(one)}`),
    ),
    `## ${SECTIONS.inputs}`,
    ...task.inputs.map(
      (input) => `### From ${input.task_id}: ${oneLine(input.title)}\n\n${formatInput(input, '\n')}`,
    ),
    `## ${SECTIONS.checklist}`,
    `\`\`\`json\n${JSON.stringify({ features, overall_progress: overallProgress(features) }, null, 2)}\n\`\`\``,
    `## ${SECTIONS.progress}`,
    `## ${SECTIONS.history}`,
    `## ${SECTIONS.output}`,
    OUTPUT_PLACEHOLDER,
  ]
    .reduce(
      (text, block) => `${text}${text === '' ? '' : isNextItem(text, block) ? '\n' : '\n\n'}${block}`,
      '',
    )
    .concat('\n');
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];
}

function isNextItem(text: string, block: string): boolean {
  return block.startsWith('- **') && (text.split('\n').at(-1) ?? '').startsWith('- **');
}
