import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { troubleFile, troubleFiles, userFolder } from '../../../src/runtime/client-folder.ts';
import { layoutOf } from '../../../src/store/layout.ts';

const layout = layoutOf('/srv/work/ledger');

describe('userFolder', () => {
  it.each([
    ['the folder that the client was told', { CLAUDE_CONFIG_DIR: '/conf', HOME: '/h' }, '/conf/baton'],
    ['the home folder', { CLAUDE_CONFIG_DIR: '', HOME: '/h' }, '/h/.claude/baton'],
    ['the temporary folder where there is no home', {}, `${tmpdir()}/.claude/baton`],
  ])('lies in %s', (_, env, folder) => {
    expect(userFolder(env)).toBe(folder);
  });
});

describe('troubleFiles', () => {
  it('names the project before the user before the temporary folder', () => {
    const user = ['/h/.claude/baton/errors.jsonl', `${tmpdir()}/baton-errors.jsonl`];
    expect(troubleFiles(layout, { HOME: '/h' })).toEqual(['/srv/work/ledger/.baton/errors.jsonl', ...user]);
    expect(troubleFiles(undefined, { HOME: '/h' })).toEqual(user);
  });
});

describe('troubleFile', () => {
  it.each([[layout], [undefined]])('is the first of them', (known) => {
    expect(troubleFile(known, { HOME: '/h' })).toBe(troubleFiles(known, { HOME: '/h' })[0]);
  });
});
