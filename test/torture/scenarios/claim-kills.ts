import { initProject } from '../../../src/runtime/init-project.ts';
import { openShared } from '../../../src/runtime/session-streams.ts';
import { replaceFile } from '../../../src/store/atomic-file.ts';
import { formatDocument } from '../../../src/store/document.ts';
import type { Layout } from '../../../src/store/layout.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { delay, startCli } from '../processes.ts';
import type { Scenario, Trial } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const SESSIONS = 8;
const TASKS = 20;
const CLAIMS = 60;

/** Sessions take the same tasks at the same instant, and some of them are killed while they do. */
export const claimKills: Scenario = {
  name: 'claims of one task by many processes, some killed',
  promise: 'every task has one owner; who was told "yours" keeps it',
  async run(trial) {
    const counts = { claims: 0, kills: 0, won: 0, refused: 0 };
    const violations: string[] = [];
    const rounds = scaled(trial, 20, 1);
    for (let round = 0; round < rounds; round++) {
      const seen = await oneRound(trial, `${trial.folder}/${round}`);
      counts.claims += CLAIMS;
      counts.kills += seen.kills;
      counts.won += seen.won.length;
      counts.refused += seen.refused;
      violations.push(...seen.violations.map((violation) => `round ${round}: ${violation}`));
    }
    return { counts, violations };
  },
};

async function oneRound(trial: Trial, root: string) {
  initProject(root);
  const layout = layoutOf(root);
  plant(layout);
  const sessions: string[] = [];
  for (let index = 0; index < SESSIONS; index++) {
    const made = await startCli(['session', 'create', '--mode', 'development'], root);
    await made.ended();
    sessions.push(made.output.trim());
  }
  const seen = {
    kills: 0,
    refused: 0,
    won: [] as { task: string; session: string }[],
    violations: [] as string[],
  };
  const claims = Array.from({ length: CLAIMS }, (_, index) => ({
    task: `t${index % TASKS}`,
    session: sessions[trial.chance.below(SESSIONS)] ?? '',
    life: trial.chance.percent(30) ? trial.chance.next() * 400 : null,
  }));
  // As many at once as make them meet, no more than the machine can start.
  for (let from = 0; from < CLAIMS; from += 12) {
    await Promise.all(
      claims.slice(from, from + 12).map(async ({ task, session, life }) => {
        const child = await startCli(['task', 'start', task], root, { BATON_SESSION: session });
        if (life !== null) await Promise.race([child.ended(), delay(life)]);
        if (life !== null && child.output.trim() === '') {
          await child.kill();
          seen.kills++;
          return;
        }
        const code = await child.ended();
        if (code === 0) seen.won.push({ task, session });
        else if (code === 1 && /is taken|already/.test(child.complaint)) seen.refused++;
        else seen.violations.push(`exit ${code}: ${child.complaint.slice(0, 200)}`);
      }),
    );
  }
  const { claims: held } = openShared(layout).state;
  for (const { task, session } of seen.won) {
    if (held[task]?.session_id !== session)
      seen.violations.push(`${task} was given to ${session} and belongs to ${held[task]?.session_id}`);
  }
  return seen;
}

function plant(layout: Layout): void {
  const write = (path: string, value: unknown) =>
    replaceFile(path, formatDocument(value), { durable: false });
  const names = Array.from({ length: TASKS }, (_, index) => `t${index}`);
  write(layout.planEntity('epics', 'e1'), { id: 'e1', title: 'E' });
  write(layout.planEntity('sprints', 's1'), {
    id: 's1',
    epic_id: 'e1',
    name: 'S',
    planned_tasks: Object.fromEntries(names.map((id) => [id, { id, title: `Task ${id}` }])),
  });
}
