import type { SessionState } from '../../session/state.ts';
import type { SessionMode } from '../../session/view.ts';
import type { ProtectedPart, ProtectedPath } from './protected-path.ts';
import { protectedPath } from './protected-path.ts';
import type { ProtocolSettings, RuleName, Violation } from './protocol-rules.ts';
import { levelOf } from './protocol-rules.ts';
import { writtenPaths } from './shell-writes.ts';

/** A file that a tool is about to write. */
export interface FileAct {
  readonly path: string;
  readonly cwd: string;
  /** The subagent that does it; undefined for the session itself. */
  readonly agentId: string | undefined;
}

/** Which modes may change what of `.baton/` by hand; the command line asks the same (PRODUCT P5). */
const ALLOWED: Readonly<Record<ProtectedPart, readonly SessionMode[]>> = {
  state: [],
  plan: ['leadership', 'config'],
  settings: ['config'],
};

/** The rules that writing a file breaks. */
export function editViolations(state: SessionState, settings: ProtocolSettings, act: FileAct): Violation[] {
  const found = protectedPath(act.path, act.cwd);
  if (found !== undefined) return writingViolation(state, settings, found);
  const level = levelOf('mode_edits', settings, state.observability.protocol.overrides);
  const { mode } = state.session_info;
  // What a lead delegates is the agent's to edit.
  if (level === undefined || act.agentId !== undefined || !isForeign(act.path, mode)) return [];
  return [
    {
      rule: 'mode_edits',
      level,
      subject: mode,
      message: `A session in ${mode} mode does not edit source files itself (${shortened(act.path)}).`,
      remedy:
        mode === 'config'
          ? 'Leave it to a session in development mode, or switch: `baton session mode development`.'
          : 'Delegate it (an agent, `baton task delegate`), or switch: `baton session mode development`.',
    },
  ];
}

/** The rules that a command line of the shell breaks, as far as its text shows what it writes. */
export function commandViolations(
  state: SessionState,
  settings: ProtocolSettings,
  command: string,
  cwd: string,
): Violation[] {
  const found = writtenPaths(command).flatMap((path) => protectedPath(path, cwd) ?? []);
  const [first] = found.flatMap((one) => writingViolation(state, settings, one));
  return first === undefined ? [] : [first];
}

function writingViolation(
  state: SessionState,
  settings: ProtocolSettings,
  { part, path, instead }: ProtectedPath,
): Violation[] {
  const { mode } = state.session_info;
  if (ALLOWED[part].includes(mode)) return [];
  const rule: RuleName = part === 'state' ? 'protected_files' : 'plan_edits';
  const level = levelOf(rule, settings, state.observability.protocol.overrides);
  if (level === undefined) return [];
  const message = {
    state: `${shortened(path)} is written by Baton alone.`,
    plan: `${shortened(path)} is part of the plan, which a session in ${mode} mode does not edit by hand.`,
    settings: `${shortened(path)} holds the settings, which a session in ${mode} mode does not change.`,
  }[part];
  return [{ rule, level, subject: path, message, remedy: instead }];
}

const TEXTS = /\.(md|mdx|txt|rst|adoc|csv)$/i;
const SETTINGS = /(^|\/)\.[^/]+$|\.(json|jsonc|ya?ml|toml|ini|conf|cfg|env|properties)$/i;

// What a mode is not for: a lead writes texts, a configurator settings, neither source files.
function isForeign(path: string, mode: SessionMode): boolean {
  if (mode !== 'leadership' && mode !== 'config') return false;
  return !TEXTS.test(path) && !(mode === 'config' && SETTINGS.test(path));
}

function shortened(path: string): string {
  return path.length <= 120 ? path : `…${path.slice(-119)}`;
}
