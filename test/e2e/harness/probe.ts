import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One hook run of the probe plugin, as its hook wrote it down. */
export interface ProbeEvent {
  /** Milliseconds since the epoch when the hook wrote, after its delay. */
  readonly time: number;
  readonly started: number;
  readonly pid: number;
  readonly ppid: number;
  /** Field 22 of `/proc/<ppid>/stat`; empty where there is no /proc. */
  readonly parentStart: string;
  readonly tag: string;
  readonly input: Readonly<Record<string, unknown>> & {
    readonly hook_event_name: string;
    readonly session_id: string;
  };
}

/** One registered hook of the probe. */
export interface ProbeHook {
  readonly event: string;
  /** Written to the log with each run, to tell two hooks of one event apart. */
  readonly tag?: string;
  readonly async?: boolean;
  /** Wait this long before writing the log line. */
  readonly delayMs?: number;
}

/** A plugin that only writes down what its hooks are told. */
export interface Probe {
  /** The plugin's folder, for `--plugin-dir`. */
  readonly dir: string;
  /** All that its hooks wrote so far, in order of writing. */
  events(): readonly ProbeEvent[];
  /** The events' names in order, with the tool's name if any: `PreToolUse:Bash`. */
  names(): readonly string[];
}

/** The client's events that a probe listens to unless told otherwise. */
export const PROBE_EVENTS: readonly ProbeHook[] = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'SubagentStart',
  'SubagentStop',
  'TaskCreated',
  'TaskCompleted',
  'Stop',
  'StopFailure',
  'PreCompact',
  'PostCompact',
  'SessionEnd',
].map((event) => ({ event }));

const HOOK = `
const fs = require('node:fs');
const [log, tag, delay] = process.argv.slice(2);
const started = Date.now();
const ppid = process.ppid;
let parentStart = '';
try { parentStart = fs.readFileSync('/proc/' + ppid + '/stat', 'utf8').split(') ')[1].split(' ')[19]; } catch {}
const input = JSON.parse(fs.readFileSync(0, 'utf8'));
setTimeout(() => {
  const line = { time: Date.now(), started, pid: process.pid, ppid, parentStart, tag, input };
  fs.appendFileSync(log, JSON.stringify(line) + '\\n');
}, Number(delay));
`;

/** Writes the plugin `probe` into `dir` (with a marketplace file beside it) and tells where its log is. */
export function newProbe(dir: string, hooks: readonly ProbeHook[] = PROBE_EVENTS): Probe {
  const log = `${dir}.log`;
  for (const folder of ['.claude-plugin', 'hooks']) mkdirSync(join(dir, folder), { recursive: true });
  const write = (path: string, value: unknown): void =>
    writeFileSync(join(dir, path), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  const author = { name: 'Baton tests' };
  const about = { name: 'probe', version: '0.0.1', description: 'Writes hook input down.' };
  write('.claude-plugin/plugin.json', { ...about, author });
  const plugins = [{ name: 'probe', source: './', description: about.description }];
  write('.claude-plugin/marketplace.json', { name: 'probes', description: 'Tests.', owner: author, plugins });
  write('hooks/probe.cjs', HOOK);
  const registered: Record<string, object[]> = {};
  for (const { event, tag = '', async = false, delayMs = 0 } of hooks) {
    // Built with "exec", so that the hook's parent is whatever started the shell.
    const script = ['$', '{CLAUDE_PLUGIN_ROOT}/hooks/probe.cjs'].join('');
    const command = `exec node "${script}" "${log}" "${tag}" ${delayMs}`;
    const entry = { type: 'command', command, ...(async ? { async } : {}) };
    registered[event] = [...(registered[event] ?? []), { hooks: [entry] }];
  }
  write('hooks/hooks.json', { hooks: registered });

  function events(): readonly ProbeEvent[] {
    if (!existsSync(log)) return [];
    const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as ProbeEvent);
  }

  return {
    dir,
    events,
    names: () =>
      events().map(({ input }) =>
        input.tool_name === undefined ? input.hook_event_name : `${input.hook_event_name}:${input.tool_name}`,
      ),
  };
}
