import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentListing, promptFiles } from '../../scripts/prompt-files.ts';
import { OUTPUT_STYLES } from '../../src/install/output-style.ts';
import { describeWithClient } from './harness/client.ts';
import { agent, bash, call, cue, say } from './harness/script.ts';
import { plainText, shownText, systemText, toolResults } from './harness/shown.ts';
import { REPOSITORY } from './harness/temp.ts';
import type { InstalledWorld } from './installed-world.ts';
import { installedWorld } from './installed-world.ts';

/** What would be touched if anything that was typed were run. */
const TRAP = '/tmp/baton-e2e-ran-what-was-typed';
/** Arguments as a person may write them, with what means something to a shell; then what means it to the client. */
const TYPED = [
  `--teams="engineering,qa" $(touch ${TRAP}) \`touch ${TRAP}\` it's`,
  `!\`touch ${TRAP}\` '; touch ${TRAP}; echo '`,
] as const;
/** A word of what each command has put before the model by itself. */
const INJECTED: Readonly<Record<string, string>> = {
  'activate-team': 'engineering-director',
  'assign-lead': 'quality-director',
  'checkpoint-state': 'checkpoint',
  'delegate-tasks': 'engineering-backend (engineering): 0 of 2',
  'disable-orchestration': ': disable.',
  'enable-orchestration': 'enable.',
  handoff: 'mode        development',
  help: '/baton:start-sprint',
  'inspect-state': 'mode        development',
  profile: 'every record fits its checksum',
  'replay-events': 'session_started',
  'resume-work': 't1  Issue tokens',
  'review-progress': 'free: engineering-director',
  rollback: 'checkpoint',
  'set-mode': 'live    development',
  'start-sprint': 'Tokens',
  task: 'Refuse old tokens',
  'team-standup': 'free: product-director',
};

