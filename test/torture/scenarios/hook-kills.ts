import { readFileSync } from 'node:fs';
import { initProject } from '../../../src/runtime/init-project.ts';
import { sessionFeed } from '../../../src/runtime/session-log.ts';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { delay, startCli, startHook } from '../processes.ts';
import type { Scenario } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const SESSIONS = 4;
/** So many times as long as a hook takes at most, so that some end in peace: those are the acknowledged ones. */
const MOST_LIFE = 2;

/** The real hooks, killed at any moment of their life, on several sessions at once. */
export const hookKills: Scenario = {
  name: 'hooks killed at any moment',
  promise: 'what a hook that ended has recorded is kept; every session opens',
  async run(trial) {
    initProject(trial.folder);
    const layout = layoutOf(trial.folder);
    const ids = Array.from({ length: SESSIONS }, (_, index) => `session-${index}`);
    for (const session_id of ids)
      await (await startHook('SessionStart', { session_id, source: 'startup' }, trial.folder)).ended();
    const usualLife = await lifeOfHooks(trial.folder, ids);
    const counts = { hooks: 0, kills: 0, acknowledged: 0 };
    const acknowledged = new Map<string, string[]>(ids.map((id) => [id, []]));
    const violations: string[] = [];

    const one = async (number: number) => {
      const session_id = trial.chance.pick(['session-0', 'session-1', 'session-2', 'session-3']);
      const file = `/work/file-${number}.ts`;
      const payload = {
        session_id,
        tool_name: 'Edit',
        tool_input: { file_path: file },
        tool_use_id: `u${number}`,
      };
      const hook = await startHook('PostToolUse', payload, trial.folder);
      const life = trial.chance.next() * MOST_LIFE * usualLife;
      const first = await Promise.race([hook.ended().then(() => 'ended'), delay(life).then(() => 'alive')]);
      counts.hooks++;
      if (first === 'alive') {
        counts.kills++;
        await hook.kill();
      } else if ((await hook.ended()) === 0) acknowledged.get(session_id)?.push(file);
      else violations.push(`a hook ended with ${await hook.ended()}: ${hook.complaint.slice(0, 200)}`);
    };
    const rounds = scaled(trial, 1_000, 40);
    for (let number = 0; number < rounds; number += SESSIONS)
      await Promise.all(Array.from({ length: SESSIONS }, (_, index) => one(number + index)));

    for (const [id, files] of acknowledged) {
      counts.acknowledged += files.length;
      const logged = new Set(
        sessionFeed(layout, id)
          .more()
          .map(({ data }) => ('file' in data ? data.file : '')),
      );
      const lost = files.filter((file) => !logged.has(file));
      // Where a hook cannot record it says so in the log of troubles and ends with 0 all the same.
      const troubles = troubleCount(layout.trouble);
      if (lost.length > troubles)
        violations.push(`${id}: ${lost.length} recorded calls are lost, ${troubles} troubles told`);
      if (openSession(layout, id).state.lifecycle.starts !== 1) violations.push(`${id} does not open`);
    }
    const doctor = await startCli(['session', 'list', '--json'], trial.folder);
    if ((await doctor.ended()) !== 0)
      violations.push(`session list failed: ${doctor.complaint.slice(0, 200)}`);
    return { counts, violations };
  },
};

/** How long one of several hooks takes that run at once, on this machine as it is now, in milliseconds. */
async function lifeOfHooks(folder: string, ids: readonly string[]): Promise<number> {
  const begin = Date.now();
  await Promise.all(
    ids.map(async (session_id) =>
      (await startHook('PostToolUse', { session_id, tool_name: 'Edit' }, folder)).ended(),
    ),
  );
  return Date.now() - begin;
}

function troubleCount(path: string): number {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean).length;
  } catch {
    return 0;
  }
}
