import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../errors.ts';
import { createFile } from '../store/atomic-file.ts';
import { formatDocument } from '../store/document.ts';
import { layoutOf, PLAN_FOLDERS } from '../store/layout.ts';

/** What is private to this machine, and never committed. */
export const IGNORED = `# Private to this machine: runtime state and caches. The plan, tasks/ and handoffs/ are shared.
/sessions/
/shared/
/cache/
/archive/
/locks/
/errors.jsonl
/reports/
*.tmp
`;

/** Two branches that both changed the plan keep both their audit lines. */
export const ATTRIBUTES = 'plan/audit.jsonl merge=union\n';

/** The settings a project begins with: none but the defaults. */
const CONFIG = { version: 1 };

/**
 * Makes `projectDir` a Baton project: the folders and files of `.baton/` that are not there yet. What is
 * there is left alone, so that it may be run again at any time. Gives the paths it made, relative to the
 * project.
 *
 * @throws E_INVALID when `.baton` is a file; the system's error when the disk refuses.
 */
export function initProject(projectDir: string): { created: string[] } {
  const layout = layoutOf(projectDir);
  if (statSync(layout.baton, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new BatonError(
      'E_INVALID',
      `${layout.baton} is a file. Baton keeps its state in a folder of that name: move the file away and try again.`,
    );
  }
  const created: string[] = [];
  const folder = (path: string, mode: number) => {
    if (existsSync(path)) return;
    mkdirSync(path, { recursive: true, mode });
    created.push(`${path.slice(projectDir.length + 1)}/`);
  };
  const file = (path: string, text: string) => {
    if (createFile(path, text, { durable: true, mode: 0o644 }))
      created.push(path.slice(projectDir.length + 1));
  };
  folder(layout.baton, 0o755);
  for (const kind of PLAN_FOLDERS) folder(join(layout.plan, kind), 0o755);
  folder(layout.sessions, 0o700);
  file(layout.ignore, IGNORED);
  file(layout.attributes, ATTRIBUTES);
  file(layout.config, formatDocument(CONFIG));
  file(layout.project, formatDocument({ version: 1, name: projectDir.split('/').at(-1) ?? '' }));
  return { created };
}
