import { join } from 'node:path';
import type { SessionMode } from '../session/view.ts';
import { applyChanges } from './file-change.ts';
import { readFileState } from './file-state.ts';
import { readValue, removeValue, setValue } from './json-value.ts';
import { projectFolderOf } from './scope.ts';
import { readSettings } from './settings-text.ts';

/** The output style that goes with each mode; each is a file of `output-styles/` by the same name. */
export const OUTPUT_STYLES: Readonly<Record<SessionMode, string>> = {
  development: 'all-team_dashboard',
  leadership: 'leadership_chat',
  sprint: 'sprint_execution',
  config: 'config_manager',
};

/** Where the settings name the output style, and what the client calls one of a plugin. */
export const OUTPUT_STYLE = ['outputStyle'] as const;
const PREFIX = 'baton:';

/** What became of the setting: the file, what it says now and what it said before; undefined for nothing. */
export interface StyleSet {
  readonly file: string;
  readonly style: string | undefined;
  readonly before: string | undefined;
}

/** True for the settings' value of one of Baton's output styles. */
export function isBatonStyle(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(PREFIX);
}

/**
 * Names the output style of `mode` in the local settings of the project around `from`; for undefined, takes
 * one of Baton's out and leaves any other. Every other byte stays. The client applies it to new conversations.
 *
 * @throws E_INVALID when the file is no JSON object; E_READ_ONLY, E_VERSION_CONFLICT. Nothing is then changed.
 */
export function setOutputStyle(from: string, mode: SessionMode | undefined): StyleSet {
  const state = readFileState(join(projectFolderOf(from), '.claude', 'settings.local.json'));
  const { mark, text, value } = readSettings(state.path, state.bytes);
  const before = typeof value.outputStyle === 'string' ? value.outputStyle : undefined;
  const style = mode === undefined ? undefined : `${PREFIX}${OUTPUT_STYLES[mode]}`;
  if (style === before || (style === undefined && !isBatonStyle(before))) {
    return { file: state.path, style: before, before };
  }
  const base = text.trim() === '' ? '{}\n' : text;
  const edited = style === undefined ? removeValue(base, OUTPUT_STYLE) : setValue(base, OUTPUT_STYLE, style);
  const emptied = style === undefined && /^\s*\{\s*\}\s*$/.test(edited);
  const after = emptied ? undefined : Buffer.from(mark + edited);
  applyChanges([{ path: state.target, before: state.bytes, after, mode: 0o644 }]);
  return { file: state.path, style: readStyle(edited), before };
}

function readStyle(text: string): string | undefined {
  const value = readValue(text, OUTPUT_STYLE);
  return typeof value === 'string' ? value : undefined;
}
