import { describe, expect, it } from 'vitest';
import { PROMPT_FOLDERS, promptFiles } from '../../scripts/prompt-files.ts';
import { REPOSITORY } from '../helpers/built-plugin.ts';
import { ALIVE, project } from '../unit/cli/world.ts';
import type { BatonCall } from './baton-calls.ts';
import { batonCalls, inlineCalls, objection } from './baton-calls.ts';

const files = PROMPT_FOLDERS.flatMap(promptFiles);
const calls = files.flatMap(batonCalls);

/** What only reads, and answers in a project that is new but for a small plan and one session. */
const READS = new Set([
  '',
  'agent available',
  'agent list',
  'check',
  'commands',
  'config get',
  'config history',
  'config list',
  'dashboard',
  'decision list',
  'epic progress',
  'event list',
  'event replay',
  'forecast',
  'metrics',
  'plan history',
  'plan proposals',
  'plan show',
  'plan validate',
  'session checkpoints',
  'session handoffs',
  'session list',
  'session show',
  'sprint available',
  'sprint board',
  'state get',
  'suggest',
  'task list',
  'task next',
  'task show',
  'team list',
  'team show',
  'team standup',
]);

const verbOf = ({ words }: BatonCall) => {
  const [noun = '', verb = ''] = words.filter((word) => !word.startsWith('-'));
  const alone = [
    'check',
    'dashboard',
    'metrics',
    'forecast',
    'suggest',
    'profile',
    'doctor',
    'commands',
    'init',
  ];
  return alone.includes(noun) || verb === '' ? noun : `${noun} ${verb}`;
};

/** A project with a sprint, a team, and a session that is on the sprint. */
async function smallProject() {
  const world = project();
  const planned_tasks = {
    t1: { id: 't1', title: 'Issue tokens' },
    t2: { id: 't2', title: 'Refuse old ones' },
  };
  world.plan('epics/e1.json', { id: 'e1', title: 'Sign in' });
  world.plan('sprints/s1.json', { id: 's1', epic_id: 'e1', name: 'Tokens', planned_tasks });
  world.plan('teams/engineering.json', {
    id: 'engineering',
    name: 'Engineering',
    orchestrator: 'engineering-backend',
    available_agents: [{ agent_id: 'engineering-backend' }],
  });
  const env = { BATON_SESSION: world.session({ process: ALIVE }) };
  await world.baton(['sprint', 'start', 's1'], { env });
  return { ...world, env };
}

describe('the calls of baton in styles, commands and agents', () => {
  it('are there, in every kind of file', () => {
    for (const folder of PROMPT_FOLDERS) {
      expect(calls.filter(({ file }) => file.startsWith(folder)).length, folder).toBeGreaterThan(15);
    }
  });

  it('are calls that the program takes, words and flags', async () => {
    const refused = new Map<string, string>();
    for (const call of calls) {
      const why = await objection(call.words);
      if (why !== undefined) refused.set(`${call.file}: ${call.text}`, why);
    }
    expect(Object.fromEntries(refused)).toEqual({});
  });

  it('are right usage when they are carried out too, whatever the state then says to them', async () => {
    const apart = new Set(['doctor', 'init', 'profile']);
    const wrong = new Map<string, string>();
    for (const { file, text, words } of calls) {
      const verb = verbOf({ file, text, words });
      if (apart.has(verb)) continue;
      const { baton, env } = await smallProject();
      const { exit, err } = await baton(words, { env, pluginRoot: REPOSITORY });
      if (exit === 2) wrong.set(`${file}: ${text}`, err);
    }
    expect(Object.fromEntries(wrong)).toEqual({});
  }, 120_000);

  it('that the client runs itself hold no argument of the person’s, and never fail', () => {
    for (const file of files) {
      for (const call of inlineCalls(file)) {
        expect(call, file.name).toMatch(/^baton( [a-z0-9_ -]+)? 2>&1 \|\| true$/);
      }
    }
  });

  describe('that only read', () => {
    const onlyReads = (call: BatonCall) => READS.has(verbOf(call)) || call.words.includes('--list');
    const reading = calls.filter(onlyReads);
    const distinct = [...new Map(reading.map((call) => [call.words.join(' '), call])).values()];

    it.each(distinct.map(({ words }) => [words.join(' '), words] as const))(
      'baton %s answers',
      async (_, words) => {
        const { baton, env } = await smallProject();
        const { exit, out, err } = await baton(words, { env, pluginRoot: REPOSITORY });
        expect({ exit, err }).toEqual({ exit: 0, err: '' });
        expect(out).not.toBe('');
      },
    );
  });
});
