import { isDocumentation } from '../../documentation-file.ts';
import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { SessionState } from '../state.ts';
import { count, moved, observed } from '../steps.ts';

/** How many edited files the state remembers. */
const REMEMBERED_FILES = 50;
/** How many files that another session edits, too. */
const REMEMBERED_OVERLAPS = 50;

/**
 * Events of the tool calls that hooks tell of at once: edits, changed tasks, failures, denials. Input and output
 * are not kept, only the tool, its target file and how it went. How many calls there were is read from the
 * transcript when a turn ends (`usage_recorded`): a hook for every call would cost each of them a process.
 */
export const toolEvents: EventRules<'tool_used' | 'overlap_noticed'> = {
  tool_used: (state, data, { timestamp }) => {
    const seen = own(state.observability.tools, data.tool) ?? { calls: 0, failures: 0, duration_ms: 0 };
    const tool = {
      ...seen,
      failures: seen.failures + (data.outcome === 'ok' ? 0 : 1),
      duration_ms: seen.duration_ms + (data.duration_ms ?? 0),
    };
    let next = data.outcome === 'failed' ? count(state, 'tool_failures') : state;
    if (data.outcome === 'denied') next = count(next, 'permission_denials');
    next = observed(next, {
      tools: { ...state.observability.tools, [data.tool]: tool },
      ...(data.file === null ? {} : edited(next, data.file, timestamp)),
    });
    // A tool that ran shows that whatever was asked has been answered.
    return moved(next, {
      last_activity: timestamp,
      ...(state.lifecycle.turn === 'waiting' ? { turn: 'working' } : {}),
    });
  },

  overlap_noticed: (state, data, { timestamp }) => {
    const overlaps = [...state.observability.overlaps, { ...data, at: timestamp }];
    return observed(state, { overlaps: overlaps.slice(-REMEMBERED_OVERLAPS) });
  },
};

function edited(state: SessionState, path: string, at: string): Partial<SessionState['observability']> {
  const { files, metrics } = state.observability;
  const isNew = files.every((file) => file.path !== path);
  return {
    files: touch(files, path, at),
    metrics: {
      ...metrics,
      edits: metrics.edits + 1,
      documentation_edits: metrics.documentation_edits + (isDocumentation(path) ? 1 : 0),
      files_edited: metrics.files_edited + (isNew ? 1 : 0),
    },
  };
}

type Files = SessionState['observability']['files'];

function touch(files: Files, path: string, at: string): Files {
  const edits = (files.find((file) => file.path === path)?.edits ?? 0) + 1;
  return [{ path, edits, edited_at: at }, ...files.filter((file) => file.path !== path)].slice(
    0,
    REMEMBERED_FILES,
  );
}
