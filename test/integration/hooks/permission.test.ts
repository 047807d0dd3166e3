import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainBatonCall } from '../../../hooks/handlers/permission.ts';
import type { FakeClient, Payload } from '../../helpers/fire-hook.ts';
import { newHookWorld, payload } from '../../helpers/fire-hook.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const PLAIN = [
  'baton',
  'baton ',
  '  baton',
  '\tbaton\tstatus',
  'baton session list --active',
  'baton session show 5e551042 --json',
  "baton session show '#12'",
  'baton session show "#12"',
  'baton state get active_work.current_sprint',
  'baton state get \'$.tasks[?@.status=="blocked"].id\'',
  'baton state set runtime_config.values.theme \'"dark"\'',
  'baton state set session_info.label "\'it is\'"',
  "baton state set a '`id` $(id) ; | > < & * ? [a] ~ # \\'",
  'baton state set a "one; two | three & four > five < six (seven) # eight * nine"',
  "baton state set a ''",
  'baton event list --type=tool_used,turn_ended --limit=5',
  'baton help session mode',
  'baton --session 5e55+a@b:c/d.e%f,g=h doctor --quick',
];

const NOT_PLAIN: Readonly<Record<string, readonly string[]>> = {
  'a further command': [
    'baton; id',
    'baton ;id',
    'baton && id',
    'baton || id',
    'baton & id',
    'baton &',
    'baton | sh',
    'baton |& sh',
    'id; baton',
    'id && baton',
    'id | baton state batch -',
    'baton\nid',
    'baton\n',
    '\nbaton',
    'baton status\r\nid',
    "baton state set a 'x\n'; id",
    "baton state set a 'x'\nid",
    'baton state set a "x\ny"',
    'baton \\\nid',
    '! baton',
    '(baton)',
    '{ baton; }',
    'if baton; then id; fi',
    'time baton',
    'exec baton',
    'env baton',
    'sudo baton',
    'X=1 baton',
    'PATH=/tmp baton',
  ],
  'a redirection': [
    'baton > out',
    'baton >out',
    'baton >> out',
    'baton < in',
    'baton 2>&1',
    'baton <<< x',
    'baton <<EOF',
    'baton >| out',
    'baton &> out',
    'baton <(id)',
    'baton >(id)',
  ],
  'an expansion': [
    'baton $HOME',
    ['baton $', '{HOME}'].join(''),
    'baton $(id)',
    'baton `id`',
    'baton $((1))',
    "baton $'x'",
    'baton $"x"',
    'baton "$HOME"',
    'baton "$(id)"',
    'baton "`id`"',
    'baton "a\\"; id; \\""',
    'baton "a\\',
    'baton a\\ b',
    'baton ~',
    'baton ~root',
    'baton *',
    'baton a?',
    'baton [ab]',
    'baton {a,b}',
    'baton !!',
    'baton !id',
    'baton #comment',
    'baton ^a^b',
    "baton 'a'*",
    '"baton" $x',
  ],
  'a quotation that does not close, or touches a word': [
    "baton 'a",
    'baton "a',
    `baton 'a"`,
    `baton "a'`,
    "baton 'a'b",
    "baton a'b'",
    `baton 'a'"b"`,
    `baton 'a''b'`,
    `baton "in"stall`,
    `baton in''stall`,
    "baton '' '",
    `baton '"' "`,
    `baton "'" '; id; '" '"`,
  ],
  'another program': [
    'batonx',
    'baton-x',
    'baton.sh',
    './baton',
    '/tmp/baton',
    'bin/baton status',
    '"baton"',
    "'baton' status",
    'b\\aton',
    'BATON',
    'baton\u00a0status',
    '\u00a0baton',
    'baton\u2003status',
    'baton\r',
    'baton\rstatus',
    'baton\fstatus',
    'baton\vstatus',
    'baton\u2028status',
    '\ufeffbaton',
    'baton\0',
    'echo baton',
    'npx baton',
    'cd /tmp && baton',
    '',
    ' ',
  ],
  'reaching beyond the state of the project': [
    'baton install',
    'baton uninstall',
    'baton install --scope user',
    'baton --json install',
    "baton 'install'",
    'baton "install"',
    "baton --json 'uninstall'",
    'baton migrate',
    'baton "migrate" x',
    'baton init',
    'baton --project /tmp status',
    'baton --project=/tmp status',
    "baton '--project' /tmp status",
    "baton '--project=/tmp' status",
    'baton "--project=/tmp" status',
    'baton status --project "/tmp"',
    'baton state batch /etc/passwd',
    'baton session mode sprint --style',
    'baton session mode sprint --no-style',
    "baton session mode sprint '--style'",
    "baton state 'batch' /etc/passwd",
  ],
};

