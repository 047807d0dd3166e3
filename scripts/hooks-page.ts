import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { DECISION_EVENT_SCHEMAS } from '../src/messaging/decision-schema.ts';
import { MESSAGE_EVENT_SCHEMAS } from '../src/messaging/message-schema.ts';
import { SESSION_EVENT_SCHEMAS } from '../src/session/event-schemas.ts';
import { documentedFields } from './docstrings.ts';
import type { Shape } from './shape-text.ts';
import { shapeText } from './shape-text.ts';

const ROOT = join(import.meta.dirname, '..');

const INTRODUCTION = `# Hooks and events

Made from \`hooks/hooks.json\` and the schemas of the events by \`npm run docs\`.

The client fires **hooks**; Baton makes **events** of them and writes those to the session's log. What a session is now
follows from its events and from nothing else: \`baton event list\` shows them, \`baton event follow --all\` as they happen.

## Hooks

A hook that is *answered* keeps the client waiting for one short process. One that is only *recorded* is handed to a
process in the background: the client waits 2 ms, for the shell. In a project without \`.baton/\` neither starts anything.
`;

const ABOUT_EVENTS = `## Events

An event is a fact in the past tense. Its shape never changes once released; a new shape gets a new name. Every record
carries when (\`timestamp\`), who wrote it (\`by\`), and an id.
`;

/** By the words of hooks/guard.sh. */
const WAYS: Readonly<Record<string, string>> = {
  tell: 'recorded',
  watch: 'recorded, where the command may check or commit',
  edit: 'recorded; answered for a task document',
};

/** The page docs/hooks-and-events.md: which hooks there are, and every event with its data. */
export function hooksPage(): string {
  return [INTRODUCTION, hookTable(), '', ABOUT_EVENTS, ...eventSections()].join('\n');
}

interface HooksFile {
  readonly hooks: Readonly<
    Record<
      string,
      readonly {
        readonly matcher?: string;
        readonly hooks: readonly {
          readonly command: string;
          readonly if?: string;
          readonly timeout: number;
        }[];
      }[]
    >
  >;
}

function hookTable(): string {
  const file: HooksFile = JSON.parse(readFileSync(join(ROOT, 'hooks/hooks.json'), 'utf8'));
  const rows = Object.entries(file.hooks).flatMap(([event, groups]) =>
    groups.flatMap(({ matcher, hooks }) =>
      hooks.map((hook) => {
        const tools = hook.if ?? matcher?.split('|').join(', ') ?? '';
        const way = WAYS[/ -- (\w+) /.exec(hook.command)?.[1] ?? ''] ?? 'answered';
        return `| \`${event}\` | ${tools === '' ? 'all' : `\`${tools}\``} | ${way} | ${hook.timeout} s |`;
      }),
    ),
  );
  return ['| event of the client | for | it is | at most |', '|---|---|---|---|', ...rows].join('\n');
}

type Schemas = Readonly<Record<string, z.ZodMiniType>>;

const SOURCES = [
  'src/session/event-schemas.ts',
  'src/session/evidence-event-schemas.ts',
  'src/session/continuity-event-schemas.ts',
  'src/session/place-event-schemas.ts',
  'src/session/task-document-event-schemas.ts',
  'src/messaging/message-schema.ts',
  'src/messaging/decision-schema.ts',
];

function eventSections(): string[] {
  const texts = new Map<string, string>();
  for (const source of SOURCES) {
    for (const { path, text } of documentedFields(readFileSync(join(ROOT, source), 'utf8'))) {
      const name = path.replace(/^.*?\b([a-z]+(?:_[a-z]+)+)$/, '$1');
      if (!texts.has(name)) texts.set(name, text);
    }
  }
  return [
    ...section('Of a session', SESSION_EVENT_SCHEMAS, texts),
    ...section('Of messages, shared by all sessions', MESSAGE_EVENT_SCHEMAS, texts),
    ...section('Of decisions, shared by all sessions', DECISION_EVENT_SCHEMAS, texts),
  ];
}

function section(title: string, schemas: Schemas, texts: ReadonlyMap<string, string>): string[] {
  const rows = Object.entries(schemas).map(([type, schema]) => {
    const shape: Shape = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' })));
    const data = Object.entries(shape.properties ?? {}).map(
      ([name, one]) =>
        `\`${name}\`${shape.required?.includes(name) === false ? ' (optional)' : ''}: ${shapeText(one)}`,
    );
    const about = texts.get(type) ?? '';
    return `| \`${type}\` | ${[about, data.join('; ') || 'nothing']
      .filter((one) => one !== '')
      .join(' ')
      .replaceAll('|', '\\|')} |`;
  });
  return [`### ${title}`, '', '| event | its data |', '|---|---|', ...rows, ''];
}
