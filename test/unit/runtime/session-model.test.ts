import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBatonError } from '../../../src/errors.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { changeSession, openSession } from '../../../src/runtime/session-streams.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { fold } from '../../../src/store/append.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { minute, READY } from '../../helpers/given.ts';
import { cachesOf } from '../../helpers/ledger.ts';
import { inTempDir } from '../../helpers/temp-dir.ts';
import { anyCommand } from '../session/commands-arbitrary.ts';

type Decide = (state: SessionState) => readonly SessionEvent[];

/** What a step does: a command of the session, or something that happens to its process. */
type Step = { readonly decide: Decide } | { readonly restart: 'plain' | 'folded' | 'without caches' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyCommand },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('plain' as const, 'folded' as const, 'without caches' as const)
      .map((restart) => ({ restart })),
  },
);

/** The model: a list of events in memory, and the state that they fold to. */
class Model {
  state: SessionState = initialSessionState();
  written = 0;

  /** Takes a command; gives what it decided, nothing where it refused. */
  take(decide: Decide): readonly SessionEvent[] {
    let events: readonly SessionEvent[] = [];
    try {
      events = decide(this.state);
    } catch (error) {
      if (!isBatonError(error)) throw error;
    }
    const timestamp = minute(this.written);
    if (events.length > 0) this.written++;
    for (const event of events) this.state = evolve(this.state, { ...event, timestamp });
    // What is stored goes through JSON.
    this.state = JSON.parse(JSON.stringify(this.state));
    return events;
  }
}

describe('a session on disk', () => {
  it('is at every step what a list of events in memory makes, through restarts and without its caches', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50, size: 'max' }), (steps) =>
        inTempDir((root) => {
          initProject(root);
          const layout = layoutOf(root);
          const directory = join(layout.sessions, 's');
          const model = new Model();
          let ids = 0;
          const storeAt = (at: number) => ({
            now: () => at,
            newId: () => `id-${ids++}`,
            by: 'model',
            patienceMs: 1_000,
          });
          const begun: Step[] = READY.map((event) => ({ decide: () => [event] }));
          for (const one of [...begun, ...steps]) {
            if ('decide' in one) {
              const context = storeAt(Date.parse(minute(model.written)));
              const events = model.take(one.decide);
              changeSession(layout, 's', context, () => events);
            } else if (one.restart === 'folded') fold(openSession(layout, 's'));
            else if (one.restart === 'without caches')
              for (const path of cachesOf(directory)) rmSync(path, { force: true });
            expect(openSession(layout, 's').state).toEqual(model.state);
          }
        }),
      ),
      { numRuns: 25 },
    );
  });
});
