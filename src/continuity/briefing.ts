import { counted } from '../counted.ts';
import type { SessionMode } from '../session/view.ts';
import { fileList, recordPassages, taskLines } from './briefing-record.ts';
import type { Passage } from './context-budget.ts';
import { fitPassages } from './context-budget.ts';
import type { OpenWork } from './continuation.ts';
import { elapsed } from './elapsed.ts';
import type { Mission } from './mission.ts';
import { missionLines } from './mission.ts';
import { nextLines } from './next-lines.ts';
import type { RecordFacts } from './predecessor-line.ts';
import type { ProtocolForm } from './protocol.ts';
import { PROTOCOL_LINE, PROTOCOL_TEXTS, protocolText } from './protocol.ts';
import { quoted, quotedList } from './quoted.ts';
import type { RealityFacts } from './reality.ts';

/** Another session that is live in the project now. */
export interface SiblingFacts {
  readonly number: number;
  readonly mode: SessionMode;
  readonly branch: string | null;
  readonly current_task: string | null;
}

/** Tasks of this session that another has taken over while it was away. */
export interface GoneWork {
  readonly number: number;
  readonly task_ids: readonly string[];
}

/** A task that is not finished, as a list shows it. */
export interface OpenTaskLine {
  readonly title: string;
  readonly status: string;
}

/** All that the briefing is made of. */
export interface BriefingFacts {
  readonly number: number;
  readonly mode: SessionMode;
  readonly occasion: 'start' | 'clear' | 'resume' | 'fork' | 'compact';
  readonly now: number;
  readonly branch: string | null;
  readonly uncommitted: readonly string[];
  readonly stashes: number;
  readonly predecessor: RecordFacts | null;
  readonly siblings: readonly SiblingFacts[];
  /** True when the project had as many live sessions as it may have. */
  readonly crowded: boolean;
  /** Of this session itself, after a compaction or a resume. */
  readonly own: { readonly open_tasks: readonly OpenTaskLine[]; readonly files: readonly string[] };
  /** Of a session that comes back: what others have taken over meanwhile. */
  readonly gone: readonly GoneWork[];
  readonly mission: Mission | null;
  /** What the session has to acknowledge. */
  readonly constraints: readonly { readonly id: string; readonly text: string }[];
  /** The last reality check, where it came out too low. */
  readonly reality: RealityFacts | null;
  /** What to go on with. */
  readonly work: OpenWork;
  /** What of the protocol the context lacks. */
  readonly protocol: ProtocolForm | null;
}

const MOST_CHARACTERS = 3_600;
const MOST_SIBLINGS = 6;
const MOST_CONSTRAINTS = 4;
const MOST_FAILING = 3;

/**
 * What the model is told when a session begins: who it is, what binds it, its mission, who came before and how that
 * ended, what lies in the working tree, what comes next, and how to work. Ordered by what the next action needs; at
 * most `most` characters of plain English (3,600 are at most 1,200 tokens; other scripts count four times), one line
 * when there is nothing to tell. What others wrote is quoted and named a record, so that it is not taken for an
 * instruction.
 */
export function briefing(facts: BriefingFacts, most = MOST_CHARACTERS): string {
  return fitPassages(
    [
      { rank: 0, lines: [heading(facts)] },
      { rank: 1, lines: constraints(facts.constraints) },
      { rank: 3, lines: reality(facts) },
      { rank: 3, lines: gone(facts) },
      { rank: 4, lines: missionLines(facts.mission) },
      ...(facts.predecessor === null || facts.occasion === 'compact'
        ? []
        : recordPassages(facts.predecessor, { ...facts, named: facts.mission?.glance?.next_steps ?? [] })),
      { rank: 7, lines: ownWork(facts) },
      ...workingTree(facts),
      { rank: 12, lines: siblings(facts.siblings) },
      protocol(facts),
      {
        rank: 2,
        lines: nextLines(
          facts.work,
          isOwnWork(facts) ? 'own' : facts.predecessor === null ? 'first' : 'after',
        ),
      },
    ],
    most,
  );
}

