import type { Command } from 'commander';
import type { Act } from '../act.ts';
import { taskDoc } from '../task-doc.ts';
import { taskLog } from '../task-log.ts';
import { taskOutput } from '../task-output.ts';
import { taskVerify } from '../task-verify.ts';

/** The verbs of `baton task` that are about a task's document. */
export function taskDocumentVerbs(task: Command, act: Act, setExitCode: (code: number) => void): void {
  task
    .command('doc')
    .argument('<id>', 'the task')
    .option('--path', 'only say where it lies')
    .option('--check', 'say what is wrong with it, with lines and what to do')
    .option('--feature <text...>', 'add a feature to its checklist (may be repeated)')
    .option('--command <line>', 'with one --feature: the command that checks it')
    .description('the document of a task: make it where there is none, and print it')
    .addHelpText(
      'after',
      '\nExamples:\n  baton task doc t1\n  baton task doc t1 --feature "an old token is refused" --command "npm run e2e"',
    )
    .action(act((context, given) => taskDoc(context, given, setExitCode)));

  task
    .command('log')
    .argument('<id>', 'the task')
    .argument(
      '[source]',
      '"-" for an entry on standard input: JSON with did, issues, state and next, or markdown',
    )
    .option('--did <text...>', 'what was done (may be repeated)')
    .option('--issues <text...>', 'what was in the way (may be repeated)')
    .option('--state <text...>', 'how things stand now (may be repeated)')
    .option('--next <text...>', 'what comes next (may be repeated)')
    .description('append to the progress log of a task, for whoever goes on')
    .addHelpText(
      'after',
      '\nExample:\n  baton task log t1 --did "wrote the check" --state "tests pass" --next "refuse old tokens"',
    )
    .action(act((context, given) => taskLog(context, given)));

  task
    .command('verify')
    .argument('<id>', 'the task')
    .argument('<feature>', 'the id of a feature of its checklist')
    .option('--override', 'a person says so, at a terminal outside the client; needs --reason')
    .option('--reason <text>', 'with --override: why')
    .description('let a feature pass: with a check that Baton saw succeed since the last change')
    .addHelpText('after', '\nExample:\n  baton task verify t1 f1')
    .action(act((context, given) => taskVerify(context, given)));

  task
    .command('output')
    .argument('<id>', 'the task')
    .argument('[source]', '"-" for markdown on standard input, with headings of level 3 or deeper')
    .option('--summary <text>', 'what was made')
    .option('--file <text...>', 'a file and what it is (may be repeated)')
    .option('--api <markdown>', 'what others may call')
    .option('--configuration <markdown>', 'what has to be set')
    .option('--note <text...>', 'what to mind when building on it (may be repeated)')
    .option('--replace', 'in place of an output that was written before')
    .description('write what a task gives to the tasks that depend on it')
    .addHelpText(
      'after',
      '\nExample:\n  baton task output t1 --summary "tokens are signed with EdDSA" --file "src/token.ts: sign, verify"',
    )
    .action(act((context, given) => taskOutput(context, given)));
}
