import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** At most this much of a transcript is read at once; the next hook goes on from there. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Complete lines of a transcript and the offset behind them. */
export interface TranscriptPart {
  readonly lines: readonly string[];
  readonly readTo: number;
}

/**
 * The complete lines of the transcript at `path` from byte `offset` on, at most 8 MB of them. A file that
 * is not there (yet) has none: the client writes transcripts late, and for its internal agents not at all.
 * One that is shorter than `offset` has been replaced and is read from its start. A line of more than 8 MB
 * comes in pieces: each is damaged to whoever parses it, and the lines behind it are reached.
 */
export function readTranscript(path: string, offset: number): TranscriptPart {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return { lines: [], readTo: offset };
  }
  try {
    const size = fstatSync(fd).size;
    const start = offset > size ? 0 : offset;
    const bytes = Buffer.allocUnsafe(Math.min(MOST_BYTES, size - start));
    const length = readSync(fd, bytes, 0, bytes.length, start);
    const end = bytes.subarray(0, length).lastIndexOf(10) + 1 || (length === MOST_BYTES ? length : 0);
    const text = bytes.toString('utf8', 0, end);
    return { lines: text === '' ? [] : text.split('\n'), readTo: start + end };
  } catch {
    return { lines: [], readTo: offset };
  } finally {
    closeSync(fd);
  }
}

/** How long a recorder, for which nobody waits, gives the client to finish a transcript, and how often it looks. */
const LATE_MS = 600;
const LOOK_EVERY_MS = 20;

/**
 * All lines of the transcript at `path`, read once `answer` is among its last ones: the client writes behind its
 * hooks (CONTRACT §10). After 0.6 s it is taken as it is; so is one without an answer to wait for.
 */
export function readTranscriptUpTo(path: string, answer: string): readonly string[] {
  const awaited = JSON.stringify(answer).slice(1, -1);
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const { lines } = readTranscript(path, 0);
    if (answer === '' || waited >= LATE_MS || lines.slice(-4).some((line) => line.includes(awaited)))
      return lines;
    Atomics.wait(sleeper, 0, 0, LOOK_EVERY_MS);
  }
}

/** What the client notes beside a subagent's transcript: what it was asked to do, in a few words. */
export function readAgentDescription(transcriptPath: string): string | null {
  try {
    const meta: unknown = JSON.parse(readFileSync(transcriptPath.replace(/\.jsonl$/, '.meta.json'), 'utf8'));
    return typeof meta === 'object' &&
      meta !== null &&
      'description' in meta &&
      typeof meta.description === 'string'
      ? meta.description
      : null;
  } catch {
    return null;
  }
}
