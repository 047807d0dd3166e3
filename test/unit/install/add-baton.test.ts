import { describe, expect, it } from 'vitest';
import { STATUS_LINE_COMMAND } from '../../../src/install/launcher.ts';
import { addBaton, hasBaton, wishesFor } from '../../../src/install/settings-edit.ts';
import { readSettings } from '../../../src/install/settings-text.ts';

const LINE = JSON.stringify(STATUS_LINE_COMMAND);

/** What an installation at `/plug` makes of a settings text, line breaks written out. */
function install(text: string): string {
  const { value } = readSettings('settings.json', Buffer.from(text));
  return addBaton(text, wishesFor(value, undefined, '/plug'));
}

describe('a settings file with Baton in it', () => {
  it('is three entries, a new file ends in a line break', () => {
    expect(install('')).toBe(`{
  "extraKnownMarketplaces": {
    "baton": {
      "source": {
        "source": "directory",
        "path": "/plug"
      }
    }
  },
  "enabledPlugins": {
    "baton@baton": true
  },
  "statusLine": {
    "type": "command",
    "command": ${LINE}
  }
}
`);
  });

  it('keeps comments on their lines, a trailing comma, and its own order', () => {
    expect(
      install(`{
  // what I like
  "model": "opus", // the big one
  "enabledPlugins": {
    "other@shop": true // keep
  },
  "hooks": { "Stop": [] }, /* mine */
}
`),
    ).toBe(`{
  // what I like
  "model": "opus", // the big one
  "enabledPlugins": {
    "other@shop": true, // keep
    "baton@baton": true
  },
  "hooks": { "Stop": [] }, /* mine */
  "extraKnownMarketplaces": {
    "baton": {
      "source": {
        "source": "directory",
        "path": "/plug"
      }
    }
  },
  "statusLine": {
    "type": "command",
    "command": ${LINE}
  },
}
`);
  });

  it('keeps tabs, and the missing line break at the end', () => {
    expect(install('{\n\t"a": {\n\t\t"b": 1\n\t}\n}')).toBe(
      `{\n\t"a": {\n\t\t"b": 1\n\t},\n\t"extraKnownMarketplaces": {\n\t\t"baton": {\n\t\t\t"source": {\n\t\t\t\t"source": "directory",` +
        `\n\t\t\t\t"path": "/plug"\n\t\t\t}\n\t\t}\n\t},\n\t"enabledPlugins": {\n\t\t"baton@baton": true\n\t},` +
        `\n\t"statusLine": {\n\t\t"type": "command",\n\t\t"command": ${LINE}\n\t}\n}`,
    );
  });

  it('keeps CRLF', () => {
    const text = install('{\r\n    "a": 1\r\n}\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).toContain('\r\n    "enabledPlugins": {\r\n        "baton@baton": true\r\n    },\r\n');
    expect(text.endsWith('}\r\n}\r\n')).toBe(true);
  });

  it('stays on one line when it was on one', () => {
    expect(install('{"model":"opus"}')).toBe(
      '{"model":"opus","extraKnownMarketplaces":{"baton":{"source":{"source":"directory","path":"/plug"}}},' +
        `"enabledPlugins":{"baton@baton":true},"statusLine":{"type":"command","command":${LINE}}}`,
    );
  });

  it('keeps the padding, the comments and the unknown fields of the status line that was there', () => {
    const before = `{
  "statusLine": {
    "type": "command", // shell
    "command": "~/line.sh",
    "padding": 0,
    "refreshInterval": 5
  },
  "extraKnownMarketplaces": {"baton": {"source": {"source": "directory", "path": "/plug"}}},
  "enabledPlugins": {"baton@baton": true}
}`;
    expect(install(before)).toBe(before.replace('"~/line.sh"', () => LINE));
  });

  it('carries over the display fields of the weaker line that it now overrides', () => {
    const wishes = wishesFor(
      {},
      { type: 'command', command: 'x', padding: 3, refreshInterval: 2 },
      undefined,
    );
    expect(wishes.at(-1)?.value).toEqual({
      type: 'command',
      command: STATUS_LINE_COMMAND,
      padding: 3,
      refreshInterval: 2,
    });
  });

  it('is left alone once everything is in it', () => {
    const once = install('{\n  "a": 1\n}\n');
    expect(install(once)).toBe(once);
    expect(hasBaton(readSettings('f', Buffer.from(once)).value, '/plug')).toBe(true);
    expect(hasBaton(readSettings('f', Buffer.from(once)).value, '/elsewhere')).toBe(false);
  });

  it('is refused when an entry that Baton extends is no object', () => {
    expect(() => install('{"enabledPlugins": []}')).toThrow(
      'Expected an object at "enabledPlugins", got array.',
    );
  });

  it('takes the later of two equal keys, as every reader does', () => {
    const text = '{"enabledPlugins":{"a@b":true},"enabledPlugins":{"c@d":true}}';
    expect(install(text)).toContain('{"a@b":true},"enabledPlugins":{"c@d":true,"baton@baton":true}');
  });
});
