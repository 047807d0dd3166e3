import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckStatus } from '../continuity/reality.ts';
import { counted } from '../counted.ts';
import { catchUp } from '../store/catch-up.ts';
import type { Layout } from '../store/layout.ts';
import { lockHolder } from '../store/lock.ts';
import { atStart } from '../store/open-cursor.ts';
import type { GitFacts } from './git-facts.ts';
import { readGitFacts } from './git-facts.ts';
import { loadPlan } from './plan-loader.ts';
import { isProjectBroken } from './plan-reader.ts';
import { sessionProjection, sharedProjection } from './session-streams.ts';

/** What a check found: its health, 0 to 1, and why. */
export interface CheckFinding {
  readonly health: number;
  readonly message: string;
  /** Where the health alone does not say it. */
  readonly status?: CheckStatus;
}

/** A check that Baton brings itself. */
export interface BuiltInCheck {
  readonly name: string;
  run(layout: Layout, directory: string): CheckFinding | Promise<CheckFinding>;
}

const GIT_TIMEOUT_MS = 5_000;
const MB = 1_048_576;

/** The checks that need no permission: they read, and start nothing but git. */
export const BUILT_IN_CHECKS: readonly BuiltInCheck[] = [
  { name: 'state', run: (layout) => checkStreams(layout) },
  { name: 'git', run: async (_, directory) => checkGit(await readGitFacts(directory, GIT_TIMEOUT_MS)) },
  { name: 'plan', run: (layout) => checkPlan(layout) },
  { name: 'locks', run: (layout) => checkLocks(layout) },
  { name: 'disk', run: (layout) => checkDisk(layout) },
];

/** How many damaged records bring the health to nothing. */
const FATAL_DAMAGE = 10;

function checkStreams(layout: Layout): CheckFinding {
  const names = existsSync(layout.sessions) ? readdirSync(layout.sessions) : [];
  let [damaged, records] = [0, 0];
  const read = (cursor: ReturnType<typeof atStart<unknown>>) => {
    catchUp(cursor);
    damaged += cursor.damaged + cursor.gaps;
    records += cursor.version;
  };
  read(atStart<unknown>(layout.shared, { ...sharedProjection, evolve: (state) => state }));
  for (const name of names)
    read(atStart<unknown>(join(layout.sessions, name), { ...sessionProjection, evolve: (state) => state }));
  return damaged === 0
    ? {
        health: 1,
        message: `${counted(records, 'record')} in ${counted(names.length + 1, 'log')}, all whole`,
      }
    : {
        health: Math.max(0, 1 - damaged / FATAL_DAMAGE),
        message: `${counted(damaged, 'record')} damaged or missing; the rest is intact (baton doctor)`,
      };
}

function checkGit(facts: GitFacts | undefined): CheckFinding {
  if (facts === undefined)
    return { health: 1, status: 'skipped', message: 'not a repository, or git did not answer' };
  if (facts.conflicts > 0)
    return {
      health: 0,
      message: `merge conflicts in ${counted(facts.conflicts, 'path')}: resolve them first`,
    };
  if (facts.branch === null)
    return { health: 0.7, message: 'HEAD is detached: commits made here belong to no branch' };
  const left = facts.uncommitted.length;
  return {
    health: 1,
    message: `branch ${facts.branch}, ${left === 0 ? 'clean' : `${counted(left, 'path')} uncommitted`}`,
  };
}

/** How many problems of the plan bring the health to nothing. */
const FATAL_PROBLEMS = 5;

function checkPlan(layout: Layout): CheckFinding {
  const loaded = loadPlan(layout);
  const { problems } = loaded;
  const [first] = problems;
  if (first === undefined) {
    const { epics, sprints } = loaded.plan;
    return {
      health: 1,
      message: `${counted(Object.keys(epics).length, 'epic')} and ${counted(Object.keys(sprints).length, 'sprint')} hold together`,
    };
  }
  return {
    health: isProjectBroken(loaded) ? 0 : Math.max(0, 1 - problems.length / FATAL_PROBLEMS),
    message: `${counted(problems.length, 'problem')} (baton plan validate): ${first.file}: ${first.message}`,
  };
}

// A lock whose holder is gone is taken over by the next writer at once: only what cannot be is in the way.
function checkLocks(layout: Layout): CheckFinding {
  const names = existsSync(layout.locks) ? readdirSync(layout.locks) : [];
  const alien = names.filter((name) => lockHolder(join(layout.locks, name)) === undefined);
  const dead = names.filter((name) => lockHolder(join(layout.locks, name))?.alive === false);
  if (alien.length > 0)
    return {
      health: 0,
      message: `${alien.join(', ')} in ${layout.locks} is no lock of Baton's and blocks changes`,
    };
  return dead.length === 0
    ? { health: 1, message: 'none is stale' }
    : { health: 0.8, message: `${dead.join(', ')}: the holder is gone; the next writer takes it over` };
}

function checkDisk(layout: Layout): CheckFinding {
  const { bavail, bsize, blocks } = statfsSync(layout.baton);
  const [free, share] = [bavail * bsize, bavail / Math.max(1, blocks)];
  const message = `${Math.round(free / MB)} MB free (${Math.round(share * 100)} %)`;
  if (free < 50 * MB) return { health: 0, message: `${message}: too little to write safely` };
  return free < 500 * MB && share < 0.05 ? { health: 0.5, message } : { health: 1, message };
}
