import { runKept } from '../src/runtime/compiled-code.ts';

declare const BATON_BUILD: string;

// The entry of dist/statusline.cjs: starts the line (statusline.ts) from compiled code where there is some.
runKept({
  name: 'statusline',
  folder: __dirname,
  build: BATON_BUILD,
  part: process.argv.includes('--subagents') ? 'subagents' : 'line',
  load: require,
  env: process.env,
});
