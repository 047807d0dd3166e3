import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GitLookPlace } from '../src/runtime/git-look.ts';

/**
 * $1 is the work tree, $2 the file for what git says of it: the branch, commits ahead and behind, paths changed and in
 * conflict. No answer leaves no file. Git takes no lock, and is ended when it has used the processor for 30 s.
 */
const SCRIPT = `umask 077; ulimit -t 30
git --no-optional-locks -C "$1" status --porcelain=v2 --branch </dev/null 2>/dev/null | LC_ALL=C awk '
/^# branch.head /{b=substr($0,15)} /^# branch.ab /{a=substr($3,2);d=substr($4,2)} /^[12?] /{c++} /^u /{u++}
END{if(b=="")exit 1;printf "baton-git 1\\n%s\\n%d %d\\n%d %d\\n",b,a,d,c,u}' >"$2.$$" && mv -f "$2.$$" "$2" || rm -f "$2.$$"`;

/**
 * Has git look at a work tree while this process goes on and ends. Notes first that it has begun, so that of several
 * lines that are rendered at once only the next one in time asks again.
 *
 * @throws the system's error when the folder of the cache cannot be written.
 */
export function startGitLook({ directory, file }: GitLookPlace): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.begun`, '1', { mode: 0o600 });
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'baton-git', directory, file], {
    detached: true,
    stdio: 'ignore',
  });
  child.on('error', () => {});
  child.unref();
}
