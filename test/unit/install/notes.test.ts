import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/install/facts.ts';
import { STATUS_LINE_COMMAND } from '../../../src/install/launcher.ts';
import { notesOn } from '../../../src/install/notes.ts';
import { planInstall } from '../../../src/install/plan-install.ts';
import { facts, file, NOW, PLUGIN, SETTINGS } from './fake-facts.ts';

describe('the notes on an installation', () => {
  const notes = (changes: Partial<Facts>, root = '/plug') => {
    const plugin = { ...PLUGIN, root };
    const those = facts({ scope: 'local', ...changes });
    return notesOn(those, plugin, planInstall(those, plugin, NOW, true), true).join('\n');
  };

  it('are none when all is well', () => {
    expect(notes({})).toBe('');
  });

  it('say when the client will not read the file', () => {
    expect(notes({ settings: file(SETTINGS, '{"a": 1,}') })).toMatch(/comments or trailing commas.*ignores/);
  });

  it('say when the client skips a neighbouring file, which then overrides nothing', () => {
    const skipped = file(
      '/p/.claude/settings.json',
      '{"statusLine": {"command": "x"}, "disableAllHooks": true,}',
    );
    for (const those of [{ weaker: [skipped] }, { stronger: [skipped] }]) {
      expect(notes(those)).toMatch(/^\/p\/\.claude\/settings\.json has comments or trailing commas: [^\n]*$/);
    }
  });

  it('say when a stronger file wins, or hooks are off', () => {
    const stronger = [
      file('/p/.claude/settings.local.json', '{"statusLine": {"command": "x"}, "disableAllHooks": true}'),
    ];
    expect(notes({ stronger })).toMatch(/settings\.local\.json sets a status line.*disableAllHooks/s);
    expect(notes({ stronger: [file('s', '{"statusLine": ')] })).toBe('');
    expect(
      notes({ stronger: [file('s', JSON.stringify({ statusLine: { command: STATUS_LINE_COMMAND } }))] }),
    ).toBe('');
  });

  it('say when a shared file names a folder of this machine', () => {
    expect(notes({ scope: 'project' })).toMatch(/shared through git/);
    expect(notes({ scope: 'project' }, '/p/node_modules/claude-baton')).toBe('');
  });

  it('say when the plugin may vanish, or comes from elsewhere', () => {
    expect(notes({}, '/h/.npm/_npx/ab12/node_modules/claude-baton')).toMatch(/npm i -g claude-baton/);
    expect(notes({ known: { directory: undefined, source: 'github a/b' } })).toMatch(/\(github a\/b\)/);
  });
});
