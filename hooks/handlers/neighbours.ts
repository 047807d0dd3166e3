import { readdirSync, statSync } from 'node:fs';
import { OVERLAP_HOURS } from '../../src/insight/file-overlap.ts';
import { viewPath } from '../../src/store/stream-files.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * True when an edit may meet that of another session: one has written its view within the last hours. It only looks
 * at the times of files, as it is asked at every edit; who really lives is looked up by whoever warns.
 */
export function mayOverlap({ layout, input, store }: HookCall): boolean {
  if (!/^(Write|Edit|NotebookEdit)$/.test(input.tool_name ?? '')) return false;
  const since = store.now() - OVERLAP_HOURS * 3_600_000;
  try {
    return readdirSync(layout.sessions).some(
      (id) =>
        id !== input.session_id &&
        (statSync(viewPath(`${layout.sessions}/${id}`), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since,
    );
  } catch {
    return false;
  }
}
