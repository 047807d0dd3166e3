/** What the function gives, or undefined when it throws: a part that fails is left out, never the whole line. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
