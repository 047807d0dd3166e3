import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { HAS_TMUX, tmuxShell } from '../../helpers/tmux-shell.ts';
import { run } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

function installed(shell: string): boolean {
  try {
    execFileSync(shell, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A project with a sprint, the environment of a shell in it that finds baton, and the script for that shell. */
async function ready(shell: string) {
  const cwd = tempDir();
  for (const words of [
    ['init'],
    ['epic', 'create', 'auth', '--title', 'Sign-in'],
    ['sprint', 'create', 'tokens-1', '--epic', 'auth', '--name', 'Tokens'],
  ]) {
    expect(await run(words, { cwd })).toMatchObject({ code: 0 });
  }
  const script = join(cwd, 'completion');
  writeFileSync(script, (await run(['completion', shell], { cwd })).out);
  const env = {
    PATH: `${join(builtPlugin(), 'bin')}:${dirname(process.execPath)}:${process.env.PATH}`,
    ...(process.env.LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH }),
    ...{ HOME: tempDir(), LANG: 'C.UTF-8', TERM: 'xterm-256color', PS1: 'ready> ' },
  };
  return { cwd, env, script };
}

describe('the completion of bash', () => {
  it.each([
    [['baton', 'spr'], 'sprint'],
    [['baton', 'sprint', 'start', 'to'], 'tokens-1'],
    [['baton', 'dashboard', '--view', 'sess'], 'sessions'],
    [['baton', 'dashboard', '--view', '=', 'sess'], 'sessions'],
  ])('%j gives %s', async (words, expected) => {
    const { cwd, env, script } = await ready('bash');
    const program = `. ${script}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _baton_complete; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['--norc', '-c', program, 'bash', ...words], {
      cwd,
      env,
      encoding: 'utf8',
    });
    expect(out).toBe(`${expected}\n`);
  });

  it.skipIf(!HAS_TMUX)('completes on Tab, and offers files where it knows nothing', async () => {
    const { cwd, env } = await ready('bash');
    writeFileSync(join(cwd, 'operations.json'), '[]');
    const shell = await tmuxShell(cwd, env, { columns: 80, rows: 10 });
    await shell.shows('ready>');
    await shell.line('eval "$(baton completion bash)"; clear');
    await shell.keys('baton sprint st', 'Tab', 'to', 'Tab');
    await shell.shows('baton sprint start tokens-1');
    await shell.keys('C-u', 'baton state batch oper', 'Tab');
    await shell.shows('baton state batch operations.json');
  });
});

describe.skipIf(!installed('zsh'))('the completion of zsh', () => {
  it('completes on Tab', async () => {
    const { cwd, env, script } = await ready('zsh');
    const shell = await tmuxShell(cwd, env, { columns: 80, rows: 10 });
    await shell.shows('ready>');
    await shell.line('exec zsh -f');
    await shell.line(`PS1='in zsh> '; autoload -U compinit; compinit -u -D; . ${script}; clear`);
    await shell.shows('in zsh>');
    await shell.keys('baton sprint st', 'Tab', 'to', 'Tab');
    await shell.shows('baton sprint start tokens-1');
  });
});

describe.skipIf(!installed('fish'))('the completion of fish', () => {
  it('gives words with what they are', async () => {
    const { cwd, env, script } = await ready('fish');
    const ask = (line: string) =>
      execFileSync('fish', ['--no-config', '-c', `source ${script}; complete -C '${line}'`], {
        cwd,
        env,
        encoding: 'utf8',
      });
    expect(ask('baton sprint start to')).toBe('tokens-1\tTokens\n');
    expect(ask('baton dashb')).toContain('dashboard\tthe project on one screen');
  });
});
