import type { Command } from 'commander';
import type { Act } from '../act.ts';
import { makeReport } from '../report-answer.ts';

/** `baton report`: a session, or the whole project, to read, to keep and to send. */
export function reportNoun(program: Command, act: Act): void {
  program
    .command('report')
    .argument('[id]', 'the session, or the beginning of its id; without one, the whole project')
    .option('--format <format>', 'md, json or html; without it, by the ending of --out, else md')
    .option('--out <file>', 'write it there instead of printing it')
    .option('--log', "write a session's report into .baton/reports/")
    .option('--limit <count>', 'of a project, at most so many sessions, the newest', '200')
    .description('the report of a session or of the project: Markdown, JSON, or an HTML page with charts')
    .addHelpText(
      'after',
      '\nExamples:\n  baton report "#12" --out session.html\n  baton report --format json\n\n' +
        'The JSON is described by docs/report.schema.json. The HTML page needs nothing beside it, and no script.',
    )
    .action(act(makeReport));
}
