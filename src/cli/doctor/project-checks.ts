import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import { counted, countedPlan } from '../../counted.ts';
import { isBatonError } from '../../errors.ts';
import { troubleFiles as troubleFilesOf } from '../../runtime/client-folder.ts';
import { readPlan } from '../../runtime/plan-documents.ts';
import { sessionProjection, sharedProjection } from '../../runtime/session-streams.ts';
import { SESSION_EVENT_SCHEMAS } from '../../session/event-schemas.ts';
import { catchUp } from '../../store/catch-up.ts';
import { readFramedJson } from '../../store/framed-json.ts';
import type { Layout } from '../../store/layout.ts';
import { lockHolder } from '../../store/lock.ts';
import { atStart } from '../../store/open-cursor.ts';
import { snapshotPath } from '../../store/stream-files.ts';
import { readTroubles } from '../../store/trouble-log.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';
import { checkSettings } from './settings-check.ts';

const DAY_MS = 86_400_000;

/** Looks at everything below `.baton/`. Reads only. */
export function checkProject(
  layout: Layout,
  now: number,
  env: Readonly<Record<string, string | undefined>>,
): Finding[] {
  return [
    writable(layout),
    checkSettings(layout),
    plan(layout),
    ...streams(layout),
    locks(layout),
    ...troubles(layout, now, env),
  ];
}

function writable(layout: Layout): Finding {
  try {
    accessSync(layout.baton, constants.W_OK);
    const { mode } = statSync(layout.sessions);
    if ((mode & 0o077) !== 0) {
      return warn(
        'folder',
        `${layout.sessions} can be read by others (mode ${(mode & 0o777).toString(8)})`,
        `chmod 700 ${layout.sessions}`,
      );
    }
  } catch (error) {
    if (existsSync(layout.sessions)) {
      return fail(
        'folder',
        `${layout.baton} cannot be written: ${text(error)}`,
        'Sessions go on, unrecorded. Free the disk or mend the permissions.',
      );
    }
    return warn(
      'folder',
      `${layout.sessions} is missing`,
      'It is made at the next session start; `baton init` makes it now.',
    );
  }
  return ok('folder', layout.baton);
}

function plan(layout: Layout): Finding {
  try {
    const { epics, sprints, teams } = readPlan(layout);
    const size = (entities: object) => Object.keys(entities).length;
    return ok('plan', countedPlan(size(epics), size(sprints), size(teams)));
  } catch (error) {
    return fail(
      'plan',
      text(error),
      isBatonError(error) ? 'Mend the file, or take it from git: git checkout -- FILE' : 'See the message.',
    );
  }
}

// Every record of every log is read and its checksum compared; snapshots must fit theirs.
function streams(layout: Layout): Finding[] {
  const names = existsSync(layout.sessions) ? readdirSync(layout.sessions) : [];
  const found = [
    inspect('shared', layout.shared, sharedProjection),
    ...names.map((name) =>
      inspect(`session ${name}`, join(layout.sessions, name), sessionProjection, SESSION_EVENT_SCHEMAS),
    ),
  ];
  const bad = found.filter((one) => one.status !== 'ok');
  return bad.length === 0
    ? [ok('logs', `${counted(found.length, 'log')} read, every record fits its checksum`)]
    : bad;
}

function inspect<State>(
  name: string,
  directory: string,
  projection: Parameters<typeof atStart<State>>[1],
  schemas: Readonly<Record<string, z.ZodMiniType>> = {},
): Finding {
  const cursor = atStart(directory, projection);
  const misfits = new Set<string>();
  try {
    catchUp(cursor, undefined, ({ type, data }) => {
      const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
      if (schema?.safeParse(data).success === false) misfits.add(type);
    });
  } catch (error) {
    return fail(name, `cannot be read: ${text(error)}`, `Look at ${directory}.`);
  }
  if (cursor.damaged > 0 || cursor.gaps > 0) {
    return warn(
      name,
      `${cursor.damaged} damaged and ${cursor.gaps} missing records were passed over; everything else is intact`,
      `The damaged lines are still in ${directory}; nothing needs to be done.`,
    );
  }
  if (misfits.size > 0) {
    return warn(
      name,
      `some events hold data that do not fit their kind: ${[...misfits].join(', ')}`,
      'Another version of Baton, or another program, wrote them. What could not be used was passed over.',
    );
  }
  const snapshot = snapshotPath(directory);
  if (existsSync(snapshot) && readFramedJson(snapshot) === undefined) {
    return warn(name, 'its snapshot is damaged; the log is whole and is read instead', `rm ${snapshot}`);
  }
  return ok(name, counted(cursor.version, 'record'));
}

function locks(layout: Layout): Finding {
  const names = existsSync(layout.locks) ? readdirSync(layout.locks) : [];
  for (const name of names) {
    const path = join(layout.locks, name);
    const lock = lockHolder(path);
    if (lock === undefined)
      return fail('locks', `${path} is no lock of Baton's and blocks changes`, `rm ${path}`);
    if (lock.alive)
      return warn(
        'locks',
        `${name} is held by process ${lock.holder.pid} on ${lock.holder.host}`,
        'It goes away when that process ends.',
      );
  }
  return ok('locks', names.length === 0 ? 'none held' : 'none held by a living process');
}

function troubles(layout: Layout, now: number, env: Readonly<Record<string, string | undefined>>): Finding[] {
  const recent = troubleFilesOf(layout, env)
    .flatMap((file) => readTroubles(file, 200))
    .filter((trouble) => now - Date.parse(trouble.at) < DAY_MS);
  const last = recent.at(-1);
  if (last === undefined) return [ok('troubles', 'no failure inside Baton in the last day')];
  return [
    warn(
      'troubles',
      `${recent.length} failures inside Baton in the last day; last, ${last.at}, in ${last.where}: ${last.message}`,
      `The sessions went on undisturbed. All of them: ${layout.trouble}`,
    ),
  ];
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
