import { fstatSync, readSync } from 'node:fs';
import { systemCode } from '../src/errors.ts';
import { makeNonBlocking } from './non-blocking.ts';
import { pause } from './pause.ts';

/** Which input, how much of it, and how long to wait for it. */
export interface JsonInput {
  /** File descriptor; 0 is standard input. */
  readonly fd: number;
  readonly maxBytes: number;
  readonly deadlineMs: number;
}

const CHUNK = 65_536;
const POLL_MS = 1;

function isCompleteObject(bytes: Buffer): boolean {
  const text = bytes.toString('utf8').trim();
  if (!text.endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads what is there, polls for more, and stops as {@link readJsonInput} promises. Reads must not block. */
function readNow({ fd, maxBytes, deadlineMs }: JsonInput): string {
  const chunk = Buffer.allocUnsafe(CHUNK);
  const end = Date.now() + deadlineMs;
  let bytes = Buffer.alloc(0);
  while (Date.now() < end) {
    let count = -1;
    try {
      count = readSync(fd, chunk, 0, CHUNK, null);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') break;
      if (code !== 'EAGAIN') throw error;
    }
    if (count === 0) break;
    if (count < 0) {
      pause(POLL_MS);
      continue;
    }
    bytes = Buffer.concat([bytes, chunk.subarray(0, count)]);
    if (bytes.length > maxBytes) return '';
    if (isCompleteObject(bytes)) break;
  }
  return bytes.toString('utf8');
}

function readStream({ fd, maxBytes, deadlineMs }: JsonInput): Promise<string> {
  const { Socket } = process.getBuiltinModule('node:net');
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const socket = new Socket({ fd, readable: true, writable: false });
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(bytes.length > maxBytes ? '' : bytes.toString('utf8'));
    };
    const timer = setTimeout(finish, deadlineMs);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length > maxBytes || isCompleteObject(bytes)) finish();
    });
    socket.on('end', finish);
    socket.on('error', finish);
  });
}

/**
 * The JSON text that the client writes to the descriptor, as soon as the object is complete, at the end of input or at
 * the deadline, whichever is first: then what has come so far, which may be nothing or half an object. More than
 * `maxBytes` gives an empty text, and so do a terminal (nobody types JSON) and an input that cannot be read. Never
 * rejects.
 *
 * A pipe or socket is made non-blocking and polled. A plain synchronous read has no deadline, `fs.read` keeps a thread
 * that even `process.exit` waits for, and streams cost too much (see `non-blocking.ts`): they are the second choice.
 */
export async function readJsonInput(input: JsonInput): Promise<string> {
  try {
    const facts = fstatSync(input.fd);
    if (facts.isFile()) return readNow(input);
    if (facts.isFIFO() || facts.isSocket()) {
      return makeNonBlocking(input.fd) ? readNow(input) : await readStream(input);
    }
  } catch {
    // What cannot be read counts as no input: the line then says what it knows without it.
  }
  return '';
}
