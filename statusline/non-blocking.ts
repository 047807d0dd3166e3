type Thing = Readonly<Record<string, unknown>>;

function isThing(value: unknown): value is Thing {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

/**
 * Makes reads of a pipe or socket return at once (EAGAIN when nothing is there); false when that cannot be done here.
 *
 * Node offers no direct way: it sets the flag when a stream takes the descriptor, and loading `net` for that is a
 * quarter of the line's whole time over bare Node (5.9 ms; this: 0.2 ms). So the stream's own handle is asked, through
 * `process.binding`, which is documented as deprecated without a date (DEP0111). Where it is gone or different (other
 * runtimes, a later Node, `--permission`), the answer is false and the caller takes the slow way. Node puts the flag
 * back when it ends.
 */
export function makeNonBlocking(fd: number): boolean {
  try {
    const binding: unknown = Reflect.get(process, 'binding');
    if (typeof binding !== 'function') return false;
    const wrap: unknown = Reflect.apply(binding, process, ['pipe_wrap']);
    if (!isThing(wrap) || typeof wrap.Pipe !== 'function' || !isThing(wrap.constants)) return false;
    const pipe: unknown = Reflect.construct(wrap.Pipe, [wrap.constants.SOCKET]);
    if (!isThing(pipe) || typeof pipe.open !== 'function') return false;
    Reflect.apply(pipe.open, pipe, [fd]);
    return true;
  } catch {
    return false;
  }
}
