import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = join(import.meta.dirname, '..', 'bench', 'results');

type Row = Readonly<Record<string, unknown>>;
type Results = Readonly<Record<string, unknown>>;

/** docs/performance.md: the newest results in bench/results/, as tables, and how to get them again. */
export function performancePage(): string {
  const newest = (existsSync(RESULTS) ? readdirSync(RESULTS) : [])
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1);
  if (newest === undefined) return '# What it costs\n\nNothing has been measured yet: `npm run bench:all`.\n';
  const results: Results = JSON.parse(readFileSync(join(RESULTS, newest), 'utf8'));
  const { node, cpu, load } = Object(results.machine);
  return [
    '# What it costs',
    '',
    `Measured on ${newest.slice(0, 10)} by \`npm run bench:all\` (${cpu}, 2 cores, Node ${String(node).slice(1)}, load ${load} at the beginning). Whole`,
    'processes, medians; all subjects of a table in one run, taken in turn. × is the ratio to `node -e 0` in the same run:',
    'milliseconds belong to the machine, ratios to the program. Budgets are those of the design; what is over one says so.',
    '',
    ...startup(results),
    'Nobody waits for PostToolUse: the gate starts Node in the background (the row "gate, recorder"), for a call of Bash',
    'only where it may have checked or committed something, which then asks git. What a hook takes over bare Node is, in',
    'this order: starting compiled code (1.6 ms), reading and folding what was appended since the last snapshot (1 to 1.5),',
    'the append with its read-back and the view (0.7), the module itself (0.4), and at the end of a turn the new part of the',
    'transcript. `baton profile` shows it for your project.',
    '',
    'With Baton each call of Bash passes two gates, each a shell that the client starts: that, more than what the gates do,',
    'is what a turn of 50 calls shows below.',
    '',
    ...section('A turn of the real client with 50 tool calls', [
      'The same scripted turn, with Baton installed and on, installed and off in the project, and not installed.',
      '',
      ...table(rowsOf(results.turn, 'turn'), [
        ['', (row) => text(row.kind)],
        ['turn ms', (row) => text(row.turn_ms)],
        ['×', (row) => fixed(row.ratio, 2)],
        ['ms a call', (row) => fixed(row.a_call_ms, 1)],
      ]),
    ]),
    ...section('Every hook of an event, beside a peer', [
      'All commands that the client would start for the event, at once; the client waits for the slowest. CPU is what was',
      'waited for. A call of Bash that checks nothing, and an edit, are recorded in the background or not at all.',
      '',
      ...table(rowsOf(results.hooks, 'hooks'), [
        ['system', (row) => text(row.system)],
        ['event', (row) => text(row.event)],
        ['hooks', (row) => text(row.hooks)],
        ['wall ms', (row) => text(row.wall_ms)],
        ['cpu ms', (row) => text(row.cpu_ms)],
        ['×', (row) => fixed(row.ratio, 2)],
      ]),
    ]),
    ...section('The status line beside others', timings(results.statuslines)),
    ...section('Questions about the plan', [
      'Cold process, warm index, 10, 1,000 and 10,000 tasks in sprints of 20, beside peers.',
      '',
      ...timings(results.queries),
    ]),
    ...section('Writers on one stream', [
      'Changes of one session by several processes, each on the version it saw; `lost` counts changes that were acknowledged and are not there.',
      '',
      ...table(rowsOf(results.throughput, 'throughput'), [
        ['writers', (row) => text(row.writers)],
        ['synced', (row) => (row.durable === true ? 'yes' : 'no')],
        ['changes/s', (row) => text(row.changes_per_second)],
        ['longest wait ms', (row) => text(row.longest_wait_ms)],
        ['lost', (row) => text(row.lost)],
      ]),
    ]),
    ...section(
      'Memory',
      table(rowsOf(results.memory, 'memory'), [
        ['process', (row) => text(row.name)],
        ['MB at most', (row) => fixed(row.megabytes, 1)],
      ]),
    ),
    ...section('What a fourth session knows of three', [
      'Facts planted in three sessions (one ends cleanly, one is compacted, one is killed), looked for in what the fourth is',
      `told and in the documents that it is pointed to: ${recovery(results.recovery)}`,
    ]),
    '## Again, on your machine',
    '',
    '`npm run bench` (start-up alone), `npm run bench:turn`, `bench:hooks`, `bench:statuslines`, `bench:throughput`,',
    '`bench:memory`, `bench:recovery`; peers are looked for in /tmp/peers (`npm install --prefix /tmp/peers NAME`).',
    '',
  ].join('\n');
}

function startup(results: Results): string[] {
  const runs = ['20', '22', '24'].flatMap((major) => {
    const rows = rowsOf(results[`node_${major}`], 'timings');
    return rows.length === 0 ? [] : [{ major, rows }];
  });
  const names = runs[0]?.rows.map(({ name }) => text(name)) ?? [];
  const cell = (rows: readonly Row[], name: string) => {
    const { ratio, budget } = rows.find((row) => row.name === name) ?? {};
    const isOver = typeof ratio === 'number' && typeof budget === 'number' && ratio > budget;
    return `${fixed(ratio, 2)}${isOver ? ' (over)' : ''}`;
  };
  return section('Start-up', [
    `| whole process | ${runs.map(({ major }) => `× Node ${major}`).join(' | ')} | ms, Node ${runs[0]?.major} | budget |`,
    `|---|${runs.map(() => '--:|').join('')}--:|--:|`,
    ...names.map((name) => {
      const first = runs[0]?.rows.find((row) => row.name === name);
      const budget = typeof first?.budget === 'number' ? first.budget.toFixed(2) : '';
      return `| ${name} | ${runs.map(({ rows }) => cell(rows, name)).join(' | ')} | ${fixed(first?.median_ms, 1)} | ${budget} |`;
    }),
  ]);
}

function timings(part: unknown): string[] {
  return table(rowsOf(part, 'timings'), [
    ['whole process', (row) => text(row.name)],
    ['median ms', (row) => fixed(row.median_ms, 1)],
    ['×', (row) => fixed(row.ratio, 2)],
    ['budget', (row) => (typeof row.budget === 'number' ? row.budget.toFixed(2) : '')],
  ]);
}

function recovery(part: unknown): string {
  const { facts, recovered, in_context, tokens } = Object(part);
  return `${recovered} of ${facts}, ${in_context} of them in the context itself, which takes at most ${tokens} tokens.`;
}

function section(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, '', ...lines, ''];
}

type Column = readonly [string, (row: Row) => string];

function table(rows: readonly Row[], columns: readonly Column[]): string[] {
  if (rows.length === 0) return ['Not measured in this run.'];
  return [
    `| ${columns.map(([title]) => title).join(' | ')} |`,
    `|${columns.map((_, index) => (index === 0 ? '---|' : '--:|')).join('')}`,
    ...rows.map((row) => `| ${columns.map(([, of]) => of(row)).join(' | ')} |`),
  ];
}

function rowsOf(part: unknown, field: string): Row[] {
  const rows: unknown = Object(part)[field];
  return Array.isArray(rows) ? rows.map((row): Row => Object(row)) : [];
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function fixed(value: unknown, digits: number): string {
  return typeof value === 'number' ? value.toFixed(digits) : '';
}
