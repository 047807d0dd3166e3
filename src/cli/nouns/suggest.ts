import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import type { Act, Given } from '../act.ts';
import { textOption } from '../act.ts';
import { suggest } from '../suggest-answer.ts';

/** `baton suggest`: what to do now, and what to do differently. */
export function suggestNoun(program: Command, act: Act): void {
  program
    .command('suggest')
    .option('--hours <count>', 'what of the plan fits into so many hours')
    .description('what to do now and what to change, with the numbers behind it')
    .addHelpText('after', '\nExample:\n  baton suggest --hours 2.5')
    .action(act((context, given) => suggest(context, hoursOf(given))));
}

function hoursOf(given: Given): number | null {
  const text = textOption(given, 'hours');
  if (text === undefined) return null;
  const hours = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (hours > 0) return hours;
  throw new BatonError(
    'E_USAGE',
    `--hours needs a number above 0, such as 2 or 1.5; received ${JSON.stringify(text)}.`,
  );
}
