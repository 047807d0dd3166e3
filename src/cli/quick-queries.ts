import { keptBoard } from '../runtime/kept-board.ts';
import type { Action } from './act.ts';
import type { Host } from './command-context.ts';
import { CommandContext } from './command-context.ts';
import { showEpicProgress } from './epic-progress.ts';
import type { QuickForm } from './quick-words.ts';
import { readQuickWords } from './quick-words.ts';
import { listSessions } from './session-list.ts';
import { listTasks, nextTask } from './task-queries.ts';

/** A question that is asked all the time, by programs and slash commands, and only reads. */
export interface QuickQuery extends QuickForm {
  readonly run: Action;
}

/**
 * What is answered without the command parser and without schemas, which take as long to load as Node itself. The
 * forms are those of the commands in nouns/ (a test compares them).
 */
export const QUICK_QUERIES: readonly QuickQuery[] = [
  {
    words: ['task', 'next'],
    args: 0,
    values: { sprint: undefined },
    flags: [],
    run: (context, given) => nextTask(context, given, boardOf(context)),
  },
  {
    words: ['task', 'list'],
    args: 0,
    values: { sprint: undefined, status: undefined, limit: '50', offset: '0' },
    flags: [],
    run: (context, given) => listTasks(context, given, boardOf(context)),
  },
  {
    words: ['epic', 'progress'],
    args: 1,
    values: {},
    flags: [],
    run: (context, { args }) => showEpicProgress(context, args[0] ?? '', boardOf(context)),
  },
  { words: ['session', 'list'], args: 0, values: { limit: '50' }, flags: ['active'], run: listSessions },
];

/**
 * Answers `words` where they are a quick query in its plain form and nothing stands in the way. False where they are
 * anything else, or it fails: nothing has then been printed, and the whole program says what is wrong.
 */
export function answerQuickly(words: readonly string[], host: Host): boolean {
  for (const query of QUICK_QUERIES) {
    const read = readQuickWords(words, query);
    if (read === undefined) continue;
    try {
      void query.run(new CommandContext(host, read.options, query.words.join(' ')), read.given);
      return true;
    } catch {
      return false;
    }
  }
  return false;
}

function boardOf(context: CommandContext) {
  return keptBoard(context.layout, context.host.now());
}
