import { readFileSync, writeSync } from 'node:fs';
import { BatonError, systemCode } from '../src/errors.ts';
import { troubleFiles } from '../src/runtime/client-folder.ts';
import { parseHookInput } from '../src/runtime/hook-input.ts';
import type { HookReply } from '../src/runtime/hook-output.ts';
import { SILENCE, tellPerson } from '../src/runtime/hook-output.ts';
import { HOOK_PATIENCE_MS, storeContext } from '../src/runtime/store-context.ts';
import type { Layout } from '../src/store/layout.ts';
import { layoutOf } from '../src/store/layout.ts';
import { refuseLinkedFolders } from '../src/store/no-follow.ts';
import { identifyProcess } from '../src/store/process-identity.ts';
import { findProjectRoot } from '../src/store/project-root.ts';
import { noteTrouble } from '../src/store/trouble-log.ts';
import { routeHook } from './router.ts';

// The entry of dist/hook.cjs: `node hook.cjs <Event>` with one payload on standard input. Whatever happens
// inside, it ends with exit 0 and prints nothing that the client could misread.
// It leaves at once: waiting for Node to find nothing left to do takes a millisecond.
void run().then(() => process.exit(0));

async function run(): Promise<void> {
  const event = process.argv[2] ?? '';
  let layout: Layout | undefined;
  let reply: HookReply = SILENCE;
  try {
    const text = readFileSync(0, 'utf8');
    const input = parseHookInput(text);
    const root = findProjectRoot(process.env.CLAUDE_PROJECT_DIR || input?.cwd || process.cwd(), process.env);
    if (root === undefined) return;
    const found = layoutOf(root);
    refuseLinkedFolders(found);
    layout = found;
    if (input === undefined) {
      throw new BatonError(
        'E_INVALID',
        `The payload of ${event} is not a hook payload (${text.length} characters).`,
      );
    }
    reply = await routeHook({
      event,
      input,
      layout,
      env: process.env,
      store: storeContext(`hook:${event}`, HOOK_PATIENCE_MS),
      client: () => identifyProcess(process.ppid),
    });
  } catch (error) {
    noteFailure(event, layout, error);
    if (event === 'SessionStart')
      reply = tellPerson(`Baton is not recording this session: ${shortly(error)}. See \`baton doctor\`.`);
  }
  // Nothing useful can be done when even this fails: the client has gone.
  try {
    if (reply.stdout !== '') writeSync(1, reply.stdout);
  } catch {}
}

function noteFailure(event: string, layout: Layout | undefined, error: unknown): void {
  const code = error instanceof BatonError ? error.code : systemCode(error);
  noteTrouble(troubleFiles(layout, process.env), {
    at: new Date().toISOString(),
    where: `hook:${event}`,
    message: error instanceof Error ? error.message : String(error),
    ...(code === undefined ? {} : { code }),
  });
}

function shortly(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
