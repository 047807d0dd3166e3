import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/install/file-state.ts';
import { planInstall } from '../../../src/install/plan-install.ts';
import { facts, file, installed, NOW, PLUGIN, SETTINGS, textOf } from './fake-facts.ts';

describe('the plan of an installation', () => {
  it('writes launcher, root, backup and settings, makes the plugin known and the project a Baton project', () => {
    const plan = planInstall(facts(), PLUGIN, NOW, true);
    expect(plan.changes.map((change) => change.path.replace(/-[0-9a-f]{8}\//, '-#/'))).toEqual([
      '/h/.claude/baton/launch.sh',
      '/h/.claude/baton/root',
      '/h/.claude/baton/backups/20260504T030201000Z-project-#/settings.json',
      SETTINGS,
    ]);
    expect(plan).toMatchObject({ makeKnown: '/plug', initialise: '/p', nothingToDo: false });
    expect(plan.record.sha256_after).toBe(sha256(Buffer.from(textOf(plan) ?? '')));
  });

  it('has nothing to do the second time', () => {
    const { after } = installed(facts());
    expect(planInstall(after, PLUGIN, '2027-01-01T00:00:00.000Z', true).nothingToDo).toBe(true);
  });

  it('leaves a file alone that was edited since but still has everything', () => {
    const { after, text } = installed(facts());
    const edited = { ...after, settings: file(SETTINGS, text.replace('opus', 'haiku')) };
    expect(planInstall(edited, PLUGIN, NOW, true).nothingToDo).toBe(true);
  });

  it('puts back what is missing, and the backup then is the edited file without Baton', () => {
    const { after, text } = installed(facts());
    const edited = {
      ...after,
      settings: file(SETTINGS, text.replace('opus', 'haiku').replace('@baton": true', '@baton": false')),
    };
    const again = installed(edited, '2026-05-05T00:00:00.000Z');
    expect(again.text).toBe(text.replace('opus', 'haiku'));
    expect(again.after.backup?.toString()).toBe('{\n  "model": "haiku"\n}\n');
  });

  it('moves to another plugin folder and still remembers the file as it was before the first', () => {
    const { after } = installed(facts());
    const plan = planInstall(after, { root: '/newer', version: '2.0.0' }, NOW, true);
    expect(textOf(plan)).toContain('"/newer"');
    expect(plan.record).toMatchObject({
      backup: after.recorded?.backup,
      settings_existed: true,
      version: '2.0.0',
    });
    expect(plan.makeKnown).toBe('/newer');
  });

  it('records the status line it wraps: the file’s own, else the user’s', () => {
    const user = file(
      '/h/.claude/settings.json',
      '{"statusLine": {"type": "command", "command": "user", "padding": 1}}',
    );
    const own = file(SETTINGS, '{"statusLine": {"type": "command", "command": "own"}}');
    expect(installed(facts({ weaker: [user] })).record.wrapped).toMatchObject({ command: 'user' });
    expect(installed(facts({ weaker: [user] })).text).toContain('"padding": 1');
    expect(installed(facts({ weaker: [user], settings: own })).record.wrapped).toMatchObject({
      command: 'own',
    });
    expect(installed(installed(facts({ settings: own })).after).record.wrapped).toMatchObject({
      command: 'own',
    });
  });

  it('names no marketplace and fixes no folder when Baton runs from the client’s copy', () => {
    const plan = planInstall(
      facts(),
      { root: '/h/.claude/plugins/cache/baton/baton/1.0.0', version: '1.0.0' },
      NOW,
      true,
    );
    expect(textOf(plan)).not.toContain('extraKnownMarketplaces');
    expect(plan.changes.map((change) => change.path)).not.toContain('/h/.claude/baton/root');
    expect(plan.makeKnown).toBeUndefined();
  });

  it('is refused, naming the file, when an entry has the wrong shape', () => {
    const broken = facts({ settings: file(SETTINGS, '{"extraKnownMarketplaces": 1}') });
    expect(() => planInstall(broken, PLUGIN, NOW, true)).toThrow(
      /settings\.json cannot be edited.*"extraKnownMarketplaces", got number/,
    );
  });

  it('keeps a byte order mark', () => {
    expect(
      installed(facts({ settings: file(SETTINGS, '\uFEFF{"a":1}') })).text.startsWith('\uFEFF{"a":1,'),
    ).toBe(true);
  });
});
