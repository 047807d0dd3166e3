import * as z from 'zod/mini';
import { BatonError } from '../errors.ts';
import { SCOPES } from './scope.ts';

/** The record of an installation that added no MCP server. */
export const NO_SERVERS = { servers: [] as string[], file_existed: false, list_existed: false };

const installation = z.object({
  scope: z.enum(SCOPES),
  project: z.nullable(z.string()),
  settings_file: z.string(),
  settings_existed: z.boolean(),
  created_dirs: z.array(z.string()),
  sha256_after: z.string(),
  backup: z.nullable(z.string()),
  wrapped: z.nullable(z.looseObject({ command: z.string() })),
  marketplace_path: z.nullable(z.string()),
  marketplace_added: z.boolean(),
  /** The MCP servers that were added, and what was there for them in `.mcp.json` before. */
  mcp: z._default(
    z.object({ servers: z.array(z.string()), file_existed: z.boolean(), list_existed: z.boolean() }),
    () => NO_SERVERS,
  ),
  project_files: z.array(z.object({ path: z.string(), sha256: z.nullable(z.string()) })),
  plugin_root: z.string(),
  version: z.string(),
  installed_at: z.string(),
});

const ledger = z.object({ format: z.literal(1), installs: z.array(installation) });

/** One installation: what was there before, what was written, and all that undoing it needs. */
export type Installation = z.infer<typeof installation>;

/**
 * Reads `installs.json`; an absent file holds no installation.
 *
 * @throws E_CORRUPT when the file is damaged or of a format that this version does not know.
 */
export function readLedger(file: string, bytes: Buffer | undefined): Installation[] {
  if (bytes === undefined) return [];
  const found = ledger.safeParse(parsedJson(bytes));
  if (found.success) return found.data.installs;
  throw new BatonError(
    'E_CORRUPT',
    `${file} cannot be read. Expected Baton's list of installations, format 1; got something else: ` +
      `${z.prettifyError(found.error).slice(0, 300)}. Nothing was written. The files as they were before are in ` +
      'backups/ beside it: put them back by hand, move the list away, and run the command again.',
    { file },
  );
}

/** The text of `installs.json` for these installations. */
export function formatLedger(installs: readonly Installation[]): string {
  return `${JSON.stringify({ format: 1, installs }, null, 2)}\n`;
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
