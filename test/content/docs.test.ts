import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationPage } from '../../scripts/configuration-page.ts';
import { contextCost } from '../../scripts/context-cost.ts';
import { hooksPage } from '../../scripts/hooks-page.ts';
import { performancePage } from '../../scripts/performance-page.ts';
import { statusLinePage, statusLineScreens } from '../../scripts/status-line-page.ts';
import { cliReference } from '../../src/cli/reference.ts';

const root = join(import.meta.dirname, '..', '..');
const text = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the documentation', () => {
  it('has a command line page that is what the commands say (npm run docs renews it)', async () => {
    expect(text('docs/cli.md')).toBe(await cliReference());
  });

  it('says what everything costs in context (npm run docs renews it)', () => {
    expect(text('docs/context-cost.md')).toBe(contextCost());
  });

  it('has a status line page, and screens of it, that are what the line says (npm run docs renews them)', () => {
    expect(text('docs/status-line.md')).toBe(statusLinePage());
    expect(text('docs/screens/status-line.txt')).toBe(statusLineScreens());
  });

  it('has pages of settings, hooks and events that are what the schemas say (npm run docs renews them)', () => {
    expect(text('docs/configuration.md')).toBe(configurationPage());
    expect(text('docs/hooks-and-events.md')).toBe(hooksPage());
  });

  it('has a performance page that is made of the newest results (npm run docs renews it)', () => {
    expect(text('docs/performance.md')).toBe(performancePage());
  });

  it('tells what each setting means', () => {
    const rows = text('docs/configuration.md').match(/^\| `[a-z_.]+` \|.*$/gm) ?? [];
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(row, row).not.toContain('undefined');
  });

  it('names only files that exist', () => {
    for (const page of [
      'README.md',
      'CONTRIBUTING.md',
      'ARCHITECTURE.md',
      'docs/status.md',
      'docs/status-line.md',
      'docs/quick-start.md',
      'docs/concepts.md',
      ...readdirSync(join(root, 'docs/examples')).map((file) => `docs/examples/${file}`),
      'docs/security.md',
      'docs/reliability.md',
    ]) {
      for (const [, target] of text(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
        expect(() => readFileSync(join(root, page, '..', target ?? '')), `${page} → ${target}`).not.toThrow();
      }
    }
  });

  it('lists each example of the README as a command that exists', async () => {
    const nouns = new Set(
      [...(await cliReference()).matchAll(/^### `baton ([a-z]+)`$/gm)].map(([, noun]) => noun),
    );
    const used = [...text('README.md').matchAll(/^baton ([a-z]+)/gm)].map(([, noun]) => noun);
    expect(used.length).toBeGreaterThan(3);
    for (const noun of used) expect(nouns).toContain(noun);
  });
});
