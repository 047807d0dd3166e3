import type { V1Report } from './v1-report.ts';

/** True when an id may name a file of version 2. */
export type IsSafeId = (id: string) => boolean;

// Names that reach an object's prototype, and those of tasks that are mirrored from the client's own list.
const RESERVED = /^(?:__proto__|constructor|prototype|client-\d+)$/;
const LONGEST = 100;

/** The new ids of one kind of things: the old ones where they can stay. */
export class V1Names {
  readonly #ids: ReadonlyMap<string, string>;

  /** Names `wanted` in their order; ids that can stay are given first, so that no other takes them. */
  constructor(
    kind: string,
    wanted: readonly { readonly project: string; readonly id: string }[],
    isSafe: IsSafeId,
    report: V1Report,
  ) {
    const taken = new Set<string>();
    const ids = new Map<string, string>();
    for (const { project, id } of wanted) {
      // Some disks do not tell great letters from small ones.
      if (ids.has(keyOf(project, id)) || taken.has(id.toLowerCase()) || !isSafe(id) || RESERVED.test(id))
        continue;
      taken.add(id.toLowerCase());
      ids.set(keyOf(project, id), id);
    }
    for (const { project, id } of wanted) {
      if (ids.has(keyOf(project, id))) continue;
      const base = safeName(isSafe(id) && project !== '' ? `${project}-${id}` : id) || kind;
      let name = base;
      for (let more = 2; taken.has(name.toLowerCase()) || !isSafe(name) || RESERVED.test(name); more++)
        name = `${base}-${more}`;
      taken.add(name.toLowerCase());
      ids.set(keyOf(project, id), name);
      report.renamed.push({ kind, project, from: id, to: name });
    }
    this.#ids = ids;
  }

  /** The new id of what is called `id` in `project`, or else outside of all projects; undefined when nothing is. */
  find(project: string, id: string): string | undefined {
    return this.#ids.get(keyOf(project, id)) ?? this.#ids.get(keyOf('', id));
  }
}

function keyOf(project: string, id: string): string {
  return JSON.stringify([project, id]);
}

function safeName(id: string): string {
  return id
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|-+$/g, '')
    .slice(0, LONGEST);
}
