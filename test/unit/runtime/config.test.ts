import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeConfig, loadConfig, readConfig, rollBackConfig } from '../../../src/runtime/config.ts';
import { readConfigHistory } from '../../../src/runtime/config-history.ts';
import { DEFAULT_CONFIG } from '../../../src/runtime/config-schema.ts';
import { readDocument } from '../../../src/store/document.ts';
import { refusalOf } from '../../helpers/given.ts';
import type { Project } from '../cli/world.ts';
import { project } from '../cli/world.ts';

const write = ({ layout }: Project, text: string) => writeFileSync(layout.config, text);
const limit = ({ layout }: Project) => readConfig(layout).config.limits.live_sessions;
const setLimit = ({ layout, store }: Project, live: unknown) =>
  changeConfig(layout, store, () => ({ version: 1, limits: { live_sessions: live } }));

describe('the settings of a project', () => {
  it('are the defaults where there is no file, and where the file chooses nothing', () => {
    const world = project();
    expect(readConfig(world.layout)).toEqual({ config: DEFAULT_CONFIG, problems: [], from: 'file' });
    rmSync(world.layout.config);
    expect(readConfig(world.layout)).toEqual({ config: DEFAULT_CONFIG, problems: [], from: 'defaults' });
  });

  it('warn of a segment and of a look that the status line would pass over', () => {
    const world = project();
    const status_line = { segments: ['mode', 'contxt'], colours: { accent: 'redish', bad: 'bold red' } };
    write(world, JSON.stringify({ status_line }));
    const { from, problems } = readConfig(world.layout);
    expect(from).toBe('file');
    expect(problems.map(({ level, path, message }) => [level, path, message.slice(0, 70)])).toEqual([
      [
        'warning',
        'status_line.segments',
        'The status line has no segment "contxt". Did you mean context? There a',
      ],
      [
        'warning',
        'status_line.colours.accent',
        '"redish" is no look. Expected a colour (red, bright-red, grey, 0 to 25',
      ],
    ]);
  });

  it('hold at the next reading after a hand edit', () => {
    const world = project();
    write(world, '{"limits":{"live_sessions":3}}');
    expect(limit(world)).toBe(3);
    expect(readConfig(world.layout).config.limits.messages).toBe(100);
  });

  it.each([
    ['no JSON', '{"limits":', /is not valid JSON/],
    ['a merge conflict', '{\n<<<<<<< ours\n}', /merge conflict marker/],
    [
      'a wrong type',
      '{"limits":{"live_sessions":"ten"}}',
      /limits\.live_sessions is not valid: "ten"\. Expected: number/,
    ],
    ['a number below its range', '{"limits":{"messages":0}}', /Expected at least 1/],
    ['an unknown word', '{"capacity":"maybe"}', /Expected one of: deny, ask, off/],
    ['no object at all', '[]', /The settings are not valid/],
  ])('stay the last good ones while the file is %s', (_what, text, message) => {
    const world = project();
    write(world, '{"limits":{"live_sessions":3}}');
    loadConfig(world.layout);
    write(world, text);
    const { config, problems, from } = readConfig(world.layout);
    expect(from).toBe('last-good');
    expect(config.limits.live_sessions).toBe(3);
    expect(problems).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringMatching(message) }),
    ]);
  });

  it('are the defaults while the file is broken and none was good before', () => {
    const world = project();
    write(world, '{');
    expect(readConfig(world.layout)).toMatchObject({ config: DEFAULT_CONFIG, from: 'defaults' });
  });

  it('keep what they do not know, with a warning', () => {
    const world = project();
    write(world, '{"limits":{"live_sesions":3},"later":{"a":1},"prices":{"m":{"input":1,"output":2}}}');
    const { config, problems } = readConfig(world.layout);
    expect(config).toMatchObject({ limits: { live_sesions: 3, live_sessions: 10 }, later: { a: 1 } });
    expect(problems.map(({ level, path }) => [level, path])).toEqual([
      ['warning', 'limits.live_sesions'],
      ['warning', 'later'],
    ]);
  });

  it('are only read by readConfig', () => {
    const world = project();
    const before = world.files();
    readConfig(world.layout);
    expect(world.files()).toEqual(before);
  });
});

