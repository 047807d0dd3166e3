import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/install/arguments.ts';

describe('the arguments of the installer', () => {
  it('default to installing for the person, in the project', () => {
    expect(readArguments([])).toEqual({
      action: 'install',
      scope: 'local',
      project: undefined,
      dryRun: false,
      yes: false,
      purge: false,
      help: false,
    });
  });

  it('are read in any order', () => {
    const request = readArguments([
      '--scope',
      'local',
      'uninstall',
      '--purge',
      '-y',
      '--project=/p',
      '--dry-run',
    ]);
    expect(request).toMatchObject({
      action: 'uninstall',
      scope: 'local',
      project: '/p',
      dryRun: true,
      yes: true,
      purge: true,
    });
  });

  it.each([
    [['instal'], /action to be one of install, uninstall, status, got "instal"/],
    [['--scope', 'global'], /--scope to be one of project, user, local, got "global"/],
    [['--force'], /--force/],
    [['install', 'there'], /"there" is one argument too many/],
    [['--purge'], /--purge belongs to uninstall/],
  ])('%j is wrong usage, and the text names it', (argv, message) => {
    expect(() => readArguments(argv)).toThrow(message);
    expect(() => readArguments(argv)).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
  });
});
