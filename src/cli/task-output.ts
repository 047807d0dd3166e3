import type { OutputParts } from '../documents/chain-output.ts';
import { formatOutput } from '../documents/chain-output.ts';
import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { openShared } from '../runtime/session-streams.ts';
import { giveToDependents } from '../runtime/task-chain.ts';
import type { Given } from './act.ts';
import { listOption, textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { changeTaskDocument } from './task-document.ts';

/** `task output`: writes what the task gives to those that depend on it. */
export async function taskOutput(context: CommandContext, given: Given): Promise<void> {
  const id = given.args[0] ?? '';
  const text =
    given.args[1] === '-' ? context.host.readStdin().replace(/\r\n/g, '\n').trim() : fromOptions(given);
  if (text === '')
    throw new BatonError(
      'E_USAGE',
      'An output says something: --summary TEXT, or "-" and markdown on standard input.',
    );
  const isDone = own(openShared(context.layout).state.claims, id)?.status === 'completed';
  let dependents: readonly string[] = [];
  const { path } = await changeTaskDocument(context, id, (facts) => {
    const written = facts.document.output;
    if (written !== null && !written.minimal && given.options.replace !== true)
      throw new BatonError(
        'E_RULE',
        `Task ${id} has an output already. To write another in its place: --replace. To add to it, edit ${context.layout.taskDocument(id)}.`,
      );
    // Those that wait for a completed task have its output already: they get the new one.
    const chain = isDone
      ? giveToDependents(context.layout, facts.documents, facts.texts, facts.plan, { task_id: id, text })
      : { given: [], problems: [] };
    dependents = chain.given;
    return {
      edits: [{ edit: 'set_output', text, minimal: false }],
      events: [
        { type: 'chain_output_written', data: { task_id: id, minimal: false, dependents: [...chain.given] } },
      ],
    };
  });
  context.answer({ task_id: id, path, output: text, dependents }, () => [
    `The chain output of ${id} is written in ${path}.`,
    dependents.length === 0
      ? 'It is given to the tasks that depend on it when the task is completed.'
      : `Given to: ${dependents.join(', ')}.`,
  ]);
}

function fromOptions(given: Given): string {
  const [summary, api, configuration] = [
    textOption(given, 'summary'),
    textOption(given, 'api'),
    textOption(given, 'configuration'),
  ];
  const [files, notes] = [listOption(given, 'file'), listOption(given, 'note')];
  const parts: OutputParts = {
    ...(summary === undefined ? {} : { summary }),
    ...(files === undefined ? {} : { files }),
    ...(api === undefined ? {} : { api }),
    ...(configuration === undefined ? {} : { configuration }),
    ...(notes === undefined ? {} : { notes }),
  };
  return formatOutput(parts).trim();
}
