import { textAt } from '../json-fields.ts';
import type { Layout } from '../store/layout.ts';
import { sharedFeed } from './session-log.ts';

/** One comment of a decision's thread. */
export interface ThreadComment {
  /** Null: from the command line. */
  readonly by: string | null;
  readonly by_name: string;
  readonly text: string;
  readonly at: string;
}

/** What was said about a decision, oldest first. Read from the log: the state only counts the comments. */
export function decisionThread(layout: Layout, decisionId: string): ThreadComment[] {
  return sharedFeed(layout)
    .more()
    .flatMap(({ type, data, timestamp }) => {
      const fields = { ...data };
      if (type !== 'decision_commented' || textAt(fields, 'decision_id') !== decisionId) return [];
      return [
        {
          by: textAt(fields, 'by') ?? null,
          by_name: textAt(fields, 'by_name') ?? '',
          text: textAt(fields, 'text') ?? '',
          at: timestamp,
        },
      ];
    });
}
