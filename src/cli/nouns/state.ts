import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { BatonError } from '../../errors.ts';
import { openSession } from '../../runtime/session-streams.ts';
import { presentSession } from '../../session/sprint-metrics.ts';
import type { Act } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { lookUp } from '../json-place.ts';
import { chosenSession } from '../session-choice.ts';
import type { Change } from '../state-change.ts';
import { changePlan, changeSessionState, planTree } from '../state-change.ts';

const EXAMPLES = `
PATH is a JSONPath (RFC 9535) or dotted.

Examples:
  baton state get active_work.current_sprint
  baton state get "$.active_work.execution_state.tasks[?@.status=='blocked'].id"
  baton state set runtime_config.values.theme '"dark"'
  baton state merge session_info '{"label":"payments"}'
  echo '[{"op":"set","path":"session_info.label","value":"x"}]' | baton state batch -
  baton state get --shared "$.sprints[*].name"`;

/** `baton state`: read and change a session's state, or with --shared the plan, by path. */
export function stateNoun(program: Command, act: Act): void {
  const state = program
    .command('state')
    .description("read and change state by path: a session's own, or with --shared the plan")
    .addHelpText('after', EXAMPLES);

  state
    .command('get')
    .argument('[path]', 'what to read', '$')
    .option('--shared', 'the plan instead of a session')
    .description('print what is there, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(
      act((context, { args, options }) => {
        const root = options.shared === true ? planTree(context) : sessionTree(context);
        const found = lookUp(root, args[0] ?? '$');
        context.host.out(`${JSON.stringify(found.kind === 'one' ? found.value : found.values, null, 2)}\n`);
      }),
    );

  for (const op of ['set', 'merge'] as const) {
    state
      .command(op)
      .argument('<path>', 'where')
      .argument('<json>', 'the value, as JSON')
      .option('--shared', 'the plan instead of a session')
      .description(
        op === 'set' ? 'put a value in place of what is there' : 'lay an object over what is there',
      )
      .addHelpText('after', EXAMPLES)
      .action(
        act((context, { args, options }) =>
          change(context, options.shared === true, [
            { op, path: args[0] ?? '', value: json(args[1] ?? '', 'the value') },
          ]),
        ),
      );
  }

  state
    .command('delete')
    .argument('<path>', 'what to remove')
    .option('--shared', 'the plan instead of a session')
    .description('remove what is there')
    .addHelpText('after', EXAMPLES)
    .action(
      act((context, { args, options }) =>
        change(context, options.shared === true, [{ op: 'delete', path: args[0] ?? '' }]),
      ),
    );

  state
    .command('batch')
    .argument('<file>', 'a JSON array of {"op","path","value"}, or - for standard input')
    .option('--shared', 'the plan instead of a session')
    .description('carry out several changes, all or none')
    .addHelpText('after', EXAMPLES)
    .action(
      act((context, { args, options }) => {
        const file = args[0] ?? '-';
        const text = file === '-' ? context.host.readStdin() : readFileSync(file, 'utf8');
        change(context, options.shared === true, changes(json(text, file)));
      }),
    );
}

function change(context: CommandContext, shared: boolean, list: readonly Change[]): void {
  const outcome = shared
    ? changePlan(context, list)
    : changeSessionState(context, chosenSession(context), list);
  context.answer(outcome, () => [
    outcome.proposal !== undefined
      ? `Proposed as ${outcome.proposal}: this project asks for approval. Nothing has changed yet.`
      : outcome.changed === 0
        ? 'Nothing to change.'
        : `Changed ${counted(outcome.changed, 'place')}.`,
  ]);
}

function sessionTree(context: CommandContext): unknown {
  const { state } = openSession(context.layout, chosenSession(context));
  return presentSession(state, context.host.now());
}

function json(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BatonError(
      'E_USAGE',
      `${what} is not JSON: ${why}. Text needs quotes of its own: '"text"'. Received: ${text.slice(0, 80)}`,
    );
  }
}

function changes(value: unknown): Change[] {
  if (!Array.isArray(value))
    throw new BatonError('E_USAGE', 'A batch is a JSON array of {"op","path","value"}.');
  return value.map((entry: unknown, index) => {
    const fields = new Map(typeof entry === 'object' && entry !== null ? Object.entries(entry) : []);
    const [op, path] = [fields.get('op'), fields.get('path')];
    if (typeof path !== 'string' || (op !== 'set' && op !== 'merge' && op !== 'delete')) {
      throw new BatonError(
        'E_USAGE',
        `Entry ${index + 1} of the batch needs an "op" (set, merge or delete) and a "path". Received: ${JSON.stringify(entry)?.slice(0, 120)}`,
      );
    }
    if (op === 'delete') return { op, path };
    if (!fields.has('value'))
      throw new BatonError('E_USAGE', `Entry ${index + 1} of the batch (${op} ${path}) needs a "value".`);
    return { op, path, value: fields.get('value') };
  });
}
