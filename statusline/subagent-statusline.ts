import type { JsonObject } from '../src/json-fields.ts';
import { numberAt, objectsAt, parseObject, textAt } from '../src/json-fields.ts';
import type { ColourLevel, Tone } from '../src/render/colour.ts';
import { paint } from '../src/render/colour.ts';
import { durationText } from '../src/render/duration.ts';
import { fitLine } from '../src/render/fit-line.ts';
import { countText } from '../src/render/number-text.ts';
import { plainText } from '../src/render/terminal-text.ts';
import { displayWidth, truncateToWidth } from '../src/render/width.ts';

const USUAL_COLUMNS = 80;
const MAX_NAME = 40;
const MAX_DESCRIPTION = 300;

/** Columns that the type and description keep before time and tokens are left out. */
const LEAST_SAID = 24;

/** What to say in place of the elapsed time, which the client does not give for a task that has ended. */
const ENDINGS: Readonly<Record<string, Tone>> = { completed: 'good', failed: 'bad', killed: 'warn' };

/** The client's word for an ordinary subagent is `local_agent`; other types are said as they are. */
function typeText(task: JsonObject): string {
  const type = textAt(task, 'name') ?? textAt(task, 'type') ?? 'local_agent';
  return plainText(type === 'local_agent' ? 'agent' : type.replaceAll('_', ' '), MAX_NAME) || 'agent';
}

function stateText(task: JsonObject, now: number, level: ColourLevel): string | undefined {
  const status = textAt(task, 'status') ?? 'running';
  const tone = Object.hasOwn(ENDINGS, status) ? ENDINGS[status] : undefined;
  if (tone !== undefined) return paint(status, tone, level);
  const start = numberAt(task, 'startTime');
  return start === undefined ? undefined : durationText(now - start);
}

function content(task: JsonObject, columns: number, now: number, level: ColourLevel): string {
  const type = typeText(task);
  const description = plainText(textAt(task, 'description') ?? textAt(task, 'label') ?? '', MAX_DESCRIPTION);
  const state = stateText(task, now, level);
  const tokens = numberAt(task, 'tokenCount');
  const facts = [
    state === undefined ? undefined : { priority: 2, full: state, short: state },
    tokens === undefined
      ? undefined
      : { priority: 3, full: `${countText(tokens)} tokens`, short: countText(tokens) },
  ].filter((part) => part !== undefined);
  const head = (width: number): string => {
    const said = description === '' ? type : `${type}: ${description}`;
    const cut = truncateToWidth(said, Math.max(1, width));
    return cut.startsWith(type) ? paint(type, 'accent', level) + cut.slice(type.length) : cut;
  };
  const room = { width: columns, separator: ' · ', ellipsis: '…', keepUpTo: 1 };
  const taken = facts.reduce((sum, { short }) => sum + room.separator.length + displayWidth(short), 0);
  const said = { priority: 1, full: head(columns), short: head(Math.max(LEAST_SAID, columns - taken)) };
  return fitLine([said, ...facts], room)[0] ?? type;
}

/**
 * The rows of the client's agent panel, one JSON text per task, `{"id","content"}`: `agent: Write the parser · 2m ·
 * 15.4k tokens`, at most as wide as the payload's `columns` (80 when it says nothing). The description is cut to 24
 * columns before the tokens, then the time, are left out. A task without an id is passed over; a text that is no JSON object gives no rows.
 * `now` is milliseconds since 1970.
 */
export function subagentRows(text: string, now: number, level: ColourLevel): string[] {
  const payload = parseObject(text);
  const columns = Math.max(1, Math.floor(numberAt(payload, 'columns') ?? USUAL_COLUMNS));
  return objectsAt(payload, 'tasks').flatMap((task) => {
    const id = textAt(task, 'id');
    return id === undefined ? [] : [JSON.stringify({ id, content: content(task, columns, now, level) })];
  });
}
