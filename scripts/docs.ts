import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cliReference } from '../src/cli/reference.ts';
import { reportJsonSchema } from '../src/insight/report-json-schema.ts';
import { configurationPage } from './configuration-page.ts';
import { contextCost } from './context-cost.ts';
import { hooksPage } from './hooks-page.ts';
import { performancePage } from './performance-page.ts';
import { statusLinePage, statusLineScreens } from './status-line-page.ts';

// Renews the pages that are made from the code: `npm run docs`. A content test fails when one is stale.
const docs = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs');
const pages = {
  'cli.md': await cliReference(),
  'configuration.md': configurationPage(),
  'context-cost.md': contextCost(),
  'hooks-and-events.md': hooksPage(),
  'performance.md': performancePage(),
  'report.schema.json': reportJsonSchema(),
  'status-line.md': statusLinePage(),
  'screens/status-line.txt': statusLineScreens(),
};
for (const [name, text] of Object.entries(pages)) {
  writeFileSync(join(docs, name), text);
  process.stdout.write(`${join(docs, name)}\n`);
}
