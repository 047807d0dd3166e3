import { runKept } from '../src/runtime/compiled-code.ts';

declare const BATON_BUILD: string;

// The entry of dist/hook.cjs: starts the hook (hook.ts) from compiled code where there is some.
runKept({
  name: 'hook',
  folder: __dirname,
  build: BATON_BUILD,
  part: process.argv[2] ?? '',
  load: require,
  env: process.env,
});
