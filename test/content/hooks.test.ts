import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROUTED_EVENTS } from '../../hooks/router.ts';
import { REPOSITORY } from '../helpers/built-plugin.ts';
import { registeredHooks } from '../helpers/fire-hook.ts';

/** All events of Claude Code 2.1.197, the oldest client that Baton works with. */
const EVENTS_OF_THE_CLIENT = [
  'Setup',
  'SessionStart',
  'InstructionsLoaded',
  'UserPromptExpansion',
  'UserPromptSubmit',
  'PreToolUse',
  'PermissionRequest',
  'PermissionDenied',
  'PostToolUse',
  'PostToolUseFailure',
  'PostToolBatch',
  'Notification',
  'Stop',
  'StopFailure',
  'SubagentStart',
  'SubagentStop',
  'TaskCreated',
  'TaskCompleted',
  'TeammateIdle',
  'PreCompact',
  'PostCompact',
  'SessionEnd',
  'ConfigChange',
  'CwdChanged',
  'FileChanged',
  'WorktreeCreate',
  'WorktreeRemove',
  'Elicitation',
  'ElicitationResult',
  'MessageDisplay',
];

/** Events whose hook gives an answer, or must have recorded before the client goes on. */
const ANSWERED = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'Stop',
  'SubagentStart',
  'SessionEnd',
  'PreCompact',
];

const hooks = registeredHooks(REPOSITORY);

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')) as Record<string, unknown>;
}

function commandOf(event: string, way: 'ask' | 'tell' | 'watch' | 'edit' | 'screen'): string {
  const root = ['$', '{CLAUDE_PLUGIN_ROOT}'].join('');
  return `b="${root}/hooks/guard.sh"; [ -r "$b" ] && set -- ${way} ${event} && . "$b"; exit 0`;
}

describe('hooks/hooks.json', () => {
  it('holds only "description" and "hooks"', () => {
    expect(Object.keys(json('hooks/hooks.json')).sort()).toEqual(['description', 'hooks']);
  });

  it('registers exactly the events that are routed', () => {
    expect([...new Set(hooks.map(({ event }) => event))].sort()).toEqual([...ROUTED_EVENTS].sort());
  });

  it('registers no event twice for the same tool', () => {
    for (const event of ROUTED_EVENTS) {
      const tools = hooks
        .filter((hook) => hook.event === event)
        .flatMap(({ matcher }) => matcher?.split('|') ?? ['*']);
      expect(new Set(tools).size, event).toBe(tools.length);
      expect(tools.includes('*') && tools.length > 1, event).toBe(false);
    }
  });

  it('registers no event that the oldest client does not know: one such name switches all hooks off', () => {
    expect(EVENTS_OF_THE_CLIENT).toHaveLength(30);
    for (const { event } of hooks) expect(EVENTS_OF_THE_CLIENT).toContain(event);
  });

  it('never registers WorktreeCreate: whoever does must make the worktree', () => {
    expect(hooks.map(({ event }) => event)).not.toContain('WorktreeCreate');
  });

  it.each(hooks)(
    '$event: the same guarded command as the others, ending well whatever is missing',
    (hook) => {
      const isBash = hook.matcher?.startsWith('Bash') === true;
      const looked = hook.event === 'PostToolUse' ? (isBash ? 'watch' : 'edit') : 'tell';
      const answered = hook.event === 'PreToolUse' && isBash ? 'screen' : 'ask';
      const way = ANSWERED.includes(hook.event) ? answered : looked;
      expect(hook.command).toBe(commandOf(hook.event, way));
      expect(hook.fields.type).toBe('command');
    },
  );

  it.each(hooks)(
    '$event: not async, as the client kills async hooks at the end of `claude -p` and then fires no SessionEnd',
    ({ fields }) => {
      expect(Object.keys(fields).filter((field) => field.startsWith('async'))).toEqual([]);
    },
  );

  it.each(hooks)(
    '$event: a time limit of at most 30 seconds, not the ten minutes of the client',
    ({ fields }) => {
      expect(fields.timeout).toBeGreaterThanOrEqual(5);
      expect(fields.timeout).toBeLessThanOrEqual(30);
    },
  );

  it('uses no field that the oldest client has not', () => {
    const known = ['type', 'command', 'timeout', 'if', 'statusMessage'];
    for (const { fields } of hooks) for (const field of Object.keys(fields)) expect(known).toContain(field);
  });

  it('has matchers of exact names only, and only where the client matches a tool', () => {
    for (const { event, matcher } of hooks.filter((hook) => hook.matcher !== undefined)) {
      expect(event).toMatch(/ToolUse/);
      expect(matcher).toMatch(/^[A-Za-z]+(\|[A-Za-z]+)*$/);
    }
  });

  it('looks at calls of Bash by the gate alone: only those that concern it start Node', () => {
    const forBash = hooks.filter(
      ({ event, matcher }) =>
        /^(Pre|Post)ToolUse$/.test(event) && (matcher ?? 'Bash').split('|').includes('Bash'),
    );
    expect(
      forBash.map(({ event, command, fields }) => [event, /-- (\w+)/.exec(command)?.[1], fields.if]),
    ).toEqual([
      ['PreToolUse', 'screen', undefined],
      ['PostToolUse', 'watch', undefined],
    ]);
  });
});

describe('hooks/guard.sh', () => {
  it('is shell that dash and bash can read', () => {
    for (const shell of ['dash', 'bash']) execFileSync(shell, ['-n', join(REPOSITORY, 'hooks/guard.sh')]);
  });

  it('starts nothing before it knows that Baton is on', () => {
    const text = readFileSync(join(REPOSITORY, 'hooks/guard.sh'), 'utf8').replace(/^\s*#.*$/gm, '');
    const search = text.slice(0, text.indexOf('dist/hook.cjs'));
    expect(search).toContain('.baton');
    expect(search).not.toMatch(/\$\(|`|[^|]\|[^|]|&\s*$/m);
  });
});

describe('the plugin as the client reads it', () => {
  it('bears one version everywhere', () => {
    const { version } = json('package.json');
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(json('.claude-plugin/plugin.json').version).toBe(version);
    const { plugins } = json('.claude-plugin/marketplace.json') as {
      plugins: { name: string; version?: string }[];
    };
    expect(plugins).toHaveLength(1);
    expect(plugins[0]?.version ?? version).toBe(version);
    expect(plugins[0]?.name).toBe(json('.claude-plugin/plugin.json').name);
  });

  it('has settings only of the kinds that the client takes from a plugin', () => {
    for (const field of Object.keys(json('settings.json')))
      expect(['agent', 'subagentStatusLine']).toContain(field);
  });

  it('names in package.json every file that a hook needs', () => {
    const { files } = json('package.json') as { files: string[] };
    for (const path of [
      'hooks/guard.sh',
      'hooks/hooks.json',
      'dist',
      '.claude-plugin',
      'settings.json',
      'bin',
    ])
      expect(files).toContain(path);
    for (const path of files.filter((file) => file !== 'dist'))
      expect(existsSync(join(REPOSITORY, path)), path).toBe(true);
  });
});
