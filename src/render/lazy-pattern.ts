/**
 * A regular expression that is made at its first use. V8 checks every literal while it reads a file, and one with
 * Unicode properties takes it 0.2 ms or more there: too much for the status line, which seldom needs any.
 */
export function lazyPattern(source: string, flags: string): () => RegExp {
  let pattern: RegExp | undefined;
  return () => {
    pattern ??= new RegExp(source, flags);
    return pattern;
  };
}
