import { describe, expect, it } from 'vitest';
import { STATUS_LINE_COMMAND } from '../../../src/install/launcher.ts';
import { lineInEffect } from '../../../src/install/wrapped-line.ts';

const baton = { type: 'command', command: STATUS_LINE_COMMAND };
const layer = (statusLine: unknown, wrapped?: Record<string, unknown>) => ({
  file: 'f',
  statusLine,
  wrapped,
});

describe('the status line in effect before Baton', () => {
  it('is the strongest one that has a command', () => {
    expect(lineInEffect([layer(undefined), layer({ command: 'a' }), layer({ command: 'b' })])).toEqual({
      command: 'a',
    });
    expect(lineInEffect([layer({ type: 'command' }), layer('x'), layer({ command: ' ' })])).toBeUndefined();
  });

  it('is never Baton’s own, but what that one wraps', () => {
    expect(lineInEffect([layer(baton), layer(baton, { command: 'mine' }), layer({ command: 'b' })])).toEqual({
      command: 'mine',
    });
    expect(lineInEffect([layer(baton)])).toBeUndefined();
  });
});
