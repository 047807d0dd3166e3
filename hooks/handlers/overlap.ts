import type { FileOverlap } from '../../src/insight/file-overlap.ts';
import { overlapsOf } from '../../src/insight/file-overlap.ts';
import { textAt } from '../../src/json-fields.ts';
import { sendMessage } from '../../src/messaging/messages.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { readRoster } from '../../src/runtime/roster.ts';
import { changeSession, openSession, sharedProjection } from '../../src/runtime/session-streams.ts';
import { noticeOverlap } from '../../src/session/commands/record.ts';
import { isOrchestrated } from '../../src/session/orchestrated.ts';
import type { SessionState } from '../../src/session/state.ts';
import { transact } from '../../src/store/append.ts';
import type { HookCall } from '../hook-call.ts';

/** Older sessions than the newest so many are not live. */
const MOST_ASKED = 40;
const SENDING = { expect: 'version', durable: false } as const;

/**
 * After an edit: when another live session has edited the same file of the working tree, or the same one of another
 * working tree, both get a message, once a file. Nobody waits for this hook; a message is given at the next prompt.
 */
export function warnOfOverlaps(call: HookCall): HookReply {
  const { input, layout } = call;
  const path = textAt(input.tool_input, 'file_path') ?? textAt(input.tool_input, 'notebook_path');
  const now = call.store.now();
  const { state: own } = openSession(layout, input.session_id);
  if (path === undefined || !isOrchestrated(own)) return SILENCE;
  for (const { view, liveness } of readRoster(layout, now, MOST_ASKED)) {
    if (liveness !== 'live' || view.session_id === input.session_id) continue;
    const { state: other } = openSession(layout, view.session_id);
    const edits = own.observability.files.filter((file) => file.path === path);
    const met = overlapsOf([{ ...editing(own), files: edits }, editing(other)], now)[0];
    if (met !== undefined && isOrchestrated(other)) warn(call, other, met);
  }
  return SILENCE;
}

function editing({ session_info: info, observability }: SessionState) {
  return { id: info.id, number: info.number, worktree: info.worktree, files: observability.files };
}

function warn(call: HookCall, other: SessionState, met: FileOverlap): void {
  let isNews = false;
  const { state: own } = changeSession(call.layout, call.input.session_id, call.store, (state) => {
    const events = noticeOverlap(state, other, met.file);
    isNews = events.length > 0;
    return events;
  });
  if (!isNews) return;
  for (const [to, who] of [
    [own, other],
    [other, own],
  ] as const) {
    transact(call.layout.shared, sharedProjection, call.store, SENDING, ({ messaging }) =>
      sendMessage(messaging, {
        ...{ from_session: null, from_name: 'Baton', to: to.session_info.id, live: [], priority: 'high' },
        text: textFor(who, met),
      }),
    );
  }
}

function textFor({ session_info: who }: SessionState, { file, same_file }: FileOverlap): string {
  const where = same_file ? '' : ' in another working tree, so that git will have to merge it';
  return (
    `${file.slice(0, 300)} is also being edited by session #${who.number}${who.branch === null ? '' : ` (branch ${who.branch.slice(0, 80)})`}${where}. ` +
    `Agree who goes on with it: baton message send "#${who.number}" "…"`
  );
}
