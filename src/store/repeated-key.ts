/** A key that one object of a JSON text names twice, and the lines where it does. */
export interface RepeatedKey {
  readonly key: string;
  readonly first: number;
  readonly again: number;
}

/**
 * The first key that an object in `text`, a valid JSON document, names twice; undefined when none does. Parsing
 * would keep the last one and lose the other without a word.
 */
export function repeatedKey(text: string): RepeatedKey | undefined {
  const objects: (Map<string, number> | undefined)[] = [];
  let line = 1;
  let isKey = false;
  for (const [part] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],\n]/g)) {
    if (part === '\n') line++;
    else if (part === '{' || part === '[') {
      isKey = part === '{';
      objects.push(isKey ? new Map() : undefined);
    } else if (part === '}' || part === ']') {
      objects.pop();
      isKey = false;
    } else if (part === ',') isKey = objects.at(-1) !== undefined;
    else if (isKey) {
      isKey = false;
      const key = String(JSON.parse(part));
      const keys = objects.at(-1);
      const first = keys?.get(key);
      if (first !== undefined) return { key, first, again: line };
      keys?.set(key, line);
    }
  }
  return undefined;
}
