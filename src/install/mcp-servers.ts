import { BatonError } from '../errors.ts';
import { nearest } from '../nearest.ts';

/** The servers that Baton offers for checking work, off unless asked for (PRODUCT U8). */
export const MCP_NAMES = ['playwright', 'github'] as const;
export type McpName = (typeof MCP_NAMES)[number];

/** One server: what it is for, its entry in the client's configuration, the environment that it needs. */
export interface McpServer {
  readonly purpose: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly needs: string | undefined;
}

const TOKEN = 'GITHUB_PERSONAL_ACCESS_TOKEN';

/**
 * Each as its makers document it: Microsoft's browser server, with a profile that is forgotten; GitHub's own
 * hosted server, its read-only address (the package @modelcontextprotocol/server-github is given up). A token
 * is named by its variable, which the client fills in: no secret is ever written.
 */
export const MCP_SERVERS: Readonly<Record<McpName, McpServer>> = {
  playwright: {
    purpose: 'look at web pages in a browser',
    entry: { command: 'npx', args: ['-y', '@playwright/mcp@latest', '--headless', '--isolated'] },
    needs: undefined,
  },
  github: {
    purpose: 'read issues, pull requests and checks on GitHub',
    entry: {
      type: 'http',
      url: 'https://api.githubcopilot.com/mcp/readonly',
      headers: { Authorization: `Bearer \${${TOKEN}}` },
    },
    needs: TOKEN,
  },
};

/**
 * The servers that a text names, separated by commas or blanks; `none` or nothing for none, `all` for all.
 *
 * @throws E_USAGE for any other name.
 */
export function readMcpNames(text: string): McpName[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 1 && /^(none|no?)$/i.test(words[0] ?? '')) return [];
  if (words.length === 1 && /^(all|y(es)?)$/i.test(words[0] ?? '')) return [...MCP_NAMES];
  return [...new Set(words.map(nameOf))];
}

function nameOf(word: string): McpName {
  const name = MCP_NAMES.find((one) => one === word);
  if (name !== undefined) return name;
  const close = nearest(word, MCP_NAMES);
  throw new BatonError(
    'E_USAGE',
    `${JSON.stringify(word)} is no server that Baton offers.${close === undefined ? '' : ` Did you mean "${close}"?`} ` +
      `There are: ${MCP_NAMES.join(', ')}; or none, or all. Nothing was written.`,
  );
}
