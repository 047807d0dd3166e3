import { glanceAt } from '../../../src/continuity/task-glance.ts';
import type { DocumentEdit } from '../../../src/documents/document-edit.ts';
import {
  editTaskDocument,
  makeTaskDocument,
  parseTaskDocument,
} from '../../../src/documents/task-documents.ts';
import { mutatedText, NASTY_TEXTS } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding } from '../target.ts';

const NEW = makeTaskDocument({
  id: 't1',
  title: 'Refuse old tokens',
  description: 'Tokens older than a day are refused.',
  criteria: ['an old token gives 401', 'a fresh one passes'],
  requirements: ['no new dependency'],
  epic: 'Sign in',
  sprint: 'First',
  team: null,
  dependencies: ['t0'],
  inputs: [],
});

/** Task documents as people and bad merges leave them: read, edited or refused, and nothing else of them touched. */
export const taskDocuments: Target = {
  name: 'task documents',
  cases: 10_000,
  prepare: async () => ({
    attempt: (chance) => {
      let text = NEW;
      for (let times = chance.below(5); times > 0; times--) text = mutatedText(text, chance).slice(0, 40_000);
      const word = chance.pick(NASTY_TEXTS).slice(0, 500);
      const edits: readonly [DocumentEdit, ...DocumentEdit[]] = [
        { edit: 'add_feature', id: 'f9', description: word },
        {
          edit: 'set_feature',
          id: 'f1',
          passes: true,
          tested_at: '2026-11-20T12:00:00.000Z',
          evidence: null,
        },
        { edit: 'set_output', text: word, minimal: false },
        {
          edit: 'add_commits',
          commits: [{ hash: 'abc1234', subject: word, files: 1, insertions: 2, deletions: 3 }],
        },
      ];
      const edit = chance.pick(edits);
      try {
        parseTaskDocument(text);
        glanceAt('t1', '.baton/tasks/t1-state.md', text);
        const edited = editTaskDocument(text, [edit]);
        if (edited.refused.length > 0 && edited.text !== text)
          return finding(`a refused ${edit.edit} changed the text`, text);
        // What lies before the first heading belongs to no section: no edit may touch it.
        const first = text.search(/^#/m);
        if (first > 0 && !edited.text.startsWith(text.slice(0, first)))
          return finding(`${edit.edit} changed foreign text`, text);
        return undefined;
      } catch (error) {
        return finding(error, text);
      }
    },
  }),
};
