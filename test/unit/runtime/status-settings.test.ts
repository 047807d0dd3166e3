import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StatusLineSettings } from '../../../src/runtime/status-settings.ts';
import { readStatusLineSettings } from '../../../src/runtime/status-settings.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const NOTHING = {
  segments: undefined,
  preset: undefined,
  theme: undefined,
  colours: undefined,
  links: undefined,
  icons: undefined,
  refresh: undefined,
  wrapped: undefined,
};

interface Texts {
  readonly config?: string;
  readonly installs?: string;
}

function settingsFrom({ config, installs }: Texts, env: Record<string, string> = {}): StatusLineSettings {
  const root = tempDir();
  const claude = join(root, 'claude');
  mkdirSync(join(root, '.baton'));
  mkdirSync(join(claude, 'baton'), { recursive: true });
  if (config !== undefined) writeFileSync(join(root, '.baton', 'config.json'), config);
  if (installs !== undefined) writeFileSync(join(claude, 'baton', 'installs.json'), installs);
  return readStatusLineSettings({
    projectRoot: root,
    projectDir: '/srv/work/ledger',
    env: { CLAUDE_CONFIG_DIR: claude, ...env },
  });
}

const install = (scope: string, project: string | null, command: string | null) => ({
  scope,
  project,
  wrapped: command === null ? null : { command },
});
const USER = install('user', null, 'user-line');
const PROJECT = install('project', '/srv/work/ledger', 'project-line');
const LOCAL = install('local', '/srv/work/ledger/', 'local-line');
const OTHER = install('project', '/srv/work/other', 'other-line');

describe('readStatusLineSettings', () => {
  it('has no setting where there are no files', () => {
    expect(settingsFrom({})).toEqual(NOTHING);
    expect(readStatusLineSettings({ projectRoot: undefined, projectDir: '/', env: {} })).toEqual(NOTHING);
  });

  it('reads segments, icons and refresh', () => {
    const config = '{"format":1,"status_line":{"segments":["mode",7,"cost"],"icons":"nerd","refresh":5}}';
    expect(settingsFrom({ config })).toEqual({
      ...NOTHING,
      segments: ['mode', 'cost'],
      icons: 'nerd',
      refresh: 5,
    });
  });

  it('reads preset, theme, colours and links', () => {
    const status_line = {
      preset: 'full',
      theme: 'mono',
      colours: { accent: 'bold red', nothing: 'red', bad: 7, good: '' },
      links: false,
    };
    expect(settingsFrom({ config: JSON.stringify({ status_line }) })).toEqual({
      ...NOTHING,
      preset: 'full',
      theme: 'mono',
      colours: { accent: 'bold red' },
      links: false,
    });
  });

  it.each([
    '',
    '{',
    '[]',
    '{"status_line":null}',
    '{"status_line":{"preset":"huge","theme":7,"colours":["red"],"links":"yes"}}',
    '{"status_line":{"segments":"mode","icons":"emoji","refresh":"5"}}',
  ])('has no setting in %s', (config) => {
    expect(settingsFrom({ config, installs: config })).toEqual(NOTHING);
  });

  it.each([
    ['the user scope', [USER, OTHER], 'user-line'],
    ['the project before the user', [USER, PROJECT], 'project-line'],
    ['the local scope before the project', [PROJECT, LOCAL, USER], 'local-line'],
    [
      'nothing where the nearest wraps nothing',
      [USER, install('project', '/srv/work/ledger', null)],
      undefined,
    ],
    ['nothing of another project', [OTHER], undefined],
  ])('takes the wrapped command of %s', (_, installs, wrapped) => {
    expect(settingsFrom({ installs: JSON.stringify({ format: 1, installs }) }).wrapped).toBe(wrapped);
  });

  it('never takes a command from the project', () => {
    const config = JSON.stringify({ status_line: { wrapped: 'evil' }, installs: [USER] });
    expect(settingsFrom({ config }).wrapped).toBeUndefined();
  });

  it('finds the list under HOME without CLAUDE_CONFIG_DIR', () => {
    const home = tempDir();
    mkdirSync(join(home, '.claude', 'baton'), { recursive: true });
    writeFileSync(join(home, '.claude', 'baton', 'installs.json'), JSON.stringify({ installs: [USER] }));
    const found = readStatusLineSettings({ projectRoot: undefined, projectDir: '/', env: { HOME: home } });
    expect(found.wrapped).toBe('user-line');
  });
});
