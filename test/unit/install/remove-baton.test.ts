import { describe, expect, it } from 'vitest';
import { STATUS_LINE_COMMAND } from '../../../src/install/launcher.ts';
import { addBaton, removeBaton, wishesFor } from '../../../src/install/settings-edit.ts';
import { readSettings } from '../../../src/install/settings-text.ts';

const LINE = JSON.stringify(STATUS_LINE_COMMAND);

/** What an installation at `/plug` makes of a settings text, line breaks written out. */
function install(text: string): string {
  const { value } = readSettings('settings.json', Buffer.from(text));
  return addBaton(text, wishesFor(value, undefined, '/plug'));
}

describe('a settings file without Baton again', () => {
  it('keeps what the user added since, and gets the old status line back character by character', () => {
    const original = '{\n  "statusLine": { "type": "command", "command": "echo  mine" } // old\n}\n';
    const later = install(original).replace('\n}\n', ',\n  "model": "opus"\n}\n');
    expect(removeBaton(later, original, '/plug')).toBe(
      '{\n  "statusLine": { "type": "command", "command": "echo  mine" }, // old\n  "model": "opus"\n}\n',
    );
  });

  it('keeps a status line and a marketplace that are no longer Baton’s', () => {
    const changed = install('{\n  "a": 1\n}\n').replace(LINE, '"echo new"').replace('"/plug"', '"/mine"');
    const text = removeBaton(changed, '{\n  "a": 1\n}\n', '/plug');
    expect(JSON.parse(text)).toEqual({
      a: 1,
      extraKnownMarketplaces: { baton: { source: { source: 'directory', path: '/mine' } } },
      statusLine: { type: 'command', command: 'echo new' },
    });
  });

  it('gets back a value that the plugin had before', () => {
    const original = '{\n  "enabledPlugins": { "baton@baton": false }\n}\n';
    expect(removeBaton(install(original), original, '/plug')).toBe(original);
  });

  it('loses an output style of Baton’s, gets back the one before, keeps any other', () => {
    const original = '{\n  "outputStyle": "Explanatory"\n}\n';
    const chosen = install(original).replace('"Explanatory"', '"baton:leadership_chat"');
    expect(removeBaton(chosen, original, '/plug')).toBe(original);
    expect(removeBaton('{\n  "a": 1,\n  "outputStyle": "baton:config_manager"\n}\n', '', '/plug')).toBe(
      '{\n  "a": 1\n}\n',
    );
    expect(removeBaton(install(original), '{}', '/plug')).toBe(original);
  });

  it('loses the containers that Baton made, not those that were there', () => {
    const original = '{\n  "enabledPlugins": {}\n}\n';
    expect(removeBaton(install(original), original, '/plug')).toBe(original);
    expect(removeBaton(install('{}'), '{}', '/plug')).toBe('{}');
  });

  it('is the same when there was nothing of Baton’s', () => {
    expect(removeBaton('{"a": 1 /* x */}', '', '/plug')).toBe('{"a": 1 /* x */}');
    expect(removeBaton('', '', '/plug')).toBe('');
  });
});
