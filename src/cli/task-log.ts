import type { ProgressEntry } from '../documents/progress-entry.ts';
import { BatonError } from '../errors.ts';
import { parseObject, textsAt } from '../json-fields.ts';
import { logProgress } from '../session/commands/task-documents.ts';
import { redact } from '../session/excerpt.ts';
import type { Given } from './act.ts';
import { listOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { changeTaskDocument, loadDocuments } from './task-document.ts';

type Lines = Pick<ProgressEntry, 'did' | 'issues' | 'state' | 'next'>;

/** `task log`: appends an entry to the progress log, from options or from standard input. */
export async function taskLog(context: CommandContext, given: Given): Promise<void> {
  const id = given.args[0] ?? '';
  const lines = withoutSecrets(given.args[1] === '-' ? await fromStdin(context) : fromOptions(given));
  if (Object.values(lines).every((part) => part.length === 0)) {
    throw new BatonError(
      'E_USAGE',
      'A progress entry says at least one thing: --did, --issues, --state or --next, each as often as needed; or "-" and the entry on standard input.',
    );
  }
  const { path, document, marked } = await changeTaskDocument(context, id, ({ who, now, taskId }) => ({
    edits: [{ edit: 'log', entry: { who, at: now, ...lines } }],
    events: logProgress({ task_id: taskId, ...writable(lines) }),
  }));
  const entry = document.progress.at(-1) ?? null;
  context.answer({ task_id: id, path, entry, marked }, () => [
    `Logged in ${path} (entry ${document.progress.length}).`,
    ...marked.map((feature) => `${feature} was written to pass by hand; it is marked so and not verified.`),
  ]);
}

function fromOptions(given: Given): Lines {
  const lines = (name: string) => (listOption(given, name) ?? []).map(oneLine).filter((line) => line !== '');
  return { did: lines('did'), issues: lines('issues'), state: lines('state'), next: lines('next') };
}

// JSON with the same four lists, or the markdown of an entry; words under no label are what was done.
async function fromStdin(context: CommandContext): Promise<Lines> {
  const text = context.host.readStdin().trim();
  if (text.startsWith('{')) {
    const value = parseObject(text);
    const lines = (name: string) => (textsAt(value, name) ?? []).map(oneLine).filter((line) => line !== '');
    return { did: lines('did'), issues: lines('issues'), state: lines('state'), next: lines('next') };
  }
  const { parseTaskDocument } = await loadDocuments();
  const body = /^#{1,6} /.test(text) ? text : `**Did**\n\n${text}`;
  const [entry] = parseTaskDocument(`## Progress Log\n\n### Entry\n\n${body}`).progress;
  return entry === undefined ? { did: [], issues: [], state: [], next: [] } : pick(entry);
}

// The document is committed and shared.
function withoutSecrets({ did, issues, state, next }: Lines): Lines {
  const [a, b, c, d] = [did, issues, state, next].map((lines) => lines.map(redact));
  return { did: a ?? [], issues: b ?? [], state: c ?? [], next: d ?? [] };
}

function pick({ did, issues, state, next }: Lines): Lines {
  return { did, issues, state, next };
}

function writable({ did, issues, state, next }: Lines) {
  return { did: [...did], issues: [...issues], state: [...state], next: [...next] };
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u0085\u2028\u2029]+/g, ' ').trim();
}
