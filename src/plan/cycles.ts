/** What depends on what: for each name, the names it needs. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * The circles in `dependencies`, one for each knot of names that all need each other: the shortest through the
 * knot's smallest name, with that name first and again at the end. A knot is told the same way whatever else is
 * in the plan. Names that are needed but not there lead nowhere. Takes no more stack for long chains.
 */
export function findCycles(dependencies: Dependencies): (readonly string[])[] {
  return knots(dependencies)
    .map((knot) => shortestCircle(dependencies, new Set(knot), knot.reduce(smaller)))
    .filter((circle) => circle.length > 0)
    .sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
}

// Tarjan's strongly connected components, on a stack of our own.
function knots(dependencies: Dependencies): string[][] {
  const found: string[][] = [];
  const place = new Map<string, number>();
  const reach = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const path: { readonly name: string; next: number }[] = [];
  const enter = (name: string) => {
    reach.set(name, place.size);
    place.set(name, place.size);
    open.push(name);
    isOpen.add(name);
    path.push({ name, next: 0 });
  };
  const lower = (name: string, to: number) => reach.set(name, Math.min(reach.get(name) ?? to, to));
  for (const start of dependencies.keys()) {
    if (!place.has(start)) enter(start);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const needed = dependencies.get(at.name)?.[at.next++];
      if (needed !== undefined) {
        if (!place.has(needed)) enter(needed);
        else if (isOpen.has(needed)) lower(at.name, place.get(needed) ?? 0);
        continue;
      }
      path.pop();
      const reached = reach.get(at.name) ?? 0;
      const above = path.at(-1);
      if (above !== undefined) lower(above.name, reached);
      if (reached !== place.get(at.name)) continue;
      const knot = open.splice(open.lastIndexOf(at.name));
      for (const name of knot) isOpen.delete(name);
      found.push(knot);
    }
  }
  return found;
}

// Breadth first from `start` back to itself, within the knot; nothing for a name alone that does not need itself.
function shortestCircle(dependencies: Dependencies, knot: ReadonlySet<string>, start: string): string[] {
  const cameFrom = new Map<string, string>();
  const todo = [start];
  for (const name of todo) {
    for (const needed of dependencies.get(name) ?? []) {
      if (!knot.has(needed) || cameFrom.has(needed)) continue;
      cameFrom.set(needed, name);
      if (needed === start) return traced(cameFrom, start);
      todo.push(needed);
    }
  }
  return [];
}

function traced(cameFrom: ReadonlyMap<string, string>, start: string): string[] {
  const circle = [start];
  let name = cameFrom.get(start) ?? start;
  while (name !== start) {
    circle.push(name);
    name = cameFrom.get(name) ?? start;
  }
  return [...circle, start].reverse();
}

function smaller(left: string, right: string): string {
  return left < right ? left : right;
}
