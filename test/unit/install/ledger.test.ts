import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../src/install/ledger.ts';
import { formatLedger, readLedger } from '../../../src/install/ledger.ts';

const installation: Installation = {
  scope: 'local',
  project: '/p',
  settings_file: '/p/.claude/settings.local.json',
  settings_existed: false,
  created_dirs: ['/p/.claude'],
  sha256_after: 'ab',
  backup: null,
  wrapped: { type: 'command', command: 'echo', padding: 1 },
  marketplace_path: '/plug',
  marketplace_added: true,
  mcp: { servers: ['github'], file_existed: false, list_existed: false },
  project_files: [{ path: '/p/.baton', sha256: null }],
  plugin_root: '/plug',
  version: '0.1.0',
  installed_at: '2026-01-01T00:00:00.000Z',
};

describe('the list of installations', () => {
  it('is read as it was written', () => {
    expect(readLedger('f', Buffer.from(formatLedger([installation])))).toEqual([installation]);
  });

  it('is empty when there is none', () => {
    expect(readLedger('f', undefined)).toEqual([]);
  });

  it.each(['', '{', '{"format": 2, "installs": []}', '{"format": 1, "installs": [{}]}'])(
    '%j is damage, and says so',
    (text) => {
      expect(() => readLedger('/h/installs.json', Buffer.from(text))).toThrow(
        /\/h\/installs\.json cannot be read.*Nothing was written/s,
      );
    },
  );
});
