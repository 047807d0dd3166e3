import { execFileSync } from 'node:child_process';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** git in one folder, by an author of its own and without this machine's settings. */
export function gitIn(directory: string, env: Readonly<Record<string, string>> = {}) {
  return (...words: string[]): string =>
    execFileSync('git', ['-C', directory, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: directory,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...IDENTITY,
        ...env,
      },
    }).trim();
}

/** Makes `directory` a repository on the branch main. */
export function gitProject(directory: string) {
  const git = gitIn(directory);
  git('init', '--quiet', '--initial-branch=main');
  return git;
}
