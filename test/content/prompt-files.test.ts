import { describe, expect, it } from 'vitest';
import type { PromptFile } from '../../scripts/prompt-files.ts';
import { alwaysOnText, PROMPT_FOLDERS, promptFiles } from '../../scripts/prompt-files.ts';
import { OUTPUT_STYLES } from '../../src/install/output-style.ts';
import { STANDARD_TEAMS } from '../../src/plan/standard-teams.ts';
import { batonCalls } from './baton-calls.ts';

/** The fields that client 2.1.197 knows, as far as Baton uses them. */
const KNOWN = {
  agents: ['name', 'description', 'tools', 'disallowedTools', 'model'],
  commands: ['description', 'argument-hint', 'allowed-tools', 'disable-model-invocation'],
  'output-styles': ['name', 'description', 'keep-coding-instructions'],
} as const;
/** Tokens that descriptions may cost every session (PRODUCT, Budgets). */
const BUDGET = 900;
/** Fewer characters than a token of such words really has: the sum may not be short on paper only. */
const CHARACTERS_PER_TOKEN = 3;

const agents = promptFiles('agents');
const commands = promptFiles('commands');
const styles = promptFiles('output-styles');
const named = (files: readonly PromptFile[]) => files.map(({ name }) => name);

describe('styles, commands and agents', () => {
  it.each(PROMPT_FOLDERS)('in %s say only what the client knows, and what they are for', (folder) => {
    for (const { name, fields } of promptFiles(folder)) {
      expect(KNOWN[folder], name).toEqual(expect.arrayContaining(Object.keys(fields)));
      expect(fields.description, name).toMatch(/^[A-Z@][^:#"']{10,}[^.]$/);
      if ('name' in fields) expect(fields.name).toBe(name);
    }
  });

  it('cost every session no more than the budget allows, counted pessimistically', () => {
    expect(alwaysOnText().length / CHARACTERS_PER_TOKEN).toBeLessThanOrEqual(BUDGET);
  });

  it('name only styles, commands and agents that are there', () => {
    const known = new Set([...named(agents), ...named(commands), ...named(styles), 'NAME']);
    for (const { name, body } of [...agents, ...commands, ...styles]) {
      for (const [, word] of body.matchAll(/\bbaton:([A-Za-z_-]+)/g)) expect(known, name).toContain(word);
      for (const [word] of body.matchAll(/\b[a-z]+-(director|lead|manager|engineer|reviewer|writer)\b/g)) {
        expect(known, name).toContain(word);
      }
    }
  });
});

describe('the slash commands', () => {
  it('are those that a person needs, and cost nothing until one types them', () => {
    expect(named(commands)).toEqual([
      'activate-team',
      'assign-lead',
      'checkpoint-state',
      'delegate-tasks',
      'disable-orchestration',
      'enable-orchestration',
      'handoff',
      'help',
      'inspect-state',
      'profile',
      'replay-events',
      'resume-work',
      'review-progress',
      'rollback',
      'set-mode',
      'start-sprint',
      'task',
      'team-standup',
    ]);
    for (const { name, fields } of commands) {
      expect(fields['disable-model-invocation'], name).toBe('true');
    }
  });

  it('allow in their turn what they speak of, and nothing else: a record must not get more done', () => {
    for (const file of commands) {
      const rules = batonCalls(file)
        .filter(({ words }) => words[0] !== 'init')
        .map(({ words }) => {
          const noun = words.slice(0, words[0] === 'state' ? 2 : 1).join(' ');
          return noun === '' ? 'Bash(baton)' : `Bash(baton ${noun}:*)`;
        });
      expect(file.fields['allowed-tools']?.split(', '), file.name).toEqual([...new Set(rules)]);
      expect(rules.join(), file.name).not.toMatch(/install|migrate|batch|baton:/);
    }
  });

  it('read what was typed where they say what may be typed, and nowhere else', () => {
    for (const { name, fields, body } of commands) {
      expect(body.split('$ARGUMENTS').length - 1, name).toBe('argument-hint' in fields ? 1 : 0);
      expect(body, name).not.toMatch(/\$\d|\$ARGUMENTS\[/);
    }
  });

  it('choose the style of a mode by the name that the style has', () => {
    const body = commands.find(({ name }) => name === 'set-mode')?.body ?? '';
    for (const [mode, style] of Object.entries(OUTPUT_STYLES)) {
      expect(named(styles)).toContain(style);
      expect(body).toContain(`${mode} \`baton:${style}\``);
    }
  });
});

describe('the agents', () => {
  const links = new Map(
    agents.map(({ name, body }) => [
      name,
      {
        reportsTo: /^Reports to: ([^.]+)\./m.exec(body)?.[1],
        delegatesTo: /Delegates to: ([^.]+)\./.exec(body)?.[1]?.split(', ') ?? [],
      },
    ]),
  );

  it('are those of the six standard teams', () => {
    const planned = STANDARD_TEAMS.flatMap((team) => team.available_agents.map(({ agent_id }) => agent_id));
    expect([...planned].sort()).toEqual(named(agents));
    expect(STANDARD_TEAMS).toHaveLength(6);
  });

  it('form a hierarchy: a director answers to the person, everyone else to someone of the team', () => {
    for (const team of STANDARD_TEAMS) {
      const members = team.available_agents.map(({ agent_id }) => agent_id);
      for (const { agent_id, role } of team.available_agents) {
        const link = links.get(agent_id);
        const above = link?.reportsTo ?? '';
        if (role === 'director') expect(above, agent_id).toBe('the person');
        else expect(links.get(above)?.delegatesTo, agent_id).toContain(agent_id);
        if (role === 'worker') expect(link?.delegatesTo, agent_id).toEqual([]);
        for (const below of link?.delegatesTo ?? []) {
          expect(members, agent_id).toContain(below);
          expect(links.get(below)?.reportsTo, below).toBe(agent_id);
        }
      }
      expect(team.orchestrator).toBe(`${team.id}-director`);
    }
  });

  it('have the tools of their role: who leads may delegate, who only decides or reviews may not write', () => {
    const roles = new Map(
      STANDARD_TEAMS.flatMap((team) => team.available_agents.map((one) => [one.agent_id, one.role])),
    );
    for (const { name, fields } of agents) {
      const tools = fields.tools?.split(', ');
      const denied = fields.disallowedTools?.split(', ') ?? [];
      const may = (tool: string) => (tools === undefined ? !denied.includes(tool) : tools.includes(tool));
      expect(may('Agent'), name).toBe(roles.get(name) !== 'worker');
      expect(may('Bash'), name).toBe(true);
      if (roles.get(name) === 'director' || name.endsWith('-reviewer')) {
        for (const tool of ['Write', 'Edit', 'NotebookEdit']) expect(may(tool), name).toBe(false);
      }
    }
  });
});
