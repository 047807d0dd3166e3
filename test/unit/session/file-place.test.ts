import { expect, it } from 'vitest';
import { placeFrom } from '../../../src/session/file-place.ts';

it.each([
  ['/w/app', '/w/app/src/a.ts', 'src/a.ts'],
  ['/w/app', '/w/application/a.ts', '/w/application/a.ts'],
  ['/w/app', '/w/app', '/w/app'],
  [null, '/w/app/a.ts', '/w/app/a.ts'],
])('seen from %s the file %s is %s', (folder, path, place) => {
  expect(placeFrom(folder, path)).toBe(place);
});
