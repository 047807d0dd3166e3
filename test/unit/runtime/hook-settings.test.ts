import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/runtime/config.ts';
import { checkConfig } from '../../../src/runtime/config-check.ts';
import { DEFAULT_CONFIG } from '../../../src/runtime/config-schema.ts';
import { peekHookSettings, readHookSettings } from '../../../src/runtime/hook-settings.ts';
import { project } from '../cli/world.ts';

const DEFAULTS = {
  live_sessions: DEFAULT_CONFIG.limits.live_sessions,
  agents_per_session: DEFAULT_CONFIG.limits.agents_per_session,
  session_expiry_hours: DEFAULT_CONFIG.limits.session_expiry_hours,
  capacity: DEFAULT_CONFIG.capacity,
  prices: DEFAULT_CONFIG.prices,
  briefing: {
    enabled: DEFAULT_CONFIG.briefing.enabled,
    max_characters: DEFAULT_CONFIG.briefing.max_characters,
  },
  session_log: DEFAULT_CONFIG.reports.session_log,
  checks: DEFAULT_CONFIG.evidence.commands,
  protocol: DEFAULT_CONFIG.protocol,
};

describe('readHookSettings', () => {
  it('has the defaults of the schema where nothing is chosen', () => {
    const { layout } = project();
    expect(readHookSettings(layout)).toEqual(DEFAULTS);
    rmSync(layout.config);
    expect(readHookSettings(layout)).toEqual(DEFAULTS);
  });

  it('accepts of the fields that it reads what the schema accepts, and says the same of them', () => {
    const { layout } = project();
    const some = fc.oneof(
      fc.integer({ min: -2, max: 12_000 }),
      fc.double(),
      fc.boolean(),
      fc.string(),
      fc.constant(null),
    );
    const file = fc.record(
      {
        limits: fc.record(
          { live_sessions: some, agents_per_session: some, session_expiry_hours: some },
          { requiredKeys: [] },
        ),
        capacity: fc.oneof(some, fc.constantFrom('deny', 'ask', 'off')),
        prices: fc.dictionary(
          fc.constantFrom('m', 'n'),
          fc.record({ input: fc.integer({ min: -1, max: 9 }), output: fc.double({ min: -1, noNaN: true }) }),
        ),
        evidence: fc.record(
          {
            commands: fc.oneof(
              some,
              fc.array(
                fc.record({
                  pattern: fc.oneof(some, fc.string()),
                  kind: fc.oneof(some, fc.constantFrom('test', 'lint')),
                }),
                { maxLength: 2 },
              ),
            ),
          },
          { requiredKeys: [] },
        ),
        protocol: fc.record(
          {
            manual: fc.oneof(some, fc.boolean()),
            rules: fc.record(
              {
                uncommitted: fc.constantFrom('off', 'warn', 'require'),
                handoff: fc.constantFrom('off', 'no', 1),
              },
              { requiredKeys: [] },
            ),
          },
          { requiredKeys: [] },
        ),
        reports: fc.record({ session_log: fc.oneof(some, fc.boolean()) }, { requiredKeys: [] }),
        briefing: fc.record({ enabled: some, max_characters: some }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (value) => {
        rmSync(layout.cache, { recursive: true, force: true });
        const text = JSON.stringify(value);
        writeFileSync(layout.config, text);
        const config = checkConfig(JSON.parse(text)).config ?? DEFAULT_CONFIG;
        const { enabled, max_characters } = config.briefing;
        expect(readHookSettings(layout)).toEqual({
          live_sessions: config.limits.live_sessions,
          agents_per_session: config.limits.agents_per_session,
          session_expiry_hours: config.limits.session_expiry_hours,
          capacity: config.capacity,
          prices: config.prices,
          briefing: { enabled, max_characters },
          session_log: config.reports.session_log,
          checks: config.evidence.commands,
          protocol: config.protocol,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a good file for the time when it is broken, for the command line too', () => {
    const { layout } = project();
    writeFileSync(layout.config, '{"limits":{"live_sessions":2}}');
    expect(peekHookSettings(layout).live_sessions).toBe(2);
    expect(existsSync(layout.cache) ? readdirSync(layout.cache) : []).toEqual([]);
    readHookSettings(layout);
    writeFileSync(layout.config, '{"limits":{"live');
    expect(readHookSettings(layout).live_sessions).toBe(2);
    expect(readConfig(layout)).toMatchObject({ from: 'last-good', config: { limits: { live_sessions: 2 } } });
  });

  it('never makes a file that does not fit the last good one of the command line', () => {
    const { layout } = project();
    writeFileSync(layout.config, '{"capacity":"maybe","limits":{"live_sessions":2}}');
    readHookSettings(layout);
    expect(readConfig(layout)).toMatchObject({ from: 'defaults', config: { capacity: 'deny' } });
  });
});