describe('a fired PreToolUse', () => {
  let client: FakeClient;
  const ask = async (changes: Payload): Promise<string> => {
    const fired = await client.fire(payload('PreToolUse.baton', changes));
    expect(fired).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
    return fired.stdout;
  };
  const bash = (command: string) => ({ tool_input: { command, description: 'x' } });

  async function begin(): Promise<void> {
    client = await newHookWorld().client();
  }

  it('allows plain calls of baton, with a reason', async () => {
    await begin();
    for (const command of PLAIN)
      expect(JSON.parse(await ask(bash(command))), command).toEqual({
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: 'allow',
          permissionDecisionReason: expect.any(String),
        },
      });
  });

  it.each(Object.keys(NOT_PLAIN))('says nothing about %s', async (kind) => {
    await begin();
    const commands = NOT_PLAIN[kind] ?? [];
    for (const command of commands) expect(await ask(bash(command)), JSON.stringify(command)).toBe('');
  });

  it('says nothing about other tools and other shapes of input', async () => {
    await begin();
    // The hook itself must not rely on the matcher: Bash's hook is given what the client would not send it.
    for (const tool_name of ['BashOutput', 'bash', 'Bash ', 'mcp__x__Bash', '', 7, null, ['Bash']]) {
      const raw = JSON.stringify(payload('PreToolUse.baton', { tool_name }));
      const fired = await client.fire(payload('PreToolUse.baton'), { raw });
      expect(fired, raw).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
    }
    const inputs = [
      null,
      [],
      'baton',
      { command: ['baton'] },
      { command: 7 },
      { command: '' },
      {},
      { cmd: 'baton' },
    ];
    for (const tool_input of inputs) expect(await ask({ tool_input }), JSON.stringify(tool_input)).toBe('');
  });

  it('answers a call of ten thousand words and refuses a megabyte of anything, quickly', async () => {
    await begin();
    expect(await ask(bash(`baton ${'word '.repeat(10_000)}`))).toContain('allow');
    for (const text of ["'a' ", 'a', ' ', '"', "'", 'a ', ' a'])
      expect(await ask(bash(`baton ${text.repeat(1_000_000 / text.length)};`))).toBe('');
  });
});

/** What a POSIX shell makes of a line, read letter by letter; undefined when it is more than plain words. */
function plainWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const letter of line) {
    if (quote !== '') {
      if (letter === quote) quote = '';
      else if (quote === '"' && '$`\\'.includes(letter)) return undefined;
      else word += letter;
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      word ??= '';
    } else if (letter === ' ' || letter === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if ('|&;<>()$`\\*?[]#~!{}^\n'.includes(letter)) return undefined;
    else word = (word ?? '') + letter;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

const METACHARACTERS = [
  '|',
  '&',
  ';',
  '<',
  '>',
  '(',
  ')',
  '$',
  '`',
  '\\',
  '*',
  '?',
  '[',
  '#',
  '~',
  '!',
  '{',
  '}',
  '^',
  '\n',
];
const REACHING = ['init', 'install', 'uninstall', 'migrate', 'batch', '--style', '--project', '--project=/x'];

const bareWord = fc.stringMatching(/^[A-Za-z0-9_@%+=:,./-]{1,8}$/);
const singleQuoted = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((text) => `'${text.replace(/['\n]/g, '')}'`);
const doubleQuoted = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((text) => `"${text.replace(/["$`\\\n]/g, '')}"`);
const plainCall = fc
  .array(fc.oneof(bareWord, singleQuoted, doubleQuoted), { maxLength: 6 })
  .map((words) => ['baton', ...words].join(' '));
