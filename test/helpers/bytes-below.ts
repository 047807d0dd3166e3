import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below `folder`, by its path from there, in their order, with its bytes as latin1. */
export function bytesBelow(folder: string, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return Object.entries(bytesBelow(path, `${prefix}${entry.name}/`));
        return [[prefix + entry.name, readFileSync(path, 'latin1')]];
      }),
  );
}