describe('a change of the settings', () => {
  it('is written with who, when, before and after', () => {
    const world = project();
    expect(setLimit(world, 3)).toMatchObject({ version: 1, config: { limits: { live_sessions: 3 } } });
    expect(readConfigHistory(world.layout)).toEqual([
      { n: 0, at: expect.any(String), by: 'found', before: null, after: { version: 1 } },
      {
        n: 1,
        at: '2026-03-02T09:00:00.000Z',
        by: 'test',
        before: { version: 1 },
        after: { version: 1, limits: { live_sessions: 3 } },
      },
    ]);
  });

  it('that does not fit is refused, and nothing is written', () => {
    const world = project();
    const before = world.files();
    expect(refusalOf(() => setLimit(world, -1))).toMatchObject({ code: 'E_INVALID' });
    expect(world.files()).toEqual(before);
  });

  it('that changes nothing makes no version', () => {
    const world = project();
    expect(changeConfig(world.layout, world.store, (file) => file).version).toBeNull();
    expect(readConfigHistory(world.layout)).toEqual([]);
  });

  it('is refused while the file is no JSON', () => {
    const world = project();
    write(world, '{');
    expect(refusalOf(() => setLimit(world, 3)).code).toBe('E_CORRUPT');
  });

  it('mends a file that does not fit', () => {
    const world = project();
    write(world, '{"capacity":"maybe"}');
    setLimit(world, 4);
    expect(limit(world)).toBe(4);
  });

  it('after a hand edit makes that edit a version of its own', () => {
    const world = project();
    setLimit(world, 3);
    write(world, '{"limits":{"live_sessions":4}}');
    expect(setLimit(world, 5).version).toBe(3);
    rollBackConfig(world.layout, world.store, 2);
    expect(limit(world)).toBe(4);
  });

  it('leaves the newest 100 versions', () => {
    const world = project();
    for (let live = 1; live <= 110; live++) setLimit(world, live);
    const history = readConfigHistory(world.layout);
    expect(history.length).toBe(100);
    expect(history.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, index) => index + 11));
  });
});

describe('a rollback of the settings', () => {
  it('puts a version back, as a new version, and can be undone', () => {
    const world = project();
    setLimit(world, 3);
    setLimit(world, 4);
    expect(rollBackConfig(world.layout, world.store, 1).version).toBe(3);
    expect(limit(world)).toBe(3);
    rollBackConfig(world.layout, world.store, 2);
    expect(limit(world)).toBe(4);
    rollBackConfig(world.layout, world.store, 0);
    expect(readDocument(world.layout.config)).toEqual({ version: 1 });
  });

  it('mends a file that is no JSON, and keeps its text in the history', () => {
    const world = project();
    setLimit(world, 3);
    write(world, '{ "half": ');
    rollBackConfig(world.layout, world.store, 1);
    expect(limit(world)).toBe(3);
    expect(readConfigHistory(world.layout).map(({ after }) => after)).toContain('{ "half": ');
  });

  it('to the time before there was a file removes it', () => {
    const world = project();
    rmSync(world.layout.config);
    setLimit(world, 3);
    rollBackConfig(world.layout, world.store, 0);
    expect(existsSync(world.layout.config)).toBe(false);
  });

  it('to a version that is not there names those that are', () => {
    const world = project();
    expect(refusalOf(() => rollBackConfig(world.layout, world.store, 1)).message).toContain('no history yet');
    setLimit(world, 3);
    expect(refusalOf(() => rollBackConfig(world.layout, world.store, 9))).toMatchObject({
      code: 'E_NOT_FOUND',
      message: expect.stringContaining('Kept are 0 to 1'),
    });
  });
});
