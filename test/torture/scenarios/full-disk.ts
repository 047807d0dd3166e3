import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCursor } from '../../../src/store/open-cursor.ts';
import { fromLogAlone, ledger } from '../../helpers/ledger.ts';
import type { Child } from '../processes.ts';
import { delay, startWorker } from '../processes.ts';
import type { Scenario, Trial } from '../scenario.ts';
import { scaled } from '../scenario.ts';

/** Writers race while their disk fills up, is freed, becomes read-only and writable again. */
export const fullDisk: Scenario = {
  name: 'the disk fills up or becomes read-only under the writers',
  promise: 'what was acknowledged is there; what was refused left nothing half',
  async run(trial) {
    const disk = join(trial.folder, 'disk');
    mkdirSync(disk);
    try {
      mount(disk, ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs']);
    } catch {
      return { counts: {}, violations: [], skipped: 'mounting a small disk needs root' };
    }
    try {
      return await onDisk(trial, disk);
    } finally {
      execFileSync('umount', ['--lazy', disk], { stdio: 'pipe' });
    }
  },
};

async function onDisk(trial: Trial, disk: string) {
  const counts = { rounds: 0, 'times full': 0, 'times read-only': 0, refused: 0, acknowledged: 0 };
  const violations: string[] = [];
  const rounds = scaled(trial, 120, 6);
  for (let round = 0; round < rounds; round++) {
    const directory = join(disk, `stream-${round}`);
    const everyone: Child[] = [];
    const begin = async (name: string) => {
      const seed = trial.chance.below(2 ** 31);
      const task = { directory, name, seed, count: 400, clockJumpMs: 0 };
      const child = await startWorker('stream-worker', task);
      everyone.push(child);
      return child;
    };
    const first = await Promise.all(['a', 'b', 'c'].map(begin));
    await Promise.all(first.map((child) => child.printed(2)));
    await delay(trial.chance.next() * 20);
    const isFull = trial.chance.percent(60);
    counts[isFull ? 'times full' : 'times read-only']++;
    const mend = isFull ? fill(disk, trial.chance.below(40_000)) : makeReadOnly(disk);
    await Promise.all(first.map((child) => child.ended()));
    mend();
    const later = await begin('late');
    if ((await later.ended()) !== 0)
      violations.push(`round ${round}: not usable once freed: ${later.complaint.slice(0, 200)}`);
    for (const child of first) {
      if ((await child.ended()) === 0) continue;
      counts.refused++;
      if (!/ENOSPC|EROFS/.test(child.complaint))
        violations.push(`round ${round}: refused with ${child.complaint.slice(-200)}`);
    }
    const acknowledged = everyone.flatMap(({ lines }) => lines.flatMap((line) => line.split(' ')));
    const { texts } = openCursor(directory, ledger).state;
    const kept = new Set(texts);
    const lost = acknowledged.filter((text) => !kept.has(text));
    if (lost.length > 0) violations.push(`round ${round}: ${lost.length} acknowledged are lost`);
    if (kept.size !== texts.length) violations.push(`round ${round}: an event counts twice`);
    if (JSON.stringify(fromLogAlone(directory).state.texts) !== JSON.stringify(texts))
      violations.push(`round ${round}: the caches tell another story than the log`);
    counts.rounds++;
    counts.acknowledged += acknowledged.length;
    rmSync(directory, { recursive: true, force: true });
  }
  return { counts, violations };
}

function mount(folder: string, words: readonly string[]): void {
  execFileSync('mount', [...words, folder], { stdio: 'pipe' });
}

/** Leaves so many bytes free; gives what frees the disk again. */
function fill(disk: string, free: number): () => void {
  const ballast = join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  try {
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - free)));
  } catch {
    // The writers were quicker: it is full all the same.
  }
  return () => rmSync(ballast, { force: true });
}

// The kernel refuses while a file is open for writing, which each append is for a moment.
function makeReadOnly(disk: string): () => void {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    try {
      mount(disk, ['-o', 'remount,ro']);
      break;
    } catch {}
  }
  return () => mount(disk, ['-o', 'remount,rw']);
}
