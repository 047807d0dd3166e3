import { isDeepStrictEqual } from 'node:util';
import type { FileChange } from './file-change.ts';
import { removeValue, setValue, sourceOf } from './json-value.ts';
import type { Installation } from './ledger.ts';
import type { McpFacts } from './mcp-facts.ts';
import type { McpName } from './mcp-servers.ts';
import { MCP_NAMES, MCP_SERVERS } from './mcp-servers.ts';
import { readSettings } from './settings-text.ts';

type McpRecord = Installation['mcp'];

/** What adding servers takes. */
export interface McpPlan {
  /** The change of `.mcp.json`; undefined where nothing changes there. */
  readonly change: FileChange | undefined;
  /** The servers that the client is to add. */
  readonly toAsk: readonly McpName[];
  /** Servers of the same name that are not Baton's: they stay. */
  readonly foreign: readonly McpName[];
  /** What to record, but for what the client is to add. */
  readonly record: McpRecord;
}

const SERVERS = 'mcpServers';

/**
 * Decides what it takes that the client has the wanted servers, where the scope keeps them. Pure.
 *
 * @throws E_INVALID when `.mcp.json` cannot be edited.
 */
export function planMcp(facts: McpFacts, recorded: McpRecord, wanted: readonly McpName[]): McpPlan {
  const missing = wanted.filter((name) => !Object.hasOwn(facts.present, name));
  const foreign = wanted.filter((name) => Object.hasOwn(facts.present, name) && !isOurs(facts, name));
  const kept = MCP_NAMES.filter(
    (name) => recorded.servers.includes(name) && Object.hasOwn(facts.present, name),
  );
  const { file } = facts;
  if (file === undefined || missing.length === 0) {
    return { change: undefined, toAsk: missing, foreign, record: { ...recorded, servers: kept } };
  }
  const { mark, text } = readSettings(file.path, file.bytes);
  const base = text.trim() === '' ? '{}\n' : text;
  const after = missing.reduce(
    (edited, name) => setValue(edited, [SERVERS, name], MCP_SERVERS[name].entry),
    base,
  );
  const first = recorded.servers.length === 0;
  return {
    change: { path: file.target, before: file.bytes, after: Buffer.from(mark + after), mode: 0o644 },
    toAsk: [],
    foreign,
    record: {
      servers: [...kept, ...missing],
      file_existed: first ? file.bytes !== undefined : recorded.file_existed,
      list_existed: first ? sourceOf(base, [SERVERS]) !== undefined : recorded.list_existed,
    },
  };
}

/** What taking the recorded servers out again takes. */
export interface McpRemoval {
  readonly change: FileChange | undefined;
  /** The servers that the client is to remove. */
  readonly toAsk: readonly McpName[];
}

/**
 * Decides what it takes to have the recorded servers out again; one that was edited since stays. Pure.
 *
 * @throws E_INVALID when `.mcp.json` was edited since and is no JSON now.
 */
export function planMcpRemoval(facts: McpFacts, recorded: McpRecord): McpRemoval {
  const ours = MCP_NAMES.filter((name) => recorded.servers.includes(name) && isOurs(facts, name));
  const { file } = facts;
  if (file?.bytes === undefined || ours.length === 0) {
    return { change: undefined, toAsk: file === undefined ? ours : [] };
  }
  const { mark, text } = readSettings(file.path, file.bytes);
  const without = ours.reduce((edited, name) => removeValue(edited, [SERVERS, name]), text);
  const isEmpty = /^\{\s*\}$/.test(sourceOf(without, [SERVERS]) ?? '');
  const left = isEmpty && !recorded.list_existed ? removeValue(without, [SERVERS]) : without;
  const isGone = !recorded.file_existed && /^\s*\{\s*\}\s*$/.test(left);
  const after = isGone ? undefined : Buffer.from(mark + left);
  return { change: { path: file.target, before: file.bytes, after, mode: 0o644 }, toAsk: [] };
}

function isOurs(facts: McpFacts, name: McpName): boolean {
  return isDeepStrictEqual(facts.present[name], MCP_SERVERS[name].entry);
}
