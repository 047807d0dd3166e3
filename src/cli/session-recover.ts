import { existsSync } from 'node:fs';
import { counted } from '../counted.ts';
import { BatonError } from '../errors.ts';
import { paint } from '../render/colour.ts';
import { plainText } from '../render/terminal-text.ts';
import type { StreamRecovery } from '../runtime/recover-streams.ts';
import {
  inspectNamed,
  recoverNamed,
  reenterSessions,
  SHARED_STREAM,
  sessionFolders,
} from '../runtime/recover-streams.ts';
import { isSafeId } from '../store/safe-id.ts';
import { isDamaged } from '../store/stream-damage.ts';
import type { Given } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { chosenSession } from './session-choice.ts';

/** `session recover`. */
export function recover(context: CommandContext, given: Given): void {
  const { layout, store } = context;
  const isAll = given.options.all === true;
  const streams = isAll ? [SHARED_STREAM, ...sessionFolders(layout)] : [named(context, given.args[0])];
  if (given.options.dryRun === true) {
    inspect(context, streams);
    return;
  }
  const done = streams.map((stream) => recoverNamed(layout, store, stream));
  const entered = isAll ? reenterSessions(layout, store) : [];
  context.answer({ streams: done.map(row), entered }, () => {
    const mended = done.filter(({ mended }) => mended?.aside !== null);
    return [
      ...mended.flatMap((one) => sheet(one, context)),
      ...(mended.length === 0 ? [soundness(done)] : []),
      ...entered.map((id) => `Session ${plainText(id, 60)} is in the list of sessions again.`),
    ];
  });
}

// A session whose entry in the list was lost is still found by the name of its folder.
function named(context: CommandContext, id: string | undefined): string {
  if (id === SHARED_STREAM) return id;
  const isFolder = id !== undefined && isSafeId(id) && existsSync(context.layout.session(id));
  return isFolder ? id : chosenSession(context, id);
}

function inspect(context: CommandContext, streams: readonly string[]): void {
  const found = streams.map((stream) => inspectNamed(context.layout, stream));
  const damaged = found.filter(({ damage }) => isDamaged(damage));
  if (damaged.length > 0) {
    const list = damaged.map(({ stream, damage }) => `${plainText(stream, 60)}: ${whatIs(damage)}`);
    throw new BatonError(
      'E_CORRUPT',
      `${list.join('; ')}. \`baton session recover\` keeps what is damaged aside and makes the rest whole; ` +
        'records that are whole stay as they are. Nothing was written.',
      { streams: damaged.map(row) },
    );
  }
  context.answer({ streams: found.map(row), entered: [] }, () => [soundness(found)]);
}

function row({ stream, damage, mended }: StreamRecovery) {
  return {
    stream,
    records: damage.records,
    damaged_records: damage.lines.length,
    damaged_caches: damage.caches.length,
    missing_bases: damage.missingBases,
    missing_segments: damage.missingSegments,
    lost_records: mended?.lost ?? null,
    aside: mended?.aside ?? null,
  };
}

function sheet({ stream, damage, mended }: StreamRecovery, context: CommandContext): string[] {
  const lost = mended?.lost ?? 0;
  return [
    paint(`${plainText(stream, 60)}: mended (${whatIs(damage)})`, 'strong', context.colours),
    `  What is whole stayed as it is: ${counted(damage.records, 'record')}.`,
    ...(lost === 0
      ? []
      : [
          `  ${lost} record${lost === 1 ? ' is' : 's are'} lost for good; what a cache still knew of them is kept.`,
        ]),
    `  Kept aside: ${plainText(mended?.aside ?? '', 300)}`,
  ];
}

function soundness(found: readonly StreamRecovery[]): string {
  const records = found.reduce((sum, { damage }) => sum + damage.records, 0);
  const lost = found.reduce((sum, { mended }) => sum + (mended?.lost ?? 0), 0);
  const gone = lost === 0 ? '' : ` ${lost} lost earlier cannot be brought back.`;
  return `Nothing is damaged: ${counted(records, 'record')} in ${counted(found.length, 'log')} fit their checksums.${gone}`;
}

function whatIs({ lines, caches, missingBases }: StreamRecovery['damage']): string {
  const parts = [
    [lines.length, 'damaged record'],
    [caches.length, 'damaged cache'],
    [missingBases.length, 'missing base'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => counted(count, what))
    .join(', ');
}
