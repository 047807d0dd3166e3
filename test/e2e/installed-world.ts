import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCurrentTest } from 'vitest/suite';
import type { World } from './harness/client.ts';
import { newWorld } from './harness/client.ts';
import { eventually } from './harness/process.ts';
import type { Scene, Script } from './harness/script.ts';
import { shownText } from './harness/shown.ts';
import { REPOSITORY } from './harness/temp.ts';

/** An event as `baton event list --json` gives it. */
export interface Happened {
  readonly type: string;
  readonly session_id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A world in which Baton has been installed by its own installer, and Baton's command line in it. */
export interface InstalledWorld extends World {
  /** Runs `baton …` and gives its standard output; throws when it exits with anything but 0. */
  baton(...words: string[]): string;
  /** All events of all sessions, oldest first. */
  happened(): Happened[];
  /** Waits until the events fit: recorders work in the background. Gives the events. */
  until(what: string, fits: (events: readonly Happened[]) => boolean): Promise<Happened[]>;
  /** What Baton put in front of the model before the first answer of a session. */
  briefing(sessionId: string): string;
}

/** Makes a world with the scenes, and installs Baton in it the way the README says. */
export async function installedWorld(
  scenes: Readonly<Record<string, Scene>>,
  script: Omit<Script, 'scenes'> = {},
): Promise<InstalledWorld> {
  const world = await newWorld(scenes, script);
  const run = (command: string, words: readonly string[]) =>
    execFileSync(command, words, {
      cwd: world.project,
      env: world.env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  run(join(REPOSITORY, 'node_modules', '.bin', 'tsx'), [
    join(REPOSITORY, 'install.ts'),
    '--yes',
    '--project',
    world.project,
  ]);
  const baton = (...words: string[]) => run(join(REPOSITORY, 'bin', 'baton'), words);
  const happened = (): Happened[] => JSON.parse(baton('event', 'list', '--all', '--limit', '5000', '--json'));
  world.atEnd(async () => {
    if (getCurrentTest()?.result?.state === 'fail') console.error(onRecord(world, happened));
  });
  return {
    ...world,
    baton,
    happened,
    until: async (what, fits) => {
      await eventually(what, () => fits(happened()) || undefined);
      return happened();
    },
    briefing: (sessionId) => {
      const first = world.api.requests.find(
        ({ purpose, session }) => purpose === 'turn' && session === sessionId,
      );
      const text = first === undefined ? '' : shownText(first.body);
      const start = text.indexOf('[Baton]');
      return start < 0 ? '' : text.slice(start, text.indexOf('\n\n', start));
    },
  };
}

// What is on record of a world whose test has failed: it is gone afterwards, and CI shows only what was printed.
function onRecord({ project, home, api }: World, happened: () => Happened[]): string {
  // A test may have taken Baton out again before it failed.
  const events = (existsSync(join(project, '.baton')) ? happened() : []).map(
    ({ type, session_id, data }) =>
      `${session_id?.slice(0, 8)} ${type} ${JSON.stringify(data).slice(0, 300)}`,
  );
  const requests = api.requests.map(
    ({ time, purpose, scene, at, session, agent }) =>
      `${time} ${purpose} ${scene} ${at} ${session?.slice(0, 8)} ${agent ?? ''}`,
  );
  const troubles = [join(project, '.baton'), join(home, '.claude', 'baton')]
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('errors.jsonl'))
        .map((name) => `${name}:\n${readFileSync(join(folder, name), 'utf8')}`),
    );
  return ['EVENTS', ...events, 'REQUESTS', ...requests, 'TROUBLE', ...troubles].join('\n');
}

/** The kinds of a session's events, in order, runs of the same kind as one. */
export function course(events: readonly Happened[], sessionId: string | undefined): string[] {
  const kinds = events.filter((event) => event.session_id === sessionId).map((event) => event.type);
  return kinds.filter((kind, index) => kind !== kinds[index - 1]);
}
