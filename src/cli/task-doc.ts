import { BatonError } from '../errors.ts';
import { plainText, safeStyledText } from '../render/terminal-text.ts';
import { readTaskText } from '../runtime/task-texts.ts';
import { excerptOf } from '../session/excerpt.ts';
import type { Given } from './act.ts';
import { listOption, textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-code.ts';
import type { ChangedDocument, DocumentFacts } from './task-document.ts';
import { changeTaskDocument, loadDocuments } from './task-document.ts';

/** `task doc`: makes the document where there is none, and prints it, its place, or what is wrong with it. */
export async function taskDoc(
  context: CommandContext,
  given: Given,
  setExitCode: (code: number) => void,
): Promise<void> {
  const id = given.args[0] ?? '';
  const features = listOption(given, 'feature') ?? [];
  const command = textOption(given, 'command');
  if (command !== undefined && features.length !== 1)
    throw new BatonError(
      'E_USAGE',
      '--command names the check of one new feature: give it with one --feature.',
    );
  if (given.options.check === true && features.length === 0 && (await checked(context, id, setExitCode)))
    return;
  const changed = await changeTaskDocument(context, id, (facts) => added(facts, features, command));
  if (given.options.path === true) context.answer({ task_id: id, path: changed.path }, () => [changed.path]);
  else if (features.length > 0) context.answer(shape(id, changed), () => addedText(changed, features.length));
  else context.answer(shape(id, changed), () => changed.text.trimEnd().split(/\r?\n/).map(safeStyledText));
}

function added({ taskId, document }: DocumentFacts, texts: readonly string[], command: string | undefined) {
  const taken = new Set((document.features ?? []).map(({ id }) => id));
  let next = 1;
  const fresh = texts.map((text) => {
    while (taken.has(`f${next}`)) next++;
    taken.add(`f${next}`);
    return { id: `f${next}`, description: text.replace(/\s+/g, ' ').trim() };
  });
  return {
    edits: fresh.map((one) => ({
      edit: 'add_feature' as const,
      ...one,
      ...(command === undefined ? {} : { command }),
    })),
    events: fresh.map(({ id, description }) => ({
      type: 'feature_added' as const,
      data: { task_id: taskId, feature_id: id, description: excerptOf(description) },
    })),
  };
}

// Without making or changing anything. False where there is no document yet, which is then made.
async function checked(
  context: CommandContext,
  id: string,
  setExitCode: (code: number) => void,
): Promise<boolean> {
  const text = readTaskText(context.layout, id);
  if (text === undefined) return false;
  const { problems, features } = (await loadDocuments()).parseTaskDocument(text);
  const byHand = (features ?? []).filter(
    ({ passes, evidence }) => passes && (evidence === null || evidence.by === 'hand'),
  );
  context.answer({ task_id: id, problems, by_hand: byHand.map((feature) => feature.id) }, () => [
    ...(problems.length === 0 ? [`${context.layout.taskDocument(id)} is sound.`] : []),
    ...problems.map(({ line, message }) => `line ${line}: ${plainText(message, 400)}`),
    ...byHand.map(
      (feature) =>
        `${plainText(feature.id, 60)} was written to pass by hand, without evidence: baton task verify ${id} ${plainText(feature.id, 60)}`,
    ),
  ]);
  if (problems.length > 0) setExitCode(EXIT.damaged);
  return true;
}

function shape(task_id: string, { document, path }: ChangedDocument): object {
  return { task_id, path, ...document };
}

function addedText({ document, path }: ChangedDocument, count: number): string[] {
  const fresh = (document.features ?? []).slice(-count);
  return [
    ...fresh.map(({ id, description }) => `Added ${id}: ${plainText(description, 200)}`),
    `The checklist is in ${path}.`,
  ];
}
