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

const CHUNK = 16_384;
const CLOSING_BRACE = 0x7d;
const POLL_MS = 1;

function textOf(chunks: readonly Buffer[]): string {
  const [first, ...more] = chunks;
  if (first === undefined) return '';
  return (more.length === 0 ? first : Buffer.concat(chunks)).toString('utf8');
}

function isCompleteObject(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The next bytes; none at the end of input, undefined when there is nothing to read yet. */
function nextChunk(fd: number): Buffer | undefined {
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    return chunk.subarray(0, readSync(fd, chunk, 0, CHUNK, null));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EAGAIN') return undefined;
    if (code === 'EOF') return chunk.subarray(0, 0);
    throw error;
  }
}

/** Reads what is there, polls for more, and stops as {@link readJsonInput} promises. Reads must not block. */
function readNow({ fd, maxBytes, deadlineMs }: JsonInput): string {
  const end = Date.now() + deadlineMs;
  const chunks: Buffer[] = [];
  let length = 0;
  while (Date.now() < end) {
    const chunk = nextChunk(fd);
    if (chunk === undefined) {
      pause(POLL_MS);
      continue;
    }
    if (chunk.length === 0) break;
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) return '';
    const text = chunk.includes(CLOSING_BRACE) ? textOf(chunks) : '';
    if (isCompleteObject(text)) return text;
  }
  return textOf(chunks);
}

function readStream({ fd, maxBytes, deadlineMs }: JsonInput): Promise<string> {
  const { Socket } = process.getBuiltinModule('node:net');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const socket = new Socket({ fd, readable: true, writable: false });
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(length > maxBytes ? '' : textOf(chunks));
    };
    const timer = setTimeout(finish, deadlineMs);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxBytes || isCompleteObject(textOf(chunks))) finish();
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