/** The standing texts that a briefing holds, by the names under which a session remembers them. */
export function standingTexts(text: string): string[] {
  if (text.includes('\n6. Hand over')) return [PROTOCOL_TEXTS.full];
  return text.includes(PROTOCOL_LINE) ? [PROTOCOL_TEXTS.line] : [];
}

function heading({ number, mode, occasion, branch, crowded }: BriefingFacts): string {
  const how = {
    start: 'started',
    clear: 'started after /clear',
    resume: 'resumed',
    fork: 'forked',
    compact: 'goes on after a compaction',
  }[occasion];
  const where = branch === null ? '' : ` on branch ${quoted(branch, 'name')}`;
  const limit = crowded ? ' Ten sessions are live already, so orchestration is off in this one.' : '';
  return `[Baton] Session ${number} (${mode} mode) ${how}${where}. State and commands: \`baton\`, \`baton help\`.${limit}`;
}

function constraints(open: BriefingFacts['constraints']): string[] {
  if (open.length === 0) return [];
  const shown = open.slice(0, MOST_CONSTRAINTS);
  const rest = open.length - shown.length;
  return [
    `To acknowledge before anything else (\`baton session acknowledge\`; ask the person where one stands in the way), on record:`,
    ...shown.map(({ id, text }) => `- ${quoted(id, 'id')}: "${quoted(text, 'path')}"`),
    ...(rest > 0 ? [`- and ${rest} more: \`baton session acknowledge --list\``] : []),
  ];
}

function reality({ reality: low, now }: BriefingFacts): string[] {
  if (low === null) return [];
  const failing =
    low.failing.length === 0
      ? ''
      : `: ${low.failing
          .slice(0, MOST_FAILING)
          .map((name) => quoted(name, 'id'))
          .join(', ')}`;
  return [
    `Reality check: consensus ${low.consensus.toFixed(2)}, below ${low.threshold.toFixed(2)}, ` +
      `${elapsed(now - Date.parse(low.checked_at))} ago${failing}. Put that right before new work: \`baton check\`.`,
  ];
}

function gone(facts: BriefingFacts): string[] {
  return facts.gone.map(
    ({ number, task_ids }) =>
      `Meanwhile session ${number} has taken over ${quotedList(task_ids, 'id', MOST_SIBLINGS, '')}: its work, not yours any more.`,
  );
}

function isOwnWork({ occasion }: BriefingFacts): boolean {
  return occasion === 'compact' || occasion === 'resume';
}

function ownWork(facts: BriefingFacts): string[] {
  if (!isOwnWork(facts)) return [];
  const { own } = facts;
  return [...taskLines(own.open_tasks), ...fileList('- files edited last in this session', own.files)];
}

function workingTree({ uncommitted, stashes, occasion }: BriefingFacts): Passage[] {
  if (occasion === 'compact') return [];
  const stashed = counted(stashes, 'change');
  return [
    { rank: 8, lines: fileList(`Uncommitted (${uncommitted.length})`, uncommitted) },
    { rank: 8, lines: stashes === 0 ? [] : [`Stashed: ${stashed} (\`git stash list\`).`] },
  ];
}

function siblings(live: readonly SiblingFacts[]): string[] {
  if (live.length === 0) return [];
  const each = live
    .slice(0, MOST_SIBLINGS)
    .map(({ number, mode, branch, current_task }) =>
      [
        `${number} (${mode}`,
        ...(branch === null ? [] : [quoted(branch, 'name')]),
        ...(current_task === null ? [] : [`on "${quoted(current_task, 'title')}"`]),
      ].join(', '),
    );
  return [`Live beside you: session ${each.map((one) => `${one})`).join('; ')}.`];
}

function protocol({ protocol: form, mission }: BriefingFacts): Passage {
  const task = mission?.task ?? null;
  if (form === 'full' && task !== null) {
    const lines = protocolText({
      task_id: task.task_id,
      document: mission?.document ?? null,
      glance: mission?.glance ?? null,
    });
    return { rank: 6, lines, short: [PROTOCOL_LINE] };
  }
  return { rank: 6, lines: form === null ? [] : [PROTOCOL_LINE] };
}
