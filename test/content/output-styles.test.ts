import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { promptFiles } from '../../scripts/prompt-files.ts';

/** How wide a screen may be. */
const COLUMNS = 100;
/** How much of the context a style may take. Characters; three to four are a token. */
const MOST = 4_600;

/** What a layout's places hold at their widest that still is ordinary. */
const SAMPLE: Readonly<Record<string, string>> = {
  mode: 'development',
  number: '128',
  view: 'messages',
  main: '│ 界面 '.repeat(12),
  focus: 'engineering-fullstack',
  topic: 'Which queue carries the tokens?',
  agent: 'operations-director',
  stance: 'against',
  point: 'One service more to run and to pay for; nobody of ours has run it in production.',
  agreed: 'tokens are issued by the service that signs them, nowhere else',
  open: 'who turns the keys when the one on call is away?',
  recommendation: 'Postgres first; measure; decide again when it does not hold.',
  decision: 'd-12',
  sprint: 'sprint-2026-w45',
  done: '12',
  total: '34',
  blocked: '3',
  task: 'task-oauth-provider',
  title: 'Implement the interface of the OAuth2 provider',
  met: 'Given an old token, it should be refused with 401',
  step: 'task-oauth-tests  Integration tests of the provider',
  screen: 'settings',
  name: 'status_line.segments',
  value: '["mode","tasks","cost"]',
  note: 'differs from the default',
  what: 'engineering policies.max_parallel_agents',
  before: '4',
  after: '2',
  undo: 'baton team set engineering policies.max_parallel_agents 4',
};

/** Functions that the language leaves to whoever runs a program (its "inferred" ones), as far as used here. */
const INFERRED = new Set(['explain', 'ask', 'switch']);

const styles = promptFiles('output-styles');

describe.each(styles.map((style) => [style.name, style] as const))('the output style %s', (_, style) => {
  const program = /```sudolang\n([\s\S]*?)```/.exec(style.body)?.[1] ?? '';
  const block = (name: string) =>
    new RegExp(`^  ${name} \\{\\n([\\s\\S]*?)^  \\}`, 'm').exec(program)?.[1] ?? '';
  const layout = /layout = """\n([\s\S]*?)"""/.exec(program)?.[1] ?? '';
  const commands = block('Commands')
    .split('\n')
    .filter((line) => /^ {4}\S/.test(line))
    .flatMap((line) => (line.split(' - ')[0] ?? '').split('|').map((one) => one.trim().split(' ')[0] ?? ''));

  it('is a program: an interface with state, constraints, commands, functions, requirements, a beginning', () => {
    expect(program).toMatch(/^interface [A-Z]\w+ \{$/m);
    expect(block('State')).toMatch(/^ {4}\w+ = /m);
    for (const name of ['Constraints', 'Commands', 'Requirements']) expect(block(name), name).not.toBe('');
    expect(program.match(/^ {2}\w+\([\w, ]*\) => /gm)?.length).toBeGreaterThanOrEqual(3);
    expect(program.match(/\|>/g)?.length).toBeGreaterThanOrEqual(5);
    expect(program.trimEnd().split('\n').at(-1)).toMatch(/^(`baton|\w+\.\w+\(\))/);
  });

  it('has its brackets in pairs', () => {
    for (const [open, close] of ['()', '{}', '[]']) {
      expect(program.split(open ?? '').length, open).toBe(program.split(close ?? '').length);
    }
    expect(program.split('`').length % 2).toBe(1);
  });

  it('words each requirement so that it can be seen to hold', () => {
    const lines = block('Requirements').trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(5);
    for (const line of lines) expect(line.trim()).toMatch(/^Given .+, should .+\.$/);
  });

  it('defines every command that its screen offers, and every function that it uses', () => {
    const offered = (layout.trimEnd().split('\n').at(-1) ?? '').split(/[·─]/).map((one) => one.trim());
    const words = offered.filter((one) => /^[a-z]+$/.test(one));
    expect(words.length).toBeGreaterThan(4);
    expect(commands).toEqual(expect.arrayContaining(words));
    expect(new Set(commands).size, 'a command twice').toBe(commands.length);
    const defined = [...program.matchAll(/^ {2}(\w+)\([\w, ]*\) => /gm)].map(([, name]) => name);
    const withoutText = program.replace(/"""[\s\S]*?"""|\/\/.*$/gm, '');
    for (const [, name = ''] of withoutText.matchAll(/\b([a-z]\w*)\(/g)) {
      expect([...defined, ...commands, ...INFERRED], name).toContain(name);
    }
  });

  it('draws a screen of at most 100 columns', () => {
    const lines = layout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      const drawn = line
        .trimEnd()
        .replace(/^ {2}/, '')
        .replace(/\$\{(\w+)\}/g, (place, name: string) => {
          expect(Object.keys(SAMPLE), place).toContain(name);
          return SAMPLE[name] ?? '';
        });
      expect(stringWidth(drawn), drawn).toBeLessThanOrEqual(COLUMNS);
    }
  });

  it('keeps the instructions for coding where code is written, and is short', () => {
    const codes = ['all-team_dashboard', 'sprint_execution'].includes(style.name);
    expect(style.fields['keep-coding-instructions']).toBe(codes ? 'true' : undefined);
    expect(style.body.length).toBeLessThanOrEqual(MOST);
  });
});
