import { expect, it } from 'vitest';
import { isDocumentation } from '../../src/documentation-file.ts';

it.each([
  ['/a/README.md', true],
  ['notes.TXT', true],
  ['/a/docs/picture.svg', true],
  ['/a/docs/build.ts', false],
  ['/a/src/docs.ts', false],
  ['/a/src/markdown/index.js', false],
  ['CHANGELOG', false],
])('%s is for people: %s', (path, expected) => {
  expect(isDocumentation(path)).toBe(expected);
});
