import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProgramHost } from '../../../src/cli/command-context.ts';
import { buildProgram } from '../../../src/cli/program.ts';
import { answerQuickly, QUICK_QUERIES } from '../../../src/cli/quick-queries.ts';
import { readQuickWords } from '../../../src/cli/quick-words.ts';
import { loadBoard } from '../../../src/runtime/plan-loader.ts';
import { later, planned } from '../runtime/planned.ts';

function hostOf(cwd: string) {
  const printed: string[] = [];
  const host: ProgramHost = {
    cwd,
    env: { HOME: join(cwd, 'home') },
    isTty: false,
    columns: 80,
    version: '9.9.9',
    pluginRoot: cwd,
    mayAsk: false,
    now: later,
    readStdin: () => '',
    out: (text) => void printed.push(text),
    err: (text) => void printed.push(text),
  };
  return { host, printed };
}

/** A project with a kept index, and what both ways print. */
function kept() {
  const world = planned();
  const id = world.session({ mode: 'sprint' });
  loadBoard(world.layout, later());
  const quickly = (...words: string[]) => {
    const { host, printed } = hostOf(world.root);
    return answerQuickly(words, host) ? printed.join('') : undefined;
  };
  const wholly = async (...words: string[]) => (await world.baton(words, { now: later(), tick: 0 })).out;
  return { ...world, id, quickly, wholly };
}

describe('a quick query', () => {
  it.each([
    'task next',
    'task next --json',
    'task next --sprint s1',
    '--json task list',
    'task list --limit 1 --offset 1 --no-color',
    'task list --status pending --ascii --json',
    'epic progress auth --json',
    'epic progress auth',
    'session list --active --json',
    'session list --limit 1',
  ])('says what the whole program says: %s', async (line) => {
    const { quickly, wholly } = kept();
    const answer = quickly(...line.split(' '));
    expect(answer).toBeTruthy();
    expect(answer).toBe(await wholly(...line.split(' ')));
  });

  it('takes a session by its number, and the plan’s sprint from it', async () => {
    const { quickly, wholly, baton } = kept();
    expect((await baton(['sprint', 'start', 's1', '--session', '#1'])).exit).toBe(0);
    const line = ['task', 'next', '--session', '#1', '--json'];
    expect(quickly(...line)).toBe(await wholly(...line));
    expect(JSON.parse(quickly(...line) ?? '')).toMatchObject({ id: 't1', sprint: 's1' });
  });

  it.each([
    'task next --help',
    'task next extra',
    'task next --sprint=s1',
    'task next --sprint nope',
    'task next --sprint',
    'task next --json --json',
    'task list --limit many',
    'task list --limit -1',
    'task list --status odd',
    'task show t1',
    'epic progress',
    'epic progress nope',
    'session list --session nobody --sprint s1',
    'task next --session nobody',
    'task next --project /nowhere',
    'tasks next',
    '',
  ])('leaves the word to the whole program: %s', (line) => {
    const { quickly } = kept();
    expect(quickly(...line.split(' ').filter(Boolean))).toBeUndefined();
  });

  it('is not answered from an index that a hand edit, a new file or a damaged line has overtaken', async () => {
    const world = kept();
    expect(world.quickly('task', 'next')).toContain('t1');
    world.plan('sprints/s1.json', { id: 's1', epic_id: 'auth', name: 'One', planned_tasks: {} });
    utimesSync(world.path('sprints/s1.json'), 0, 0);
    expect(world.quickly('task', 'next')).toBeUndefined();
    expect(await world.wholly('task', 'next')).toContain('Sprint s1 has no tasks yet.');
    loadBoard(world.layout, later());
    expect(world.quickly('task', 'next')).toContain('Sprint s1 has no tasks yet.');
    world.plan('epics/more.json', { id: 'more', title: 'More' });
    expect(world.quickly('epic', 'progress', 'auth')).toBeUndefined();
    loadBoard(world.layout, later());
    expect(world.quickly('epic', 'progress', 'more')).toContain('0% done');
    writeFileSync(world.board, '{');
    expect(world.quickly('task', 'list')).toBeUndefined();
    rmSync(world.board);
    expect(world.quickly('task', 'list')).toBeUndefined();
    expect(existsSync(world.board)).toBe(false);
  });

  it('is not answered where a document cannot be used: a person is told which is left out', async () => {
    const world = kept();
    world.plan('sprints/s2.json', '<<<<<<< HEAD\n');
    loadBoard(world.layout, later());
    expect(world.quickly('task', 'next')).toBeUndefined();
    const told = await world.baton(['task', 'next']);
    expect(told).toMatchObject({
      exit: 0,
      out: expect.stringContaining('t1'),
      err: 'A document of the plan cannot be used: .baton/plan/sprints/s2.json (`baton plan validate` says why).\n',
    });
    expect((await world.baton(['sprint', 'list'])).err).toBe(told.err);
    expect((await world.baton(['task', 'list', '--json'])).err).toBe('');
    expect(await world.baton(['sprint', 'show', 's2'])).toMatchObject({
      exit: 4,
      err: expect.stringContaining('sprints/s2.json is there but cannot be used: `baton plan validate`'),
    });
    expect(await world.baton(['sprint', 'show', 's3'])).toMatchObject({ exit: 1 });
  });
});

describe('the forms of the quick queries', () => {
  it('are those of the commands themselves', async () => {
    const { host } = hostOf('/');
    const program = await buildProgram(host, () => {}, ['task', 'epic', 'session']);
    for (const query of QUICK_QUERIES) {
      const [noun, verb] = query.words;
      const command = program.commands
        .find((one) => one.name() === noun)
        ?.commands.find((one) => one.name() === verb);
      const options = (command?.options ?? []).map((one) => [one.attributeName(), one] as const);
      const values = options.filter(([, one]) => one.required);
      const flags = options.filter(([, one]) => !one.required && !one.optional);
      expect(Object.fromEntries(values.map(([name, one]) => [name, one.defaultValue]))).toEqual(query.values);
      expect(flags.map(([name]) => name)).toEqual(query.flags);
      expect(command?.registeredArguments.map((one) => one.required)).toEqual(Array(query.args).fill(true));
    }
  });

  it('read options in any place and order', () => {
    const form = { words: ['task', 'list'], args: 0, values: { limit: '50' }, flags: ['all'] } as const;
    expect(
      readQuickWords(['--json', 'task', '--limit', '3', 'list', '--all', '--session', '#2'], form),
    ).toEqual({
      options: { json: true, session: '#2' },
      given: { args: [], options: { limit: '3', all: true } },
    });
    expect(readQuickWords(['task', 'list', '--', '--json'], form)).toBeUndefined();
  });
});
