import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isBatonError } from '../../../src/errors.ts';
import { loadConfig } from '../../../src/runtime/config.ts';
import { readHookSettings } from '../../../src/runtime/hook-settings.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { changePlan } from '../../../src/runtime/plan-change.ts';
import { loadBoard, loadPlan } from '../../../src/runtime/plan-loader.ts';
import type { LoggedEvent } from '../../../src/runtime/session-log.ts';
import { sessionFeed } from '../../../src/runtime/session-log.ts';
import { changeSession, openSession, openShared } from '../../../src/runtime/session-streams.ts';
import type { Layout } from '../../../src/store/layout.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { storeContext } from '../../helpers/ledger.ts';
import type { Chance } from '../chance.ts';
import { startCli } from '../processes.ts';
import type { Scenario } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const SESSIONS = ['s-a', 's-b'];
const EVENTS = 1_200;
const DAMAGES = ['a bit', 'cut short', 'emptied', 'garbage inside', 'all garbage', 'gone'] as const;

/** One file of `.baton/`, whichever it is, is damaged; everything else must be as before, and what is bad told. */
export const damagedFiles: Scenario = {
  name: 'bits flipped, files cut, emptied, filled with garbage',
  promise: 'damage is contained, never accepted silently, never fatal',
  async run(trial) {
    const good = join(trial.folder, 'good');
    const layout = await plant(good);
    const before = Object.fromEntries(SESSIONS.map((id) => [id, eventsOf(layout, id)]));
    const states = Object.fromEntries(
      SESSIONS.map((id) => [id, JSON.stringify(openSession(layout, id).state)]),
    );
    const files = filesBelow(layout.baton);
    const counts = {
      damages: 0,
      'kinds of file': new Set(files.map(kindOf)).size,
      'events lost': 0,
      'doctor asked': 0,
    };
    const violations: string[] = [];
    const rounds = scaled(trial, 3_000, 60);
    for (let round = 0; round < rounds && violations.length < 10; round++) {
      const root = join(trial.folder, 'hurt');
      rmSync(root, { recursive: true, force: true });
      cpSync(good, root, { recursive: true, preserveTimestamps: true });
      const hurt = layoutOf(root);
      const file = oneOf(files, trial.chance);
      const damage = trial.chance.pick(DAMAGES);
      const where = damageFile(join(hurt.baton, file), damage, trial.chance);
      const claim = (holds: boolean, what: string) => {
        if (!holds) violations.push(`${file}, ${damage} (${where}): ${what}`);
      };
      counts.damages++;
      for (const id of SESSIONS) {
        const isOwn = file.startsWith(`sessions/${id}/`);
        const isLog = isOwn && file.endsWith('.jsonl');
        const seen = attempt(() => eventsOf(hurt, id), claim, `the log of ${id}`);
        if (seen === undefined) continue;
        const known = new Map((before[id] ?? []).map((event) => [event.id, JSON.stringify(event)]));
        claim(
          seen.every((event) => known.get(event.id) === JSON.stringify(event)),
          'an altered event was accepted',
        );
        const lost = known.size - seen.length;
        if (!isLog) claim(lost === 0, `${lost} events of ${id} are lost`);
        else {
          counts['events lost'] += lost;
          if (damage === 'a bit') claim(lost <= 2, `one bit took ${lost} events`);
        }
        const state = attempt(() => JSON.stringify(openSession(hurt, id).state), claim, `the state of ${id}`);
        if (!isLog) claim(state === states[id], `the state of ${id} is another`);
      }
      attempt(() => openShared(hurt), claim, 'the shared state');
      const loaded = attempt(() => loadPlan(hurt), claim, 'the plan');
      attempt(() => loadBoard(hurt), claim, 'the board');
      attempt(() => readAudit(hurt), claim, 'the audit log');
      attempt(() => loadConfig(hurt), claim, 'the settings');
      attempt(() => readHookSettings(hurt), claim, 'the settings for hooks');
      if (!file.startsWith('plan/')) claim(loaded?.problems.length === 0, 'the plan has problems');
      else if (!file.includes('e2')) claim(loaded?.plan.epics.e2?.title === 'Second', 'another epic is gone');
      if (round % 60 === 0) {
        counts['doctor asked']++;
        const doctor = await startCli(['doctor', '--quick', '--json'], root);
        const code = await doctor.ended();
        claim(code === 0 || code === 1, `doctor ended with ${code}: ${doctor.complaint.slice(0, 200)}`);
        claim(
          attempt(() => JSON.parse(doctor.output), claim, 'what doctor says') !== undefined,
          'doctor is silent',
        );
      }
    }
    return { counts, violations };
  },
};

async function plant(root: string): Promise<Layout> {
  initProject(root);
  const layout = layoutOf(root);
  const store = storeContext({ by: 'torture', patienceMs: 5_000 });
  const author = { user: null, session: null, mode: null };
  for (const id of ['e1', 'e2']) {
    changePlan(layout, store, author, (plan) => ({
      ...plan,
      epics: {
        ...plan.epics,
        [id]: { id, title: id === 'e2' ? 'Second' : 'First', description: 'x'.repeat(300) },
      },
      sprints: { ...plan.sprints, [`s-${id}`]: { id: `s-${id}`, epic_id: id, name: id } },
    }));
  }
  for (const id of SESSIONS) {
    for (let index = 0; index < EVENTS; index++) {
      const data = {
        tool: 'Edit',
        outcome: 'ok',
        duration_ms: index,
        agent_id: null,
        file: `/src/${index % 40}.ts`,
      } as const;
      changeSession(layout, id, store, () => [{ type: 'tool_used', data }]);
    }
  }
  const listed = await startCli(['task', 'list'], root);
  await listed.ended();
  return layout;
}

function damageFile(path: string, damage: (typeof DAMAGES)[number], chance: Chance): string {
  const size = statSync(path).size;
  const at = chance.below(Math.max(1, size));
  if (damage === 'gone') rmSync(path);
  else if (damage === 'emptied') truncateSync(path, 0);
  else if (damage === 'cut short') truncateSync(path, at);
  else if (damage === 'all garbage')
    writeFileSync(path, Buffer.from(Array.from({ length: 300 }, () => chance.below(256))));
  else {
    const bytes = readFileSync(path);
    const length = damage === 'a bit' ? 1 : 1 + chance.below(400);
    for (let index = at; index < Math.min(bytes.length, at + length); index++)
      bytes[index] = damage === 'a bit' ? (bytes[index] ?? 0) ^ (1 << chance.below(8)) : chance.below(256);
    writeFileSync(path, bytes);
  }
  return `at ${at} of ${size}`;
}

// A refusal in Baton's own words is an answer; anything else is a failure.
function attempt<Result>(
  work: () => Result,
  claim: (holds: boolean, what: string) => void,
  what: string,
): Result | undefined {
  try {
    return work();
  } catch (error) {
    claim(isBatonError(error), `${what} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return undefined;
  }
}

function eventsOf(layout: Layout, id: string): LoggedEvent[] {
  return sessionFeed(layout, id).more();
}

function oneOf(files: readonly string[], chance: Chance): string {
  return files[chance.below(files.length)] ?? '';
}

function kindOf(file: string): string {
  return file.replace(/s-[ab]|\d{6}|e[12]|s-e[12]/g, '*');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
