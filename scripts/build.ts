import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';
import { build } from 'esbuild';

// Makes the files of dist/ that the client starts: one CommonJS bundle each, because an installed plugin
// gets no build step and a bundle starts fastest. `dist/meta.json` is what the content tests read to hold
// the line on what the hot files may contain.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Each bundle and its source. */
const ENTRIES = {
  'hook-code': 'hooks/hook.ts',
  'hook-slow': 'hooks/hook-slow.ts',
  'hook-tools': 'hooks/hook-tools.ts',
  'statusline-code': 'statusline/statusline.ts',
  'statusline-fold': 'src/runtime/session-view.ts',
  'statusline-wrapped': 'statusline/wrapped/wrapped-output.ts',
  'statusline-preview': 'statusline/preview/preview.ts',
  cli: 'src/cli/main.ts',
  'cli-full': 'src/cli/run-cli.ts',
  install: 'src/install/run-install.ts',
  dashboard: 'src/cli/dashboard/dashboard-pages.ts',
  profile: 'src/cli/profile/profile-run.ts',
  documents: 'src/documents/task-documents.ts',
  report: 'src/render/report/report-text.ts',
};

/** What the client starts of these: it runs them from compiled code (src/runtime/compiled-code.ts). */
const STARTERS = {
  hook: 'hooks/start-hook.ts',
  statusline: 'statusline/start-statusline.ts',
};

/** What is loaded only when it is needed lies in a file of its own: reading it in costs even when it does not run. */
const APART: readonly (readonly [source: RegExp, file: string])[] = [
  [/\/hook-slow\.ts$/, './hook-slow.cjs'],
  [/\/hook-tools\.ts$/, './hook-tools.cjs'],
  [/\/session-view\.ts$/, './statusline-fold.cjs'],
  [/\/wrapped-output\.ts$/, './statusline-wrapped.cjs'],
  [/\/run-cli\.ts$/, './cli-full.cjs'],
  [/\/run-install\.ts$/, './install.cjs'],
  [/\/dashboard-pages\.ts$/, './dashboard.cjs'],
  [/\/profile-run\.ts$/, './profile.cjs'],
  [/\/task-documents\.ts$/, './documents.cjs'],
  [/\/report-text\.ts$/, './report.cjs'],
];
const loadedApart: Plugin = {
  name: 'loaded-apart',
  setup({ onResolve }) {
    for (const [filter, path] of APART) {
      onResolve({ filter }, ({ kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
    }
  },
};

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const outdir = process.argv[2] ?? join(root, 'dist');
mkdirSync(outdir, { recursive: true });
const options = {
  absWorkingDir: root,
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's main entry is UMD and asks for files that a bundle does not have.
  mainFields: ['module', 'main'],
  // An import() that stays one would start Node's ES module loader: 4 ms.
  supported: { 'dynamic-import': false },
  define: { BATON_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [loadedApart],
} satisfies BuildOptions;
const outputs: NonNullable<Awaited<ReturnType<typeof build>>['metafile']>['outputs'] = {};

async function bundle(
  entries: Readonly<Record<string, string>>,
  define: Readonly<Record<string, string>> = {},
) {
  const entryPoints = Object.entries(entries).map(([out, file]) => ({ out, in: file }));
  const { metafile } = await build({ ...options, entryPoints, define: { ...options.define, ...define } });
  Object.assign(outputs, metafile.outputs);
}

await bundle(ENTRIES);
for (const [out, file] of Object.entries(STARTERS)) {
  const code = readFileSync(join(outdir, `${out}-code.cjs`));
  const build = createHash('sha256').update(code).digest('hex').slice(0, 16);
  await bundle({ [out]: file }, { BATON_BUILD: JSON.stringify(build) });
}
const sizes: Record<string, { bytes: number; inputs: string[] }> = {};
for (const [file, output] of Object.entries(outputs)) {
  const name = file.split('/').at(-1) ?? file;
  sizes[name] = { bytes: output.bytes, inputs: Object.keys(output.inputs).sort() };
}
writeFileSync(join(outdir, 'meta.json'), `${JSON.stringify(sizes, null, 1)}\n`);
chmodSync(join(outdir, 'cli.cjs'), 0o755);
for (const [name, { bytes }] of Object.entries(sizes)) {
  process.stdout.write(`${name.padEnd(22)} ${(bytes / 1024).toFixed(1).padStart(7)} KB\n`);
}
