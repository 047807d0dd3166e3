import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../helpers/built-plugin.ts';

/** One import of a source file: from where to where, and whether only types come that way. */
interface Import {
  readonly from: string;
  /** A path from the repository's root, or the name of a module of Node or of a library. */
  readonly to: string;
  readonly isType: boolean;
}

const ROOTS = ['src', 'hooks', 'statusline'];
/** Folders that only compute: what they need of the world is given to them. */
const PURE = ['plan', 'session', 'continuity', 'documents', 'messaging', 'insight', 'render'];
/** What files directly in src/ hold is small, pure, and may be used by everybody. */
const SHARED = /^src\/[^/]+\.ts$/;
/** Where libraries are used: the CLI, the installer, and the task documents, which are a bundle of their own. */
const SLOW = ['src/cli/', 'src/install/', 'src/documents/'];
/** Charts are drawn with d3's scales and shapes, which only compute; no hot bundle may hold them (bundles.test.ts). */
const CHARTS = 'src/render/charts/';
const isDrawing = ({ from, to }: Import) => from.startsWith(CHARTS) && /^d3-(scale|shape)$/.test(to);

const files = [...ROOTS.flatMap(sourcesBelow), 'install.ts'];
const imports = files.flatMap(importsOf);

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(REPOSITORY, file), 'utf8');
  const statements = /^(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?'([^']+)';/gm;
  const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g;
  return [
    ...[...text.matchAll(statements)].map(([, type, to = '']) => ({ to, isType: type !== undefined })),
    ...[...text.matchAll(dynamic)].map(([, to = '']) => ({ to, isType: false })),
  ].map(({ to, isType }) => ({
    from: file,
    to: to.startsWith('.') ? join(dirname(file), to) : to,
    isType,
  }));
}

function isOurs(to: string): boolean {
  return files.includes(to);
}

function below(path: string, ...folders: string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

function shown(list: readonly Import[]): string[] {
  return list.map(({ from, to, isType }) => `${from} → ${to}${isType ? ' (type)' : ''}`);
}

/** The files of one circle of imports, or undefined when there is none. */
function circle(edges: readonly Import[]): string[] | undefined {
  const targets = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { from, to } of edges) if (isOurs(to)) targets.get(from)?.push(to);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const to of targets.get(file) ?? []) {
      const found = visit(to, [...path, file]);
      if (found !== undefined) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const found = visit(file, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('the imports of the sources', () => {
  it('are all found by this test', () => {
    expect(files.length).toBeGreaterThan(100);
    const words = files.flatMap((file) => readFileSync(join(REPOSITORY, file), 'utf8').split('\n'));
    const counted = words.filter((line) => /\bfrom '[^']+';$|^import '[^']+';$|\bimport\('/.test(line));
    expect(imports).toHaveLength(counted.length);
  });

  it('lead to files that are there, by their whole name', () => {
    const broken = imports.filter(
      ({ to }) => to.includes('/') && /^(src|hooks|statusline)\//.test(to) && !isOurs(to),
    );
    expect(shown(broken)).toEqual([]);
    const outside = imports.filter(
      ({ from, to }) =>
        to.startsWith('..') || (existsSync(join(REPOSITORY, to)) && !isOurs(to) && from !== to),
    );
    expect(shown(outside)).toEqual([]);
  });

  it('have no circle', () => {
    expect(circle(imports.filter(({ isType }) => !isType))).toBeUndefined();
  });

  it('have no circle of types either', () => {
    expect(circle(imports)).toBeUndefined();
  });

  it('of the library come never from the programs that use it', () => {
    const programs = imports.filter(({ from, to }) => below(from, 'src') && below(to, 'hooks', 'statusline'));
    expect(shown(programs)).toEqual([]);
  });
});

describe.each(PURE.filter((name) => existsSync(join(REPOSITORY, 'src', name))))('src/%s', (name) => {
  const own = imports.filter(({ from }) => below(from, `src/${name}`));

  it('imports no module of Node', () => {
    expect(shown(own.filter(({ to }) => to.startsWith('node:')))).toEqual([]);
  });

  it('imports of Baton only what computes as well', () => {
    const allowed = (to: string): boolean =>
      SHARED.test(to) || below(to, ...PURE.map((pure) => `src/${pure}`));
    expect(shown(own.filter(({ to }) => isOurs(to) && !allowed(to)))).toEqual([]);
  });

  it('imports no library but types, and zod/mini in the files of schemas', () => {
    const libraries = own.filter(({ to, isType }) => !isOurs(to) && !to.startsWith('node:') && !isType);
    const other = libraries.filter(({ from, to }) => !(to === 'zod/mini' && /-schemas?\.ts$/.test(from)));
    // Task documents are read by libraries that only compute.
    expect(shown(other.filter((one) => !below(one.from, 'src/documents') && !isDrawing(one)))).toEqual([]);
  });

  it('knows neither the clock nor chance nor the process', () => {
    const texts = files
      .filter((file) => below(file, `src/${name}`))
      .map((file) => [file, withoutComments(readFileSync(join(REPOSITORY, file), 'utf8'))] as const);
    for (const [file, text] of texts)
      expect(text, file).not.toMatch(
        /Date\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\brequire\(|globalThis/,
      );
  });
});

describe('the other folders', () => {
  it('src/*.ts imports nothing but types', () => {
    const own = imports.filter(({ from, to, isType }) => SHARED.test(from) && !SHARED.test(to) && !isType);
    expect(shown(own)).toEqual([]);
  });

  it('src/store knows nothing of sessions, plans or whatever else is stored', () => {
    const own = imports.filter(({ from }) => below(from, 'src/store'));
    const others = own.filter(({ to }) => isOurs(to) && !below(to, 'src/store') && !SHARED.test(to));
    expect(shown(others)).toEqual([]);
    expect(shown(own.filter(({ to }) => !isOurs(to) && !to.startsWith('node:')))).toEqual([]);
  });

  it('src/runtime imports neither the CLI nor the installer', () => {
    const own = imports.filter(
      ({ from, to }) => below(from, 'src/runtime') && below(to, 'src/cli', 'src/install'),
    );
    expect(shown(own)).toEqual([]);
  });

  it('hooks and the status line import neither the CLI nor the installer nor each other', () => {
    const hooks = imports.filter(
      ({ from, to }) => below(from, 'hooks') && below(to, 'src/cli', 'src/install', 'statusline'),
    );
    const line = imports.filter(
      ({ from, to }) => below(from, 'statusline') && below(to, 'src/cli', 'src/install', 'hooks'),
    );
    expect(shown([...hooks, ...line])).toEqual([]);
  });

  it('hooks and the status line use no library', () => {
    const own = imports.filter(
      ({ from, to, isType }) => below(from, 'hooks', 'statusline') && !isOurs(to) && !isType,
    );
    expect(shown(own.filter(({ to }) => !to.startsWith('node:')))).toEqual([]);
  });

  it('only the CLI, the installer and the task documents use libraries, apart from zod/mini in the files of schemas', () => {
    const libraries = imports.filter(
      ({ to, isType }) => !isType && !isOurs(to) && !to.startsWith('node:') && to !== 'zod/mini',
    );
    const others = libraries
      .filter(({ from }) => !SLOW.some((folder) => from.startsWith(folder)))
      .filter((one) => !isDrawing(one));
    expect(shown(others)).toEqual([]);
  });
});
