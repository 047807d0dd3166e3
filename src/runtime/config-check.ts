import { nearest } from '../nearest.ts';
import { SEGMENT_NAMES } from '../render/status-line-words.ts';
import { parseStyle } from '../render/themes.ts';
import type { Config } from './config-schema.ts';
import { ConfigSchema, DEFAULT_CONFIG, OPEN_SETTINGS } from './config-schema.ts';

/** Something about the settings: an `error` makes them unusable, a `warning` does not. */
export interface ConfigProblem {
  readonly level: 'error' | 'warning';
  /** The setting, dotted; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The settings that `value` stands for, with the defaults filled in; undefined when one of them does not fit. */
export function checkConfig(value: unknown): {
  readonly config: Config | undefined;
  readonly problems: readonly ConfigProblem[];
} {
  const result = ConfigSchema.safeParse(value);
  if (result.success) {
    const problems = [...unknownKeys(value, DEFAULT_CONFIG, []), ...statusLineProblems(result.data)];
    return { config: result.data, problems };
  }
  return {
    config: undefined,
    problems: result.error.issues.map((issue) => {
      const path = issue.path.join('.');
      const wanted = 'expected' in issue ? ` Expected: ${String(issue.expected)}.` : allowed(issue);
      const found = JSON.stringify(valueAt(value, issue.path))?.slice(0, 80) ?? 'nothing';
      const subject = path === '' ? 'The settings are' : `The setting ${path} is`;
      return { level: 'error', path, message: `${subject} not valid: ${found}.${wanted}` };
    }),
  };
}

/** Names and looks that the status line passes over, which a person would wonder about. */
function statusLineProblems({ status_line: { segments, colours } }: Config): ConfigProblem[] {
  const names: readonly string[] = SEGMENT_NAMES;
  const unknown = (segments ?? []).filter((name) => !names.includes(name));
  const odd = Object.entries(colours).filter(([, words]) => parseStyle(words) === undefined);
  return [
    ...unknown.map((name): ConfigProblem => {
      const near = nearest(name, names);
      const hint = near === undefined ? '' : ` Did you mean ${near}?`;
      return {
        level: 'warning',
        path: 'status_line.segments',
        message: `The status line has no segment ${JSON.stringify(name.slice(0, 40))}.${hint} There are: ${names.join(', ')}.`,
      };
    }),
    ...odd.map(
      ([tone, words]): ConfigProblem => ({
        level: 'warning',
        path: `status_line.colours.${tone}`,
        message: `${JSON.stringify(words)} is no look. Expected a colour (red, bright-red, grey, 0 to 255, #rrggbb) and bold, dim, italic or underline.`,
      }),
    ),
  ];
}

function allowed(issue: object): string {
  if ('values' in issue && Array.isArray(issue.values))
    return ` Expected one of: ${issue.values.join(', ')}.`;
  if ('minimum' in issue) {
    const above = 'inclusive' in issue && issue.inclusive === false;
    return ` Expected ${above ? 'more than' : 'at least'} ${String(issue.minimum)}.`;
  }
  return 'maximum' in issue ? ` Expected at most ${String(issue.maximum)}.` : '';
}

function unknownKeys(value: unknown, known: unknown, at: readonly string[]): ConfigProblem[] {
  if (!isRecord(value) || !isRecord(known) || OPEN_SETTINGS.has(at.join('.'))) return [];
  return Object.entries(value).flatMap(([key, part]): ConfigProblem[] => {
    const path = [...at, key];
    if (Object.hasOwn(known, key)) return unknownKeys(part, known[key], path);
    const name = path.join('.');
    return [
      {
        level: 'warning',
        path: name,
        message: `This Baton knows no setting ${name}; it is kept and not used.`,
      },
    ];
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => (isRecord(at) ? at[String(step)] : undefined), value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
