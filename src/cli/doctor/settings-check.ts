import { existsSync } from 'node:fs';
import { readConfig } from '../../runtime/config.ts';
import type { Layout } from '../../store/layout.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';

/** Looks at the project's settings: there, JSON, every one of them valid and known. Reads only. */
export function checkSettings(layout: Layout): Finding {
  if (!existsSync(layout.config))
    return warn('settings', `${layout.config} is missing; the defaults hold`, 'Run `baton init`.');
  try {
    const { problems, from } = readConfig(layout);
    const error = problems.find(({ level }) => level === 'error');
    const holds = from === 'last-good' ? 'The last good settings hold' : 'The defaults hold';
    if (error !== undefined)
      return fail(
        'settings',
        error.message,
        `${holds} until it is mended. \`baton config rollback N\` puts a version back.`,
      );
    const names = problems.map(({ path }) => path).join(', ');
    return problems.length === 0
      ? ok('settings', layout.config)
      : warn(
          'settings',
          `not known to this Baton, kept and not used: ${names}`,
          'Mind the spelling: baton config list',
        );
  } catch (error) {
    return fail('settings', error instanceof Error ? error.message : String(error), 'Mend its permissions.');
  }
}
