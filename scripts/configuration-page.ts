import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ConfigSchema, DEFAULT_CONFIG } from '../src/runtime/config-schema.ts';
import { documentedFields } from './docstrings.ts';
import type { Shape } from './shape-text.ts';
import { shapeText } from './shape-text.ts';

const SOURCE = join(import.meta.dirname, '../src/runtime/config-schema.ts');

const INTRODUCTION = `# Settings

Made from the schema of the settings by \`npm run docs\`.

A project's settings are \`.baton/config.json\`, a file to be committed. Everything has a default: the file holds only
what you chose. Change it by hand or with \`baton config set SETTING VALUE\`; it holds from the next event on, without a
restart. A value that does not fit is refused with the reason; a file that was broken by hand is reported by
\`baton doctor\`, and the last good settings hold until it is mended. \`baton config history\` lists the versions,
\`baton config rollback N\` puts one back.

\`\`\`sh
baton config list                             # every setting with its value
baton config set briefing.max_characters 2400
baton config get status_line
\`\`\`
`;

/** The page docs/configuration.md: every setting with what it means, what it may be, and its default. */
export function configurationPage(): string {
  const texts = new Map(documentedFields(readFileSync(SOURCE, 'utf8')).map(({ path, text }) => [path, text]));
  const schema: Shape = JSON.parse(
    JSON.stringify(z.toJSONSchema(ConfigSchema, { io: 'input', unrepresentable: 'any' })),
  );
  const sections = Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== 'version')
    .map(([name, shape]) => section(name, shape, texts));
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

function section(name: string, shape: Shape, texts: ReadonlyMap<string, string>): string {
  const about = texts.get(name) ?? '';
  const members = Object.entries(shape.properties ?? {});
  const rows = (members.length === 0 ? [['', shape] as const] : members).map(([member, one]) => {
    const path = member === '' ? name : `${name}.${member}`;
    const meaning = member === '' ? '' : (texts.get(path) ?? '');
    return `| \`${path}\` | ${cell(meaning)} | ${cell(shapeText(one))} | \`${JSON.stringify(defaultOf(path))}\` |`;
  });
  return [
    `## \`${name}\``,
    '',
    ...(about === '' ? [] : [about, '']),
    '| setting | what it means | what it may be | default |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function defaultOf(path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined,
      DEFAULT_CONFIG,
    );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
