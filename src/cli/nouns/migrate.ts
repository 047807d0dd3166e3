import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { BatonError, systemCode } from '../../errors.ts';
import { migrateV1 } from '../../plan/v1/migrate-v1.ts';
import { paint } from '../../render/colour.ts';
import { headBranch } from '../../runtime/git-head.ts';
import { readManifests } from '../../runtime/migration/manifest.ts';
import { preparePlan } from '../../runtime/migration/prepare.ts';
import { runMigration } from '../../runtime/migration/run-migration.ts';
import { undoMigration } from '../../runtime/migration/undo-migration.ts';
import { readDocument } from '../../store/document.ts';
import { isSafeId } from '../../store/safe-id.ts';
import type { Act } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { reportJson, reportLines } from '../migration-report.ts';

const EXAMPLES = `
Examples:
  baton migrate v1 .claude/state/orchestration.json --dry-run
  baton migrate v1 .claude/state/orchestration.json
  baton migrate rollback`;

/** `baton migrate`: from the state file of version 1 to this version, and back. */
export function migrateNoun(program: Command, act: Act): void {
  const migrate = program
    .command('migrate')
    .description('take over the state file of version 1, and the way back')
    .addHelpText('after', EXAMPLES);

  migrate
    .command('v1')
    .argument('<file>', 'the JSON file of version 1; it is only read')
    .option('--dry-run', 'only report what would be done')
    .option('--merge', 'join epics, sprints and teams that are in the plan already')
    .description('plan to documents, work under way to one session; reports what has no place')
    .addHelpText('after', EXAMPLES)
    .action(
      act((context, { args, options }) => {
        const path = resolve(context.host.cwd, args[0] ?? '');
        const merge = options.merge === true;
        if (options.dryRun === true) preview(context, path, merge);
        else carryOut(context, path, merge);
      }),
    );

  migrate
    .command('rollback')
    .option('--force', 'also when something was changed since; the changed files are kept')
    .description('take the newest migration back: every file as it was, to the byte; its session is archived')
    .addHelpText('after', EXAMPLES)
    .action(
      act((context, { options }) => {
        const { manifest, restored, removed, session } = undoMigration(
          context.layout,
          context.store,
          options.force === true,
        );
        context.answer({ migration: manifest.id, restored, removed, session }, () => [
          `${paint('✓', 'good', context.colours)} The migration of ${manifest.source.path} is taken back.`,
          `  ${restored.length} files as they were, ${removed.length} removed.`,
          ...(session === null ? [] : [`  Its session lies in .baton/${session}.`]),
        ]);
      }),
    );
}

function preview(context: CommandContext, path: string, merge: boolean): void {
  const { state } = readSource(path);
  const at = new Date(context.host.now()).toISOString();
  const migration = migrateV1(state, { at, isSafe: isSafeId });
  const { existing, problems } = preparePlan(context.layout, migration);
  const interrupted = readManifests(context.layout).some(
    (one) => one.state === 'begun' || one.state === 'undoing',
  );
  const refused = existing.length > 0 && !merge;
  context.answer(
    { dry_run: true, ...reportJson(migration), existing, problems, refused, interrupted },
    () => [
      ...reportLines(migration, problems, context),
      '',
      ...(existing.length === 0
        ? []
        : [
            `In the plan already: ${existing.slice(0, 20).join(', ')}${existing.length > 20 ? ' …' : ''}.` +
              (merge ? ' They are joined.' : ' Without --merge the migration is refused.'),
          ]),
      'Nothing was written.',
    ],
  );
}

function carryOut(context: CommandContext, path: string, merge: boolean): void {
  const { bytes, state } = readSource(path);
  const { host, layout } = context;
  const showsProgress = host.isTty && context.options.json !== true;
  const { manifest, migration, problems, resumed } = runMigration(layout, context.store, {
    source: { path, bytes },
    convert: (at) => migrateV1(state, { at, isSafe: isSafeId }),
    merge,
    user: host.env.USER ?? null,
    place: {
      cwd: host.cwd,
      user: host.env.USER ?? null,
      branch: headBranch(host.cwd) ?? null,
      progress: (done, total) => {
        if (showsProgress)
          host.err(done < total ? `\rWriting the session: ${done} of ${total}` : '\r\u001b[K');
      },
    },
  });
  const answer = { dry_run: false, ...reportJson(migration), problems, resumed };
  context.answer({ ...answer, migration: manifest.id, session_id: manifest.session.id }, () => [
    ...reportLines(migration, problems, context),
    '',
    `${paint('✓', 'good', context.colours)} Migrated${resumed ? ', from where it was interrupted' : ''}. Session ${manifest.session.id}.`,
    `  The source, the report and all files as they were: .baton/archive/migration-${manifest.id}/`,
    '  The way back: baton migrate rollback',
  ]);
}

function readSource(path: string): { readonly bytes: Buffer; readonly state: unknown } {
  try {
    const bytes = readFileSync(path);
    return { bytes, state: readDocument(path) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new BatonError('E_NOT_FOUND', `There is no file ${path}.`);
    if (systemCode(error) === 'EISDIR')
      throw new BatonError('E_USAGE', `${path} is a folder; give the file itself.`);
    throw error;
  }
}
