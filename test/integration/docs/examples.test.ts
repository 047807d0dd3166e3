import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin, REPOSITORY } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const DOCS = join(REPOSITORY, 'docs');
const PAGES = [...readdirSync(join(DOCS, 'examples')).map((file) => `examples/${file}`), 'quick-start.md'];

/** A block of a page: commands to run, and the lines whose parts their output must hold. */
interface Step {
  readonly commands: string;
  readonly shown: string[];
}

beforeAll(() => {
  builtPlugin();
});

function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  for (const [, kind, body = ''] of readFileSync(join(DOCS, page), 'utf8').matchAll(
    /^```(\w+)\n([\s\S]*?)^```$/gm,
  )) {
    if (kind === 'sh') steps.push({ commands: body, shown: [] });
    if (kind === 'text') steps.at(-1)?.shown.push(...body.split('\n').filter((line) => line.trim() !== ''));
  }
  return steps;
}

/** A git project of its own, and a shell in it that goes on from block to block. */
function newShell(): (commands: string) => string {
  const dir = tempDir();
  const project = join(dir, 'project');
  const home = join(dir, 'home');
  for (const folder of [project, home]) mkdirSync(folder);
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\n  name = Ada\n  email = ada@example.com\n[init]\n  defaultBranch = main\n',
  );
  const env = {
    PATH: `${join(builtPlugin(), 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
    ...{ HOME: home, USER: 'ada', LANG: 'C.UTF-8', TZ: 'UTC', NO_COLOR: '1', PROJECT: project },
  };
  const memory = join(dir, 'memory.sh');
  writeFileSync(memory, `cd '${project}'\n`);
  const shell = (commands: string) =>
    execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        `. '${memory}'; set -eu\n${commands}\n{ export -p; declare -p | grep -E '^declare -- [A-Z]+='; echo "cd '$PWD'"; } >'${memory}'`,
      ],
      {
        env,
        encoding: 'utf8',
        cwd: project,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  shell('git init -q && echo shop >README.md && git add . && git commit -qm begin');
  return (commands) => shell(`exec 2>&1\n${commands}`);
}

describe('the documentation', () => {
  it('has six worked examples', () => {
    expect(PAGES).toHaveLength(7);
  });

  it.each(PAGES)('%s runs as it is written, and shows what it says', (page) => {
    const shell = newShell();
    const steps = stepsOf(page);
    expect(steps.length).toBeGreaterThan(3);
    for (const { commands, shown } of steps) {
      let output = '';
      try {
        output = shell(commands);
      } catch (error) {
        const told = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
        throw new Error(`${page}: this block failed.\n${commands}\n${told}`);
      }
      for (const line of shown) expect(output, `${page}, after\n${commands}`).toContain(line);
    }
  });
});
