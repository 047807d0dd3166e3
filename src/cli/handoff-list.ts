import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handoff } from '../continuity/handoff.ts';
import { HandoffSchema } from '../continuity/handoff-schema.ts';
import { own } from '../own-field.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import { handoffNames } from '../runtime/handoff-files.ts';
import { openShared } from '../runtime/session-streams.ts';
import type { Given } from './act.ts';
import { countOption } from './act.ts';
import type { CommandContext } from './command-context.ts';

/** `session handoffs`. */
export function listHandoffs(context: CommandContext, given: Given): void {
  const { handoffs: claims, registry } = openShared(context.layout).state;
  const all = handoffNames(context.layout)
    .map((name) => ({ name, handoff: readHandoff(context, name) }))
    .sort((left, right) => ((left.handoff?.timestamp ?? '') < (right.handoff?.timestamp ?? '') ? 1 : -1))
    .slice(0, countOption(given, 'limit'));
  const rows = all.map(({ name, handoff }) => {
    const claim = handoff === undefined ? undefined : own(claims, handoff.from_session);
    const taker = claim?.sequence === handoff?.sequence ? claim?.session_id : undefined;
    return {
      name,
      from_session: handoff?.from_session ?? null,
      number: handoff?.number ?? null,
      sequence: handoff?.sequence ?? null,
      reason: handoff?.reason ?? null,
      timestamp: handoff?.timestamp ?? null,
      to_session: handoff?.to_session ?? null,
      taken_by: taker ?? null,
      readable: handoff !== undefined,
    };
  });
  const numberOf = (id: string | null) => (id === null ? undefined : own(registry.sessions, id)?.number);
  context.answer(rows, () =>
    rows.length === 0
      ? [
          'No handoff yet. Sessions make one when they end, before a compaction, and on `baton session handoff`.',
        ]
      : table(
          [
            { title: 'of', align: 'right' },
            { title: 'no', align: 'right' },
            { title: 'why' },
            { title: 'age', align: 'right' },
            { title: 'taken by' },
            { title: 'file', shrinks: true },
          ],
          rows.map((row) => [
            row.number === null ? '?' : `#${row.number}`,
            String(row.sequence ?? '?'),
            row.readable ? (row.reason ?? '') : paint('cannot be read', 'warn', context.colours),
            row.timestamp === null ? '' : durationText(context.host.now() - Date.parse(row.timestamp)),
            row.taken_by === null ? '' : `#${numberOf(row.taken_by) ?? '?'}`,
            plainText(`${row.name}.md`, 200),
          ]),
          { width: context.width, colours: context.colours },
        ),
  );
}

function readHandoff({ layout }: CommandContext, name: string): Handoff | undefined {
  try {
    return HandoffSchema.parse(JSON.parse(readFileSync(join(layout.handoffs, `${name}.json`), 'utf8')));
  } catch {
    return undefined;
  }
}
