import { describe, expect, it } from 'vitest';
import { sessionStartCommands } from '../../../src/install/hook-command.ts';

/** The text that the client fills in. */
const ROOT = ['$', '{CLAUDE_PLUGIN_ROOT}'].join('');

const hooks = (...groups: object[]) => JSON.stringify({ hooks: { SessionStart: groups } });

describe('the commands for the start of a session', () => {
  it('are lines for the shell', () => {
    const text = hooks({ hooks: [{ type: 'command', command: `sh "${ROOT}/x.sh"` }] });
    expect(sessionStartCommands(text, '/plug')).toEqual([
      { program: '/bin/sh', args: ['-c', `sh "${ROOT}/x.sh"`] },
    ]);
  });

  it('are programs with the plugin’s folder filled in where there are arguments', () => {
    const text = hooks({ hooks: [{ command: 'node', args: [`${ROOT}/h.cjs`, '$&'] }] });
    expect(sessionStartCommands(text, '/p$&')).toEqual([{ program: 'node', args: ['/p$&/h.cjs', '$&'] }]);
  });

  it('are those that a start-up matches', () => {
    const text = hooks(
      { matcher: 'resume|compact', hooks: [{ command: 'a' }] },
      { matcher: 'startup|clear', hooks: [{ command: 'b' }] },
      { matcher: '', hooks: [{ command: 'c' }, { type: 'prompt', prompt: 'x' }] },
    );
    expect(sessionStartCommands(text, '/p').map((command) => command.args[1])).toEqual(['b', 'c']);
  });

  it('are none where none are registered', () => {
    expect(sessionStartCommands('{"hooks": {}}', '/p')).toEqual([]);
  });
});
