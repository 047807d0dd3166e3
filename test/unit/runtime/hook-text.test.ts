import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHookInput } from '../../../src/runtime/hook-input.ts';
import {
  allowTool,
  injectContext,
  MOST_INJECTED_CHARACTERS,
  SILENCE,
  tellPerson,
} from '../../../src/runtime/hook-output.ts';
import { newId } from '../../../src/runtime/new-id.ts';

describe('a hook’s payload', () => {
  it.each(['', '{', '[]', 'null', '{}', '{"session_id":""}', '{"session_id":7}'])('is none: %j', (text) => {
    expect(parseHookInput(text)).toBeUndefined();
  });

  it('needs only a session', () => {
    expect(parseHookInput('{"session_id":"s-1"}')).toMatchObject({
      session_id: 's-1',
      prompt: undefined,
      background_tasks: 0,
      tool_input: {},
    });
  });

  it('is read field by field, and counts what goes on in the background', () => {
    const payload = {
      session_id: 's-1',
      cwd: '/w',
      tool_input: { file_path: '/f' },
      duration_ms: 4,
      background_tasks: [{}, 1],
    };
    expect(parseHookInput(JSON.stringify(payload))).toMatchObject({
      cwd: '/w',
      tool_input: { file_path: '/f' },
      duration_ms: 4,
      background_tasks: 2,
    });
  });

  it('has fields of another type for absent, and is never a failure', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('prompt', 'cwd', 'tool_input', 'background_tasks', 'duration_ms'),
          fc.jsonValue(),
        ),
        (fields) => {
          const input = parseHookInput(JSON.stringify({ ...fields, session_id: 's-1' }));
          expect(input?.session_id).toBe('s-1');
          expect(['string', 'undefined']).toContain(typeof input?.prompt);
          expect(['number', 'undefined']).toContain(typeof input?.duration_ms);
          expect(Number.isInteger(input?.background_tasks)).toBe(true);
        },
      ),
    );
  });
});

describe('a hook’s answer', () => {
  it('injects text for the model and counts its bytes', () => {
    const reply = injectContext('SessionStart', 'über');
    expect(JSON.parse(reply.stdout)).toEqual({
      hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: 'über' },
    });
    expect(reply.injectedBytes).toBe(5);
  });

  it('is silence for an empty text', () => {
    expect(injectContext('SessionStart', '')).toBe(SILENCE);
    expect(SILENCE).toEqual({ stdout: '', injectedBytes: 0 });
  });

  it('cuts, with a note, what would not reach the model', () => {
    const context = (text: string): string =>
      JSON.parse(injectContext('X', text).stdout).hookSpecificOutput.additionalContext;
    expect(context('x'.repeat(MOST_INJECTED_CHARACTERS))).toHaveLength(MOST_INJECTED_CHARACTERS);
    expect(context('x'.repeat(20_000))).toMatch(/^x{9000}\n\[cut by Baton\]$/);
  });

  it('allows a tool call with a reason, and tells the person something', () => {
    expect(JSON.parse(allowTool('own state').stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'allow',
        permissionDecisionReason: 'own state',
      },
    });
    expect(JSON.parse(tellPerson('hello').stdout)).toEqual({ systemMessage: 'hello' });
  });
});

describe('newId', () => {
  it('is 22 letters and digits that sort by time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4e12 }),
        fc.nat(4_194_304),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (now, pid, noise) => {
          const first = newId(now, pid, () => noise);
          const later = newId(now + 1, pid, () => noise);
          expect(first).toMatch(/^[0-9a-z]{22}$/);
          expect(first < later).toBe(true);
        },
      ),
    );
  });

  it('does not repeat within one process, even where clock and chance stand still', () => {
    const ids = Array.from({ length: 1_000 }, () => newId(1, 2, () => 0.5));
    expect(new Set(ids).size).toBe(1_000);
  });
});
