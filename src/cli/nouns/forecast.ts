import type { Command } from 'commander';
import type { Act } from '../act.ts';
import { textOption } from '../act.ts';
import { forecastTask, forecastWork, testForecasts } from '../forecast-answer.ts';
import { wholeOption } from '../number-option.ts';

/** `baton forecast`: when work will be done, as far as what was done so far can tell. */
export function forecastNoun(program: Command, act: Act): void {
  program
    .command('forecast')
    .argument('[sprint]', "the sprint; without one, the session's, else all that are open")
    .option('--task <id>', 'how long one task may take, from tasks like it')
    .option('--backtest', 'how often such forecasts would have held on the history so far')
    .option('--seed <number>', 'the same seed gives the same forecast', '1')
    .option('--trials <count>', 'how many futures are tried', '5000')
    .description('when the work will be done: a date for 50, 85 and 95 of 100 futures like the past')
    .addHelpText(
      'after',
      '\nExamples:\n  baton forecast sprint-2\n  baton forecast --task t-12\n  baton forecast --backtest',
    )
    .action(
      act((context, given) => {
        const trials = {
          trials: wholeOption(given, 'trials', 100, 100_000),
          seed: wholeOption(given, 'seed', 0, 4_294_967_295),
        };
        const task = textOption(given, 'task');
        if (task !== undefined) forecastTask(context, task);
        else if (given.options.backtest === true) testForecasts(context, trials);
        else forecastWork(context, given.args[0], trials);
      }),
    );
}
