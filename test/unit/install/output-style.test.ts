import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setOutputStyle } from '../../../src/install/output-style.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

/** A repository whose local settings are `text`; without it there are none. */
function settings(text?: string) {
  const root = tempDir();
  const file = join(root, '.claude', 'settings.local.json');
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'src'));
  if (text !== undefined) {
    mkdirSync(join(root, '.claude'));
    writeFileSync(file, text);
  }
  return { root, file, now: () => readFileSync(file, 'utf8') };
}

describe('the output style of a mode', () => {
  it('is put into the local settings and leaves every other byte', () => {
    const { root, file, now } = settings('{\n\t"model": "opus" // mine\n}\n');
    expect(setOutputStyle(join(root, 'src'), 'leadership')).toEqual({
      file,
      style: 'baton:leadership_chat',
      before: undefined,
    });
    expect(now()).toBe('{\n\t"model": "opus", // mine\n\t"outputStyle": "baton:leadership_chat"\n}\n');
    expect(setOutputStyle(root, 'sprint')).toMatchObject({ before: 'baton:leadership_chat' });
    setOutputStyle(root, undefined);
    expect(now()).toBe('{\n\t"model": "opus" // mine\n}\n');
  });

  it('makes the file where there is none, and takes it away when nothing else is in it', () => {
    const { root, file, now } = settings();
    setOutputStyle(root, 'development');
    expect(JSON.parse(now())).toEqual({ outputStyle: 'baton:all-team_dashboard' });
    setOutputStyle(root, undefined);
    expect(existsSync(file)).toBe(false);
  });

  it('that is not Baton’s is told of when it is replaced, and never taken out', () => {
    const { root, now } = settings('{"outputStyle":"Explanatory"}');
    expect(setOutputStyle(root, undefined)).toMatchObject({ style: 'Explanatory', before: 'Explanatory' });
    expect(setOutputStyle(root, 'config')).toMatchObject({ before: 'Explanatory' });
    expect(now()).toBe('{"outputStyle":"baton:config_manager"}');
  });

  it('is refused where the settings are no JSON, and nothing is written', () => {
    const { root, now } = settings('{ "a": ');
    expect(() => setOutputStyle(root, 'sprint')).toThrow(/settings\.local\.json cannot be edited/);
    expect(now()).toBe('{ "a": ');
  });
});
