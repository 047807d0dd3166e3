import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin } from '../helpers/built-plugin.ts';

/** What dist/meta.json tells of each file: its size and the sources in it. */
type Meta = Readonly<Record<string, { readonly bytes: number; readonly inputs: readonly string[] }>>;

const KB = 1024;
let dist = '';
let meta: Meta = {};

beforeAll(() => {
  dist = join(builtPlugin(), 'dist');
  meta = JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Meta;
}, 60_000);

function inputs(bundle: string): readonly string[] {
  return meta[bundle]?.inputs ?? [];
}

describe('the bundles', () => {
  it('are these: what few commands need stands apart from those that would start slower with it', () => {
    expect(Object.keys(meta).sort()).toEqual([
      'cli-full.cjs',
      'cli.cjs',
      'dashboard.cjs',
      'documents.cjs',
      'hook-code.cjs',
      'hook-slow.cjs',
      'hook-tools.cjs',
      'hook.cjs',
      'install.cjs',
      'profile.cjs',
      'report.cjs',
      'statusline-code.cjs',
      'statusline-fold.cjs',
      'statusline-preview.cjs',
      'statusline-wrapped.cjs',
      'statusline.cjs',
    ]);
    expect(inputs('cli-full.cjs').filter((path) => path.startsWith('src/install/'))).toEqual([]);
  });

  it.each([
    ['hook.cjs', 3],
    ['hook-code.cjs', 80],
    ['hook-slow.cjs', 140],
    ['hook-tools.cjs', 110],
    ['statusline.cjs', 3],
    ['statusline-code.cjs', 60],
    ['statusline-fold.cjs', 60],
    ['statusline-wrapped.cjs', 20],
    ['statusline-preview.cjs', 60],
    ['cli.cjs', 80],
    ['cli-full.cjs', 560],
    ['install.cjs', 300],
    ['dashboard.cjs', 80],
    ['profile.cjs', 160],
    ['documents.cjs', 160],
    ['report.cjs', 120],
  ])('%s is smaller than %i KB, as every start reads it', (bundle, most) => {
    expect(statSync(join(dist, bundle)).size).toBe(meta[bundle]?.bytes);
    expect(meta[bundle]?.bytes).toBeLessThan(most * KB);
    expect(meta[bundle]?.bytes).toBeGreaterThan(KB);
  });

  it.each(['hook-code.cjs', 'hook-slow.cjs', 'hook-tools.cjs', 'statusline-code.cjs', 'cli.cjs'])(
    '%s contains no library',
    (bundle) => {
      expect(inputs(bundle).length).toBeGreaterThan(10);
      expect(inputs(bundle).filter((path) => path.includes('node_modules'))).toEqual([]);
    },
  );

  it.each(['hook-code.cjs', 'hook-slow.cjs', 'hook-tools.cjs', 'statusline-code.cjs'])(
    '%s contains no schema, nothing of the CLI and nothing of the installer',
    (bundle) => {
      const heavy = inputs(bundle).filter((path) => /-schemas?\.ts$|^src\/(cli|install)\//.test(path));
      expect(heavy).toEqual([]);
    },
  );

  it('hook-code.cjs leaves what begins and ends a session to hook-slow.cjs', () => {
    expect(inputs('hook-slow.cjs')).toContain('hooks/handlers/session-start.ts');
    for (const slow of [
      'hooks/hook-slow.ts',
      'hooks/handlers/session-start.ts',
      'src/continuity/briefing.ts',
    ])
      expect(inputs('hook-code.cjs')).not.toContain(slow);
    // The rules for a first prompt and for the end of a turn: both wait for the answer.
    expect(inputs('hook-code.cjs').filter((path) => /^src\/continuity\/(?!rules\/)/.test(path))).toEqual([]);
  });

  it('statusline-code.cjs leaves folding and the line of the user to files of their own', () => {
    expect(
      inputs('statusline-code.cjs').filter((path) => /^src\/session\/(?:evolve|events\/)/.test(path)),
    ).toEqual([]);
    expect(inputs('statusline-code.cjs')).not.toContain('statusline/wrapped/remembered-output.ts');
    expect(inputs('statusline-fold.cjs')).toContain('src/session/evolve.ts');
  });

  it('cli.cjs contains no schema: quick answers trust the index', () => {
    expect(inputs('cli.cjs').filter((path) => /-schemas?\.ts$/.test(path))).toEqual([]);
  });

  it.each(['hook', 'statusline'])('%s.cjs starts its code and holds little else', (name) => {
    expect([...inputs(`${name}.cjs`)].sort()).toEqual(
      [
        name === 'hook' ? 'hooks/start-hook.ts' : 'statusline/start-statusline.ts',
        'src/runtime/compiled-code.ts',
      ].sort(),
    );
    // Read byte by byte: see compiled-code.ts.
    expect(readFileSync(join(dist, `${name}-code.cjs`), 'latin1')).toMatch(/^[\x00-\x7f]*$/);
  });

  it.each([
    'hook.cjs',
    'hook-code.cjs',
    'hook-slow.cjs',
    'hook-tools.cjs',
    'statusline.cjs',
    'statusline-code.cjs',
    'statusline-fold.cjs',
    'statusline-preview.cjs',
    'statusline-wrapped.cjs',
    'cli.cjs',
    'cli-full.cjs',
    'install.cjs',
    'dashboard.cjs',
    'profile.cjs',
    'documents.cjs',
    'report.cjs',
  ])('%s needs nothing beside it but Node and the other bundles', (bundle) => {
    const text = readFileSync(join(dist, bundle), 'utf8');
    const needed = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name);
    for (const name of needed) {
      if (name.startsWith('./')) expect(existsSync(join(dist, name)), name).toBe(true);
      else expect(name.startsWith('node:') || isOfNode(name), name).toBe(true);
    }
    expect(text).not.toMatch(/\bimport\(/);
  });
});

function isOfNode(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined;
}
