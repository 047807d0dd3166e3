import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readDocument } from '../../../src/store/document.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import type { Child } from '../processes.ts';
import { delay, startWorker } from '../processes.ts';
import type { Scenario, Trial } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const WRITERS = 4;

/** Holders of a lock are killed or suspended in it, or planted with the number of a process that is not theirs. */
export const documentLocks: Scenario = {
  name: 'holders of a lock killed, suspended, recycled',
  promise: 'a dead holder is replaced at once, a living one never; no lock is stuck',
  async run(trial) {
    const counts = { kills: 0, suspended: 0, planted: 0, acknowledged: 0 };
    const violations: string[] = [];
    const claim = (holds: boolean, what: string) => {
      if (!holds) violations.push(what);
    };
    const rounds = scaled(trial, 100);
    for (let round = 0; round < rounds; round++) {
      const path = join(trial.folder, `${round}`, 'count.json');
      const lock = join(trial.folder, `${round}`, 'locks', 'count.lock');
      mkdirSync(dirname(lock), { recursive: true });
      const isPlanted = trial.chance.percent(30);
      if (isPlanted) plantRecycled(lock);
      counts.planted += isPlanted ? 1 : 0;
      const killed = await killSome(trial, path, lock);
      counts.kills += killed.kills;
      counts.acknowledged += killed.acknowledged.length;
      const count = countOf(path);
      claim(
        new Set(killed.acknowledged).size === killed.acknowledged.length,
        `round ${round}: two writers made the same number`,
      );
      claim(
        count >= Math.max(0, ...killed.acknowledged),
        `round ${round}: ${count} after an acknowledged more`,
      );
      if (round % 5 === 0) {
        counts.suspended++;
        violations.push(...(await suspendOne(join(trial.folder, `${round}`, 'held.json'), lock)));
      }
      claim(leftLocks(lock).length === 0, `round ${round}: a lock is left: ${leftLocks(lock).join(', ')}`);
    }
    return { counts, violations };
  },
};

async function killSome(trial: Trial, path: string, lock: string) {
  const begin = () => startWorker('document-worker', { path, lock, count: 40, patienceMs: 20_000 });
  const workers = await Promise.all(Array.from({ length: WRITERS }, begin));
  const victims = workers.slice(0, 2);
  for (const victim of victims) {
    await victim.printed(1 + trial.chance.below(5));
    await delay(trial.chance.next() * 3);
    await victim.kill();
  }
  await Promise.all(workers.map((child) => child.ended()));
  return { kills: victims.length, acknowledged: workers.flatMap(numbersOf) };
}

// One stops while it holds the lock. Others wait as long as they said and are refused; when it comes back, all goes on.
async function suspendOne(path: string, lock: string): Promise<string[]> {
  const violations: string[] = [];
  const holder = await startWorker('document-worker', {
    path,
    lock,
    count: 2,
    patienceMs: 20_000,
    stopAt: 1,
  });
  await holder.printed(1);
  while (!isStopped(holder.pid)) await delay(2);
  const begin = Date.now();
  const refused = await startWorker('document-worker', { path, lock, count: 1, patienceMs: 200 });
  const code = await refused.ended();
  const waited = Date.now() - begin;
  if (code === 0) violations.push('the lock of a suspended holder was taken');
  if (!refused.complaint.includes('E_LOCKED'))
    violations.push(`refused without E_LOCKED: ${refused.complaint.slice(0, 200)}`);
  if (waited > 5_000) violations.push(`waited ${waited} ms instead of 200`);
  holder.signal('SIGCONT');
  if ((await holder.ended()) !== 0)
    violations.push(`the holder that came back failed: ${holder.complaint.slice(0, 200)}`);
  if (countOf(path) !== 2) violations.push(`the holder that came back counted ${countOf(path)}`);
  return violations;
}

// A lock whose holder has gone and whose number another process bears now: init, which runs for ever.
function plantRecycled(lock: string): void {
  const init = identifyProcess(1);
  symlinkSync(JSON.stringify({ ...init, started: '1', nonce: 'planted' }), lock);
}

function isStopped(pid: number): boolean {
  return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.startsWith('T') ?? false;
}

function numbersOf(child: Child): number[] {
  return child.lines.map(Number);
}

function countOf(path: string): number {
  const document = readDocument(path);
  return typeof document === 'object' && document !== null && 'count' in document
    ? Number(document.count)
    : 0;
}

// A guard of one who was killed while taking over is in nobody's way; the lock itself must be free.
function leftLocks(lock: string): string[] {
  return readdirSync(dirname(lock)).filter((name) => name === basename(lock));
}
