import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { HAS_TMUX, tmuxShell } from '../../helpers/tmux-shell.ts';
import { run } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

/** A project with a sprint, and a shell in it that shows a mark, and then the live dashboard. */
async function watching(columns = 80, rows = 24) {
  const cwd = tempDir();
  for (const words of [
    ['init'],
    ['epic', 'create', 'auth', '--title', 'Sign-in'],
    ['sprint', 'create', 's1', '--epic', 'auth', '--name', '日本 👩‍💻'],
    ['task', 'add', 't1', '--sprint', 's1', '--title', 'Rotate keys'],
  ]) {
    expect(await run(words, { cwd })).toMatchObject({ code: 0 });
  }
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: tempDir(),
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    PS1: 'ready> ',
  };
  const shell = await tmuxShell(cwd, env, { columns, rows });
  await shell.shows('ready>');
  const baton = join(builtPlugin(), 'bin', 'baton');
  await shell.line(
    `echo 'the mark'; sh -c 'echo $$ >pid; exec ${baton} dashboard --watch --interval 0.2'; echo "ended with $?"`,
  );
  await shell.shows('Sprint s1');
  return { cwd, shell };
}

describe.skipIf(!HAS_TMUX)('baton dashboard --watch on a real terminal', () => {
  it('fills the screen with straight lines, follows what happens, and its pages', async () => {
    const { cwd, shell } = await watching();
    expect(await shell.state()).toEqual({ alternate: true, cursor: false });
    const lines = (await shell.screen()).split('\n').slice(0, 24);
    expect(
      lines
        .slice(1, -1)
        .filter((line) => line.startsWith('│'))
        .map((line) => stringWidth(line)),
    ).toSatisfy((widths: number[]) => widths.length > 3 && widths.every((width) => width === 80));
    expect(await run(['task', 'add', 't2', '--sprint', 's1', '--title', 'Sign out'], { cwd })).toMatchObject({
      code: 0,
    });
    await shell.shows('Sign out');
    await shell.keys('3');
    await shell.shows('In progress');
    await shell.keys('Tab');
    await shell.shows('Tokens');
    await shell.keys('q');
    await shell.shows('ended with 0');
  });

  it('follows a resize, and writes whole screens then only', async () => {
    const { shell } = await watching(100, 30);
    await shell.resize(60, 20);
    await shell.shows(/^╭─ Sprint s1.{30,60}╮$/m);
    const screen = await shell.screen();
    for (const line of screen.split('\n').filter((one) => one.startsWith('│')))
      expect(stringWidth(line)).toBe(60);
    // Some rounds of drawing pass: the clock has gone on.
    const clock = /\d\d:\d\d:\d\d/.exec(screen)?.[0] ?? '';
    await expect.poll(async () => (await shell.screen()).includes(clock), { timeout: 5_000 }).toBe(false);
    expect(shell.written().split('\x1b[2J')).toHaveLength(3);
    await shell.keys('q');
    await shell.shows('ended with 0');
  });

  it.each([
    ['q', async (shell: Awaited<ReturnType<typeof watching>>['shell']) => shell.keys('q')],
    ['Ctrl-C', async (shell: Awaited<ReturnType<typeof watching>>['shell']) => shell.keys('C-c')],
  ])('ends on %s with the terminal as it was', async (_, end) => {
    const { shell } = await watching();
    await end(shell);
    const screen = await shell.shows('ended with 0');
    expect(screen).toContain('the mark');
    expect(screen).not.toContain('Sprint s1');
    expect(await shell.state()).toEqual({ alternate: false, cursor: true });
    await shell.line("stty -a | grep -o '[-]*echo \\|[-]*icanon '; echo typed");
    expect(await shell.shows(/^typed/m)).toMatch(/^icanon\s+^echo\s/m);
  });

  it('ends on SIGTERM with the terminal as it was', async () => {
    const { cwd, shell } = await watching();
    const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'));
    process.kill(pid, 'SIGTERM');
    expect(await shell.shows('ended with 0')).toContain('the mark');
    expect(await shell.state()).toEqual({ alternate: false, cursor: true });
  });
});
