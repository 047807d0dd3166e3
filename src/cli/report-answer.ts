import { extname, join, resolve } from 'node:path';
import { BatonError, systemCode } from '../errors.ts';
import type { Report } from '../insight/report.ts';
import { bytesText } from '../render/number-text.ts';
import { plainText } from '../render/terminal-text.ts';
import { replaceFile } from '../store/atomic-file.ts';
import { toPathSegment } from '../store/safe-id.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { knownWord } from './known-word.ts';
import { wholeOption } from './number-option.ts';
import { projectReportData, sessionReportData } from './report-data.ts';
import { chosenSession } from './session-choice.ts';

const FORMATS = ['md', 'json', 'html'] as const;
type Format = (typeof FORMATS)[number];

/** `baton report`: prints a report, or writes it to a file and says where. */
export async function makeReport(context: CommandContext, given: Given): Promise<void> {
  const out = textOption(given, 'out');
  const named = given.args[0] ?? context.options.session;
  const isLog = given.options.log === true;
  if (isLog && (named === undefined || out !== undefined))
    throw new BatonError('E_USAGE', '--log needs a session, and no --out: it chooses the file itself.');
  const format = formatOf(context, given, out);
  const report =
    named === undefined
      ? projectReportData(context, wholeOption(given, 'limit', 1, 100_000))
      : sessionReportData(context, chosenSession(context, named));
  const file = isLog
    ? logFile(context, report, format)
    : out === undefined
      ? undefined
      : resolve(context.host.cwd, out);
  const text = await textOf(report, format);
  if (file === undefined) {
    context.host.out(text);
    return;
  }
  write(file, text);
  const bytes = Buffer.byteLength(text);
  context.answer({ file, format, bytes }, () => [`Wrote ${plainText(file, 400)} (${bytesText(bytes)}).`]);
}

function formatOf(context: CommandContext, given: Given, out: string | undefined): Format {
  const named = knownWord(textOption(given, 'format'), FORMATS, 'format');
  if (named !== undefined) return named;
  const ending = out === undefined ? '' : extname(out).slice(1);
  const byEnding = FORMATS.find((format) => format === (ending === 'htm' ? 'html' : ending));
  return byEnding ?? (context.options.json && out === undefined ? 'json' : 'md');
}

async function textOf(report: Report, format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  return (await import('../render/report/report-text.ts')).reportText(report, format);
}

function logFile(context: CommandContext, report: Report, format: Format): string {
  if (report.kind !== 'session') throw new BatonError('E_USAGE', '--log needs a session.');
  const { number, id } = report.session;
  return join(
    context.layout.reports,
    `${String(number).padStart(5, '0')}-${toPathSegment(id, 'session')}.${format}`,
  );
}

function write(file: string, text: string): void {
  try {
    replaceFile(file, text, { durable: false });
  } catch (error) {
    throw new BatonError(
      'E_NOT_FOUND',
      `${file} cannot be written (${systemCode(error) ?? 'unknown error'}). Name a file that you may write to.`,
      { file },
    );
  }
}
