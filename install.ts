import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInstall } from './src/install/run-install.ts';

process.exitCode = await runInstall(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  isTty: process.stdin.isTTY === true && process.stdout.isTTY === true,
  pluginRoot: dirname(fileURLToPath(import.meta.url)),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
