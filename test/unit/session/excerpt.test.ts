import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, redact } from '../../../src/session/excerpt.ts';

// Keys are put together here, so that no scanner takes this file for a leak.
const WORD = 'a1B2c3D4e5F6g7H8i9J0';
const KEYS: readonly (readonly [name: string, key: string])[] = [
  ['an API key', `sk-ant-api03-${WORD}${WORD}`],
  ['a GitHub token', `ghp_${WORD}${WORD}`],
  ['a fine-grained GitHub token', `github_pat_${WORD}_${WORD}`],
  ['a GitLab token', `glpat-${WORD}`],
  ['an npm token', `npm_${WORD}${WORD}`],
  ['an AWS key id', `AKIA${'ABCD'.repeat(4)}`],
  ['a temporary AWS key id', `ASIA${'ABCD'.repeat(4)}`],
  ['a Slack token', `xoxb-1234567890-${WORD}`],
  ['a JSON web token', `eyJ${WORD}.eyJ${WORD}.${WORD}`],
  ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${WORD}\n${WORD}\n-----END RSA PRIVATE KEY-----`],
];

describe('redact', () => {
  it.each(KEYS)('takes out %s', (_, key) => {
    expect(redact(`before ${key} after`)).toBe('before [redacted] after');
  });

  it.each([
    ['password: hunter22', 'password: [redacted]'],
    ['PASSWD=hunter22 make', 'PASSWD=[redacted] make'],
    ['DB_PASSWORD=hunter22', 'DB_PASSWORD=[redacted]'],
    ['export GITHUB_TOKEN=abcdef123', 'export GITHUB_TOKEN=[redacted]'],
    ['AWS_SECRET_ACCESS_KEY=abc/def+ghi', 'AWS_SECRET_ACCESS_KEY=[redacted]'],
    ['my_api_key = abcdef123', 'my_api_key = [redacted]'],
    ['{"password": "hunter22"}', '{"password": "[redacted]"}'],
    ["{'apiKey':'abcdef123'}", "{'apiKey':'[redacted]'}"],
    ['Authorization: Bearer abcdef123456', 'Authorization: [redacted]'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: [redacted]'],
    ['postgres://app:hunter22@db/prod', 'postgres://app:[redacted]@db/prod'],
  ])('keeps the name and takes the value of %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'count the tokens: 123456',
    'a secret garden',
    'task-1234567890123456',
    'https://example.org/a@b',
  ])('leaves %j alone', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('takes out a private key that was never ended', () => {
    expect(redact(`-----BEGIN PRIVATE KEY-----\n${WORD}`)).toBe('[redacted]');
  });
});

describe('excerptOf', () => {
  it('is one line, without blanks at its ends', () => {
    expect(excerptOf('  first\n\tsecond \r\n')).toBe('first second');
  });

  it('cuts after whole characters and shows that it did', () => {
    expect(excerptOf('😀😀😀😀', 3)).toBe('😀😀…');
    expect(excerptOf('abc', 3)).toBe('abc');
    expect([...excerptOf('x'.repeat(5000))]).toHaveLength(240);
  });

  it('comes to the same when it is taken again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(excerptOf(excerptOf(text))).toBe(excerptOf(text));
      }),
    );
  });

  it('never holds a key, wherever it stands in the text', () => {
    const blank = fc.stringMatching(/^[ \n\t.,a-z]{0,300}$/);
    fc.assert(
      fc.property(fc.constantFrom(...KEYS), blank, blank, ([, key], before, after) => {
        const shown = excerptOf(`${before} ${key} ${after}`);
        expect(shown).not.toContain(key.replace(/\s+/g, ' '));
        expect(shown).not.toContain(WORD);
      }),
    );
  });

  it('does not show the beginning of a key that the reading limit cut in two', () => {
    const [, key = ''] = KEYS[0] ?? [];
    for (let shown = 8; shown < key.length; shown++) {
      const text = `see ${' '.repeat(240 * 8 - 4 - shown)}${key}`;
      expect(excerptOf(text)).toBe('see');
    }
  });
});