describeWithClient('styles, commands and agents in the real client', () => {
  let world: InstalledWorld;

  beforeAll(async () => {
    world = await installedWorld({
      start: [
        call(bash('baton sprint start --epic auth --teams engineering,quality')),
        call(bash('baton task delegate --dry-run --strategy skill')),
        call(bash('baton task delegate --strategy skill')),
        say('started'),
      ],
      style: [call(bash('baton session mode sprint --style')), say('set')],
      unasked: [call(bash('baton session mode sprint --style')), say('tried')],
      build: [
        call(bash('baton sprint start s1')),
        call(bash('baton team activate engineering')),
        call(agent(cue('worker', 'task t1'), { subagent_type: 'baton:engineering-backend' })),
        call(agent(cue('worker', 'look at it'), { subagent_type: 'baton:code-reviewer' })),
        say('built'),
      ],
      worker: [say('looked')],
      hello: [say('hello')],
    });
    world.baton('init', '--teams');
    world.baton('epic', 'create', 'auth', '--title', 'Sign in with a key');
    world.baton('sprint', 'create', 's1', '--epic', 'auth', '--name', 'Tokens', '--days', '10');
    world.baton('task', 'add', 't1', '--sprint', 's1', '--title', 'Issue tokens for the api');
    world.baton('task', 'add', 't2', '--sprint', 's1', '--title', 'Refuse old tokens', '--depends', 't1');
  });

  afterAll(() => world.dispose());

  /** What one slash command put before the model, in default permission mode; undefined when nothing came. */
  async function typed(words: string, args: readonly string[] = ['--permission-mode', 'default']) {
    const before = world.api.requests.length;
    await world.headless(words, args);
    const turns = world.api.requests.slice(before).filter(({ purpose }) => purpose === 'turn');
    const asked = turns[0]?.body.messages?.findLast((message) => message.role === 'user');
    const text = plainText(asked?.content).replace(/^[\s\S]*<\/command-args>/, '');
    return { text, last: turns.at(-1)?.body ?? {} };
  }

  const commands = promptFiles('commands');

  it.each(commands.map(({ name, fields }) => [name, 'argument-hint' in fields] as const))(
    '/baton:%s puts the state before the model, and runs nothing of what was typed',
    async (name, takesArguments) => {
      for (const [index, words] of TYPED.entries()) {
        // The last is typed where everything is allowed: there nothing but Baton's own care holds it back.
        const args = index === 1 ? [] : ['--permission-mode', 'default'];
        const { text } = await typed(`/baton:${name} ${words}`, args);
        expect(text, words).toContain(INJECTED[name]);
        expect(text).not.toMatch(/!`baton|unknown option|requires approval/);
        if (takesArguments && index === 0) expect(text).toContain(words);
      }
      expect(existsSync(TRAP)).toBe(false);
    },
  );

  it('a sprint is started, delegated and its teams are active, with no permission asked', async () => {
    const { last } = await typed(`/baton:start-sprint --epic=auth --teams="engineering,qa" ${cue('start')}`);
    const results = toolResults(last).map(({ text }) => text);
    expect(results[0]).toContain('is on sprint s1: 2 tasks.\nActive teams: engineering, quality.');
    expect(results[1]).toMatch(/t1 → engineering-backend/);
    expect(results[2]).toMatch(/t1 → engineering-backend/);
    expect(world.baton('team', 'standup', 'engineering')).toContain('engineering-backend: at t1');
  });

  it('a style is chosen by set-mode where a person typed it, holds in the next session, and not before', async () => {
    const { last } = await typed(`/baton:set-mode sprint --style ${cue('style')}`);
    expect(toolResults(last)[0]?.text).toContain('It holds after /clear or in a new session.');
    expect(systemText(last)).not.toContain('# Output Style');
    const settings = join(world.project, '.claude', 'settings.local.json');
    expect(JSON.parse(readFileSync(settings, 'utf8')).outputStyle).toBe('baton:sprint_execution');
    await world.headless(cue('hello'));
    const [body] = world.api.turns('hello').map((turn) => turn.body);
    expect(systemText(body ?? {})).toContain('# Output Style: baton:sprint_execution\n# Sprint execution');
    world.baton('session', 'mode', 'sprint', '--no-style', '--session', '#1');
    expect(JSON.parse(readFileSync(settings, 'utf8')).outputStyle).toBeUndefined();
  });

  it('a style is not chosen by the model of its own accord', async () => {
    const { last } = await typed(cue('unasked'));
    expect(toolResults(last)[0]?.failed).toBe(true);
  });

  it.each(Object.values(OUTPUT_STYLES))('the style %s reaches the model whole', async (style) => {
    await world.headless(cue('hello'), ['--settings', JSON.stringify({ outputStyle: `baton:${style}` })]);
    const body =
      promptFiles('output-styles')
        .find(({ name }) => name === style)
        ?.body.trim() ?? '';
    expect(systemText(world.api.turns('hello').at(-1)?.body ?? {})).toContain(body);
  });

  it('an agent gets its own words and tools, and counts as the one that the plan names', async () => {
    const run = await world.headless(cue('build'));
    const [backend, reviewer] = world.api.turns('worker').map((turn) => turn.body);
    expect(systemText(backend ?? {})).toContain('You build what runs on the server.');
    const tools = (body: typeof backend) => (body?.tools ?? []).map(({ name }) => name);
    expect(tools(backend)).toEqual(expect.arrayContaining(['Read', 'Edit', 'Write', 'Bash']));
    expect(tools(reviewer)).toContain('Bash');
    for (const tool of ['Write', 'Edit', 'Agent']) expect(tools(reviewer)).not.toContain(tool);
    await world.until('both agents have stopped', (all) => {
      const stopped = all.filter(
        ({ type, session_id }) => type === 'agent_stopped' && session_id === run.sessionId,
      );
      return stopped.length === 2;
    });
    const shown = JSON.parse(world.baton('session', 'show', run.sessionId ?? '', '--json'));
    expect(Object.values(shown.active_work.execution_state.agents)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ agent_type: 'baton:engineering-backend', current_task: 't1' }),
        expect.objectContaining({ agent_type: 'baton:code-reviewer', current_task: null }),
      ]),
    );
  });

  it('cost what the budget allows: as the client projects it, and as it really sends it', async () => {
    const details = (await world.claude(['plugin', 'details', 'baton@baton'])).stdout;
    for (const { name } of [...commands, ...promptFiles('agents')]) expect(details).toContain(name);
    expect(Number(/Always-on: +~([\d,]+) tok/.exec(details)?.[1]?.replace(',', ''))).toBeLessThanOrEqual(900);
    const sent = shownText(world.api.turns('hello').at(-1)?.body ?? {});
    expect(sent).toContain(agentListing());
    expect(sent).not.toContain('baton:start-sprint');
    expect(agentListing().length / 3.5).toBeLessThanOrEqual(900);
  });

  it('are what the client accepts, as a marketplace and as a plugin', async () => {
    for (const path of [REPOSITORY, join(REPOSITORY, '.claude-plugin', 'plugin.json')]) {
      const { stdout } = await world.claude(['plugin', 'validate', path, '--strict']);
      expect(stdout).toContain('Validation passed');
      expect(stdout).not.toContain('warning');
    }
  });
});
