import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cliReference } from '../src/cli/reference.ts';

// Renews docs/cli.md from the commands themselves: `npm run docs`. A content test fails when it is stale.
const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'cli.md');
writeFileSync(file, await cliReference());
process.stdout.write(`${file}\n`);
