import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StartRuleFacts } from '../continuity/rules/start-rules.ts';
import { numberAt, parseObject } from '../json-fields.ts';
import type { SessionState } from '../session/state.ts';
import type { Layout } from '../store/layout.ts';
import { checksFile } from './check-results.ts';
import { openSession } from './session-streams.ts';
import { readSmallFile } from './small-file.ts';

/**
 * What the rules for a session's start need to know. A prompt waits for it: of what is kept only these few fields are
 * read, without what writes the same files (checks-cache.ts, handoff-files.ts). Never throws.
 */
export function readStartFacts(layout: Layout, state: SessionState): StartRuleFacts {
  return { checks: lastChecks(layout), lacksHandoff: lacksHandoff(layout, state) };
}

function lastChecks(layout: Layout): StartRuleFacts['checks'] {
  const file = parseObject(readSmallFile(checksFile(layout), 1_048_576) ?? '');
  const [consensus, threshold] = [numberAt(file, 'consensus'), numberAt(file, 'threshold')];
  return consensus === undefined || threshold === undefined ? undefined : { consensus, threshold };
}

// Only where handoffs are made at all: a project may be older than they are. One that was only opened has nothing
// to hand over.
function lacksHandoff(layout: Layout, state: SessionState): boolean {
  const before = state.session_info.predecessor;
  if (before === null) return false;
  try {
    if (existsSync(join(layout.handoffs, `${before.number}-${before.session_id}.json`))) return false;
    if (!readdirSync(layout.handoffs).some((name) => name.endsWith('.json'))) return false;
    return openSession(layout, before.session_id).state.observability.metrics.human_prompts > 0;
  } catch {
    return false;
  }
}
