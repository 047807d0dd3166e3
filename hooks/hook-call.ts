import type { Environment } from '../src/runtime/client-folder.ts';
import type { HookInput } from '../src/runtime/hook-input.ts';
import type { HookReply } from '../src/runtime/hook-output.ts';
import type { StoreContext } from '../src/store/append.ts';
import type { Layout } from '../src/store/layout.ts';
import type { ProcessIdentity } from '../src/store/process-identity.ts';

/** One call of a hook: what the client said, and the world to answer it in. */
export interface HookCall {
  readonly event: string;
  readonly input: HookInput;
  readonly layout: Layout;
  readonly env: Environment;
  readonly store: StoreContext;
  /** The client itself: the parent of the hook's process. Undefined when it has gone. */
  client(): ProcessIdentity | undefined;
}

/** Answers one call. What it throws is noted and the client goes on undisturbed. */
export type HookHandler = (call: HookCall) => HookReply | Promise<HookReply>;
