import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { Script } from 'node:vm';

/** A program of dist/ whose compiled code is kept for its next start. */
export interface KeptProgram {
  /** Its file is `<name>-code.cjs` in `folder`. */
  readonly name: string;
  readonly folder: string;
  /** Changes whenever the file does. */
  readonly build: string;
  /** What it is started for: other parts of it run, so other code is kept. */
  readonly part: string;
  readonly load: NodeJS.Require;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** In front of the compiled code: a mark, and which writing it is. Bytes. */
const HEADER = 8;
const MARK = 0x42_54_4e_31;

/** The code grows with what has run: it is written a second and a third time, a minute apart, and then stays. */
const LAST_WRITING = 3;
const NEXT_WRITING_MS = 60_000;
/** When the code of this very Node is turned down (other switches), it is not written anew each time. */
const AFTER_REFUSAL_MS = 3_600_000;

/** So long a file is left when another is new; it may be of an older build. */
const KEPT_MS = 30 * 86_400_000;
const PREFIX = 'code-';

interface Kept {
  readonly data: Buffer;
  readonly writing: number;
}

function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/**
 * What a file keeps, which holds it twice: Node trusts such data, and damaged code can end the process. To compare two
 * copies takes a hundredth of the time that a sum over one would.
 */
function readKept(path: string): Kept | undefined {
  const file = attempt(() => readFileSync(path));
  if (file === undefined || file.length <= HEADER || file.readInt32LE(0) !== MARK) return undefined;
  const half = HEADER + (file.length - HEADER) / 2;
  const data = file.subarray(HEADER, half);
  return data.equals(file.subarray(half)) ? { data, writing: file.readInt32LE(4) } : undefined;
}

/** Whole and on the disk before it has its name, so that a reader finds all of it or nothing. */
function keep(path: string, folder: string, data: Buffer, writing: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(MARK, 0);
  header.writeInt32LE(writing, 4);
  const making = `${path}.${process.pid}`;
  const file = openSync(making, 'wx', 0o600);
  try {
    for (const part of [header, data, data]) writeSync(file, part);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(making, path);
  if (writing === 1) removeOld(folder);
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(PREFIX))) {
    const changed = statSync(`${folder}/${name}`, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > KEPT_MS) rmSync(`${folder}/${name}`, { force: true });
  }
}

/** Whether this start writes, as which writing; undefined: it does not. */
function writingDue(path: string, found: Kept | undefined, refused: boolean): number | undefined {
  if (found === undefined) return 1;
  if (!refused && found.writing >= LAST_WRITING) return undefined;
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (refused) return age >= AFTER_REFUSAL_MS ? 1 : undefined;
  return age >= NEXT_WRITING_MS ? found.writing + 1 : undefined;
}

/** The program as a function, made from kept code where there is some; has it kept where that is due. */
function compiled({ name, folder, build, part }: KeptProgram, home: string): Script {
  const code = `${folder}/${name}-code.cjs`;
  const place = `${home}/cache/${PREFIX}${name}-${part}-${build}-${process.version}-${process.arch}`;
  // Read as UTF-8, which Node does in one step of its own: 0.3 ms instead of 0.65. The build writes ASCII only.
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(code, 'utf8')}\n})`;
  const found = readKept(place);
  const script = new Script(source, {
    filename: code,
    ...(found === undefined ? {} : { cachedData: found.data }),
  });
  const writing = writingDue(place, found, script.cachedDataRejected === true);
  if (writing !== undefined) {
    // On a full disk, or in a folder that may not be written, the next start compiles as this one did.
    const write = () => keep(place, `${home}/cache`, script.createCachedData(), writing);
    process.on('exit', () => attempt(write));
  }
  return script;
}

/**
 * Runs a program of dist/ with the code that V8 made of it at an earlier start, which saves a tenth of a short process.
 * The code is kept in the user's own folder of Baton, never in a project or in the plugin, for one build, one version of
 * Node and one machine; where that folder is missing, and under any switch of Node, the program is loaded as usual.
 */
export function runKept(program: KeptProgram): void {
  const { env, load, folder, name, part } = program;
  const home = `${env.CLAUDE_CONFIG_DIR || `${env.HOME ?? ''}/.claude`}/baton`;
  const isUsual = process.execArgv.length === 0 && !env.NODE_OPTIONS && !env.NODE_V8_COVERAGE;
  const mayKeep = isUsual && /^[A-Za-z]{1,40}$/.test(part) && process.versions.bun === undefined;
  const script = mayKeep && existsSync(home) ? attempt(() => compiled(program, home)) : undefined;
  const code = `${folder}/${name}-code.cjs`;
  if (script === undefined) load(code);
  else script.runInThisContext()({}, load, { exports: {} }, code, folder);
}
