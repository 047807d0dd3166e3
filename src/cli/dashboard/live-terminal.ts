/** A terminal that shows one picture after another and tells of keys. */
export interface LiveTerminal {
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
  /** Calls `listener` with what each press of a key sends: `q`, or `\x1b[A` for the arrow up. */
  onKey(listener: (key: string) => void): void;
  onResize(listener: () => void): void;
  /** When the picture has to go: a signal, or nobody looks any more. */
  readonly ended: Promise<void>;
  /** Gives everything back as it was. May be called again. */
  close(): void;
}

/**
 * The terminal of this process. Keys come one by one until `close`; Ctrl-C, then, is a key like others. Where standard
 * input is no terminal there are no keys, and a signal ends it.
 */
export function processTerminal(): LiveTerminal {
  const { stdin, stdout } = process;
  const hasKeys = stdin.isTTY === true;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = () => resolve();
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
  stdout.on('error', end);
  const removals: (() => void)[] = [];
  if (hasKeys) stdin.setRawMode(true);
  return {
    size: () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }),
    write: (text) => void stdout.write(text),
    onKey: (listener) => {
      if (!hasKeys) return;
      const heard = (bytes: Buffer) => listener(bytes.toString('utf8'));
      stdin.on('data', heard).resume();
      removals.push(() => stdin.off('data', heard).pause());
    },
    onResize: (listener) => {
      stdout.on('resize', listener);
      process.on('SIGCONT', listener);
      removals.push(
        () => stdout.off('resize', listener),
        () => process.off('SIGCONT', listener),
      );
    },
    ended,
    close: () => {
      for (const remove of removals.splice(0)) remove();
      for (const signal of signals) process.off(signal, end);
      if (hasKeys) stdin.setRawMode(false);
    },
  };
}