const piece = fc.oneof(
  fc.constantFrom('baton', 'install', '--project', ' ', '\t', '\r', '\u00a0', "'", '"', '\\', '\0', 'a'),
  fc.constantFrom(...METACHARACTERS),
  bareWord,
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const anyCall = fc
  .tuple(fc.constantFrom('', ' ', 'baton', 'baton '), fc.array(piece, { maxLength: 10 }))
  .map(([head, rest]) => head + rest.join(''));

describe('isPlainBatonCall', () => {
  it('never allows what a shell would read as more than baton and plain words', () => {
    fc.assert(
      fc.property(fc.oneof(anyCall, plainCall), (command) => {
        if (!isPlainBatonCall(command)) return;
        const words = plainWords(command);
        expect(words?.[0]).toBe('baton');
        for (const word of words ?? [])
          expect(REACHING.includes(word) || word.startsWith('--project=')).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  it('allows every call of plain and quoted words that reaches nowhere else', () => {
    fc.assert(
      fc.property(plainCall, (command) => {
        const isReaching = plainWords(command)?.some(
          (word) => REACHING.includes(word) || word.startsWith('--project='),
        );
        expect(isPlainBatonCall(command)).toBe(!isReaching);
      }),
      { numRuns: 5_000 },
    );
  });

  it('allows no call with a metacharacter outside quotes, wherever it stands', () => {
    const between = fc.tuple(plainCall, fc.constantFrom(...METACHARACTERS), plainCall);
    fc.assert(
      fc.property(between, fc.constantFrom('', ' '), ([before, meta, after], blank) => {
        for (const tail of [after, after.slice('baton'.length), ''])
          expect(isPlainBatonCall(before + blank + meta + blank + tail)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it('allows no call with an expansion inside double quotes', () => {
    fc.assert(
      fc.property(plainCall, fc.constantFrom('$', '`', '\\'), fc.string(), (before, meta, text) => {
        expect(isPlainBatonCall(`${before} "${text.replaceAll('"', '')}${meta}x"`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('allows no command that reaches further, however it is quoted', () => {
    const quoted = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => `'${word}'`,
      (word) => `"${word}"`,
    );
    fc.assert(
      fc.property(
        plainCall,
        fc.constantFrom(...REACHING),
        quoted,
        plainCall,
        (before, word, quote, after) => {
          expect(isPlainBatonCall(`${before} ${quote(word)}${after.slice('baton'.length)}`)).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('what is allowed, given to real shells', () => {
  it.each(['dash', 'bash'])('%s starts baton once, with exactly those words, and nothing else', (shell) => {
    const bin = tempDir();
    const here = join(bin, 'here');
    mkdirSync(here);
    writeFileSync(
      join(bin, 'baton'),
      '#!/bin/sh\nprintf "<call>"\nfor word; do printf "%s\\0" "$word"; done\n',
    );
    chmodSync(join(bin, 'baton'), 0o755);
    const calls = [...PLAIN, ...fc.sample(plainCall, { numRuns: 60, seed: 7 })].filter(isPlainBatonCall);
    expect(calls.length).toBeGreaterThan(40);
    for (const command of calls) {
      const done = spawnSync(shell, ['-c', command], {
        cwd: here,
        env: { PATH: `${bin}:/usr/bin:/bin`, HOME: bin, SHLVL: '1' },
        encoding: 'utf8',
      });
      if (command.includes('\0')) continue;
      const words = plainWords(command)?.slice(1) ?? [];
      expect(done.stdout, command).toBe(`<call>${words.map((word) => `${word}\0`).join('')}`);
      expect([done.status, done.stderr], command).toEqual([0, '']);
    }
    expect(readdirSync(here)).toEqual([]);
  });
});
