import { join } from 'node:path';
import { runCli } from '../../../src/cli/run-cli.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { startCli } from '../../torture/processes.ts';
import { NASTY_TEXTS } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding } from '../target.ts';

/** Nouns with their verbs; those that start other programs, wait for ever or reach beyond the project are left out. */
const LINES = [
  'state get',
  'state set',
  'state merge',
  'state delete',
  'session list',
  'session show',
  'session mode',
  'session enable',
  'session disable',
  'session heartbeat',
  'session close',
  'session create --mode',
  'session cleanup --days',
  'plan show',
  'plan validate',
  'plan history',
  'plan undo',
  'plan proposals',
  'plan approve',
  'plan reject',
  'epic create',
  'epic list',
  'epic show',
  'epic update',
  'epic progress',
  'sprint create',
  'sprint list',
  'sprint show',
  'sprint available',
  'sprint start',
  'sprint close',
  'sprint board',
  'task add',
  'task list',
  'task next',
  'task show',
  'task assign',
  'task start',
  'task progress',
  'task block',
  'task unblock',
  'task complete',
  'task delegate',
  'team list',
  'team show',
  'team activate',
  'team deactivate',
  'team lead',
  'team set',
  'team standup',
  'agent list',
  'agent show',
  'agent available',
  'message send',
  'message broadcast',
  'message inbox',
  'message read',
  'decision propose',
  'decision comment',
  'decision vote',
  'decision close',
  'decision list',
  'decision show',
  'event list',
  'config get',
  'config set',
  'config list',
  'config history',
  'config rollback',
  'commands',
  'help',
] as const;

const FLAGS = [
  '--json',
  '--title',
  '--epic',
  '--sprint',
  '--name',
  '--goal',
  '--status',
  '--effort',
  '--team',
  '--priority',
  '--depends',
  '--criterion',
  '--limit',
  '--offset',
  '--reason',
  '--agent',
  '--strategy',
  '--skill',
  '--session',
  '--shared',
  '--days',
  '--since',
  '--type',
  '--dry-run',
  '--failed',
  '--artifact',
  '--ascii',
  '--no-color',
] as const;

const WORDS = [
  'e1',
  's1',
  't1',
  't2',
  'core',
  'a1',
  'high',
  '50',
  '140',
  '-5',
  'development',
  'active',
  'limits.messages',
  '{"a":1}',
  '$.a',
  'yes',
  'fuzz',
] as const;

/** The five exit codes that CLI.md documents. */
const DOCUMENTED = new Set([0, 1, 2, 3, 4]);

/** Command lines of real words and nonsense: one of the documented exit codes, never an unexpected failure. */
export const commandLines: Target = {
  name: 'command lines',
  cases: 10_000,
  prepare: async (folder) => {
    initProject(folder);
    const setUp = [
      ['epic', 'create', 'e1', '--title', 'E'],
      ['sprint', 'create', 's1', '--epic', 'e1', '--name', 'S'],
      ['task', 'add', 't1', '--sprint', 's1', '--title', 'T'],
      ['task', 'add', 't2', '--sprint', 's1', '--title', 'T', '--depends', 't1'],
    ];
    for (const words of setUp) await (await startCli(words, folder)).ended();
    const made = await startCli(['session', 'create', '--mode', 'leadership'], folder);
    await made.ended();
    const session = made.output.trim();
    return {
      attempt: async (chance) => {
        const words = chance.pick(LINES).split(' ');
        for (let more = chance.below(6); more > 0; more--) {
          const kind = chance.below(10);
          words.push(
            kind < 4 ? chance.pick(WORDS) : kind < 8 ? chance.pick(FLAGS) : chance.pick(NASTY_TEXTS),
          );
        }
        let [out, err] = ['', ''];
        const code = await runCli(words, {
          cwd: folder,
          env: { HOME: folder, BATON_SESSION: session },
          isTty: false,
          columns: 80,
          version: '0.0.0',
          pluginRoot: join(import.meta.dirname, '../../..'),
          mayAsk: false,
          now: Date.now,
          readStdin: () => '',
          out: (text) => {
            out += text;
          },
          err: (text) => {
            err += text;
          },
          ended: Promise.resolve(),
        });
        const line = words.join(' ');
        if (!DOCUMENTED.has(code)) return finding(`exit ${code}`, line);
        if (err.includes('E_UNEXPECTED') || /TypeError|RangeError|is not a function|undefined \(/.test(err))
          return finding(err, line);
        if (
          code === 0 &&
          asksForJson(words) &&
          words[0] !== 'help' &&
          !isJson(out) &&
          !out.startsWith('Usage')
        )
          return finding(`--json printed ${out.slice(0, 200)}`, line);
        if (code !== 0 && err === '') return finding(`exit ${code} without a word`, line);
        return undefined;
      },
    };
  },
};

// Not where it is the value of another option, or stands behind the end of all options.
function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  return options.some((word, index) => word === '--json' && !options[index - 1]?.startsWith('-'));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
