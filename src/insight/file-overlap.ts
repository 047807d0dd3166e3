/** An edit this long ago may still get in another's way. */
export const OVERLAP_HOURS = 4;

/** A session, as far as its edits matter to others. */
export interface EditingSession {
  readonly id: string;
  readonly number: number;
  readonly worktree: string | null;
  /** Absolute paths, and ISO-8601. */
  readonly files: readonly { readonly path: string; readonly edited_at: string }[];
}

/** A file that two sessions have edited. */
export interface FileOverlap {
  /** Its path in the working tree. */
  readonly file: string;
  /** The session that edited it last, and the other one. */
  readonly session: Pick<EditingSession, 'id' | 'number'>;
  readonly other: Pick<EditingSession, 'id' | 'number'>;
  /** When the other one edited it. */
  readonly edited_at: string;
  /** Whether it is the very same file; else it is the same one of two working trees, which git will have to merge. */
  readonly same_file: boolean;
}

/** The files that two of the sessions edited within the last hours, each pair once; the latest edits first. */
export function overlapsOf(sessions: readonly EditingSession[], now: number): FileOverlap[] {
  const overlaps: (FileOverlap & { readonly last: string })[] = [];
  for (const [index, left] of sessions.entries()) {
    for (const right of sessions.slice(index + 1)) {
      const known = new Map(recent(left, now).map((file) => [inTree(left, file.path), file]));
      for (const file of recent(right, now)) {
        const name = inTree(right, file.path);
        const met = known.get(name);
        if (met === undefined) continue;
        const rightIsLast = file.edited_at >= met.edited_at;
        const [session, other] = rightIsLast ? [right, left] : [left, right];
        overlaps.push({
          file: name,
          session: { id: session.id, number: session.number },
          other: { id: other.id, number: other.number },
          edited_at: rightIsLast ? met.edited_at : file.edited_at,
          same_file: file.path === met.path,
          last: rightIsLast ? file.edited_at : met.edited_at,
        });
      }
    }
  }
  return overlaps
    .sort((one, two) => (one.last < two.last ? 1 : -1))
    .map(({ last: _last, ...overlap }) => overlap);
}

/** The path of a file in the session's working tree; the path itself for one outside. */
export function inTree({ worktree }: Pick<EditingSession, 'worktree'>, path: string): string {
  return worktree !== null && path.startsWith(`${worktree}/`) ? path.slice(worktree.length + 1) : path;
}

function recent({ files }: EditingSession, now: number): EditingSession['files'] {
  return files.filter(({ edited_at }) => now - Date.parse(edited_at) <= OVERLAP_HOURS * 3_600_000);
}
