import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initProject } from '../../runtime/init-project.ts';
import { openShared } from '../../runtime/session-streams.ts';
import { newestFirst } from '../../session/registry.ts';
import type { Layout } from '../../store/layout.ts';
import { layoutOf } from '../../store/layout.ts';

/** A project to be measured in, which nobody misses. */
export interface ScratchProject {
  readonly folder: string;
  readonly root: string;
  readonly home: string;
  /** The session that is measured: the project's newest, or a new one. */
  readonly sessionId: string;
  remove(): void;
}

const NEW_SESSION = '00000000-0000-4000-8000-000000000000';

/** A copy of the project's settings, plan, newest session and shared log in a temporary folder; empty without one. */
export function scratchProject(layout: Layout | undefined): ScratchProject {
  const folder = mkdtempSync(join(tmpdir(), 'baton-profile-'));
  const [root, home] = [join(folder, 'project'), join(folder, 'home')];
  mkdirSync(root);
  mkdirSync(home);
  initProject(root);
  const copy = layoutOf(root);
  let sessionId = NEW_SESSION;
  if (layout !== undefined) {
    const newest = newestFirst(openShared(layout).state.registry).find((id) =>
      existsSync(layout.session(id)),
    );
    const parts: [from: string, to: string][] = [
      [layout.config, copy.config],
      [layout.plan, copy.plan],
      [layout.shared, copy.shared],
      [layout.cache, copy.cache],
    ];
    if (newest !== undefined) {
      sessionId = newest;
      parts.push([layout.session(newest), copy.session(newest)]);
    }
    for (const [from, to] of parts) if (existsSync(from)) cpSync(from, to, { recursive: true });
  }
  return { folder, root, home, sessionId, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
