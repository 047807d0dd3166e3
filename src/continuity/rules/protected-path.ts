/** What of `.baton/` a path lies in: Baton's own state, the plan, the settings; undefined for everything else. */
export type ProtectedPart = 'state' | 'plan' | 'settings';

/** A path below `.baton/`, and what is to be done instead of writing there, as a sentence. */
export interface ProtectedPath {
  readonly part: ProtectedPart;
  /** From `.baton/` on. */
  readonly path: string;
  readonly instead: string;
}

const INSTEAD: Readonly<Record<string, string>> = {
  sessions:
    'Use `baton task …`, `baton session …` or `baton state set PATH JSON`; `baton session recover` mends a damaged log.',
  shared: 'Use `baton task start`, `baton message send` or `baton decision …`.',
  cache: 'Leave it: it is made anew by itself.',
  locks: 'Leave it: the lock of a process that is gone is taken over by itself (`baton doctor` shows it).',
  archive: 'Use `baton session cleanup`.',
};

/**
 * What `path` means to Baton; relative ones lie in `cwd`. Every `.baton/` counts, also that of another worktree.
 * Task documents, handoffs and reports are for everybody.
 */
export function protectedPath(path: string, cwd: string): ProtectedPath | undefined {
  const steps = normal(path.startsWith('/') ? path : `${cwd}/${path}`);
  const at = steps.lastIndexOf('.baton');
  if (at < 0) return undefined;
  const [folder, ...rest] = steps.slice(at + 1);
  if (folder === undefined)
    return {
      part: 'state',
      path: '.baton',
      instead: 'Leave it: all that Baton keeps of this project is in it.',
    };
  const shown = ['.baton', folder, ...rest].join('/');
  const instead = Object.hasOwn(INSTEAD, folder) ? INSTEAD[folder] : undefined;
  if (instead !== undefined) return { part: 'state', path: shown, instead };
  if (folder === 'config.json' && rest.length === 0)
    return { part: 'settings', path: shown, instead: 'Use `baton config set SETTING VALUE`.' };
  if (folder !== 'plan') return undefined;
  if (rest[0] === 'audit.jsonl')
    return { part: 'state', path: shown, instead: 'Use `baton plan history` and `baton plan undo`.' };
  return {
    part: 'plan',
    path: shown,
    instead: 'Use `baton epic`, `baton sprint`, `baton task add` or `baton team set`.',
  };
}

function normal(path: string): string[] {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps;
}
