import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InstallRequest } from './arguments.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './facts.ts';
import { readFileState, sha256 } from './file-state.ts';
import type { InstallHost } from './install-host.ts';
import { LAUNCHER } from './launcher.ts';
import type { Installation } from './ledger.ts';
import { gatherMcpFacts } from './mcp-facts.ts';
import type { Environment } from './scope.ts';
import type { Screen } from './screen.ts';
import { shortCommand } from './screen.ts';
import { readable } from './settings-change.ts';
import { hasBaton } from './settings-edit.ts';

/** One piece of an installation: whether it is in place, and what there is to say. */
type Piece = readonly [inPlace: boolean, label: string, detail: string];

/** Says what is installed where, and whether each piece is in place. Exit code 1 when one is not. */
export function statusCommand(request: InstallRequest, host: InstallHost, screen: Screen): number {
  const facts = gatherFacts(request, host.cwd, host.env);
  if (facts.installs.length === 0) {
    screen.line(`Baton is not installed: ${facts.folder.ledger} lists nothing. To install it: baton install`);
    return 0;
  }
  const common = commonPieces(facts);
  let inPlace = show(screen, `Baton, in ${facts.folder.folder}`, common);
  for (const each of facts.installs) {
    const where = each.project === null ? 'for you, in all projects' : each.project;
    const title = `Scope ${each.scope}: ${where} (${each.version}, ${each.installed_at.slice(0, 10)})`;
    inPlace = show(screen, title, piecesOf(each, host.env)) && inPlace;
  }
  if (!inPlace)
    screen.line('\nTo mend what is marked ✘, run `baton install` again with that --scope and --project.');
  return inPlace ? 0 : 1;
}

function show(screen: Screen, title: string, pieces: readonly Piece[]): boolean {
  screen.line(screen.paint.bold(title));
  for (const [inPlace, label, detail] of pieces) screen.step(inPlace ? 'done' : 'failed', label, detail);
  return pieces.every(([inPlace]) => inPlace);
}

function commonPieces(facts: Facts): Piece[] {
  const { launcher, root, known } = facts;
  const line = root.bytes?.toString().trimEnd();
  const pieces: Piece[] = [
    [
      launcher.bytes?.toString() === LAUNCHER,
      'launcher',
      launcher.bytes ? launcher.path : `${launcher.path} is missing`,
    ],
  ];
  if (line !== undefined) pieces.push(bundlePiece(line));
  const source = known === undefined ? 'not known to the client yet' : known.source;
  return [...pieces, [true, 'marketplace', source]];
}

function bundlePiece(root: string): Piece {
  const there = existsSync(join(root, 'dist', 'statusline.cjs'));
  return [there, 'plugin root', there ? root : `${root} has no dist/statusline.cjs`];
}

function piecesOf(installation: Installation, env: Environment): Piece[] {
  const { present } = gatherMcpFacts(installation.scope, installation.project ?? undefined, env);
  const file = readFileState(installation.settings_file);
  const value = readable(file);
  const complete = value !== undefined && hasBaton(value, installation.marketplace_path ?? undefined);
  const untouched = file.bytes !== undefined && sha256(file.bytes) === installation.sha256_after;
  const edited = untouched ? '' : ', edited since';
  const { backup, wrapped } = installation;
  const backupThere = backup === null || existsSync(backup);
  return [
    [complete, 'settings', `${file.path}${complete ? edited : ' lacks an entry that was installed'}`],
    [
      backupThere,
      'backup',
      backup === null
        ? 'none: the file was not there before'
        : `${backup}${backupThere ? '' : ' is missing'}`,
    ],
    [true, 'status line', wrapped === null ? 'wraps none' : `wraps ${shortCommand(wrapped.command)}`],
    ...installation.mcp.servers.map((name): Piece => {
      const there = Object.hasOwn(present, name);
      return [there, 'mcp', there ? name : `${name} was removed since`];
    }),
  ];
}
