/** What depends on what: for each name, the names it needs. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * The first circle in `dependencies`, as the names along it with the first one again at its end; undefined
 * when there is none. Names that are needed but not there lead nowhere. Takes no more stack for long chains.
 */
export function findCycle(dependencies: Dependencies): readonly string[] | undefined {
  const settled = new Set<string>();
  for (const start of dependencies.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const todo: { readonly name: string; readonly leaving: boolean }[] = [{ name: start, leaving: false }];
    for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
      if (step.leaving) {
        path.pop();
        onPath.delete(step.name);
        settled.add(step.name);
        continue;
      }
      if (onPath.has(step.name)) return [...path.slice(path.indexOf(step.name)), step.name];
      if (settled.has(step.name)) continue;
      path.push(step.name);
      onPath.add(step.name);
      todo.push({ name: step.name, leaving: true });
      for (const needed of dependencies.get(step.name) ?? []) todo.push({ name: needed, leaving: false });
    }
  }
  return undefined;
}
