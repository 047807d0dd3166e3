import { counted } from '../../counted.ts';
import type { DashboardModel, SessionRow } from '../../insight/dashboard/dashboard-model.ts';
import { meter } from '../bar.ts';
import type { Panel } from '../block.ts';
import { panelGrid, panels, spread } from '../block.ts';
import { paint } from '../colour.ts';
import { countText, moneyText } from '../number-text.ts';
import { table } from '../table.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { ageOf, sessionSign } from './view-look.ts';

const METER = 10;
const TURNS = { working: 'working', waiting: 'waits for you', idle: 'idle' } as const;

/** Each live session as a card, and those before as a list. */
export const sessionsView: DrawView = (model, look) => {
  const live = model.sessions.filter(({ status }) => status === 'live');
  const before = model.sessions.filter(({ status }) => status !== 'live');
  return [
    ...(live.length === 0
      ? panels([noneLive(model, look)], look)
      : panelGrid(
          live.map((one) => card(one, model, look)),
          60,
          look,
        )),
    ...(before.length === 0 ? [] : panels([earlier(before, model, look)], look)),
  ];
};

function card(one: SessionRow, model: DashboardModel, look: ViewLook): Panel {
  const { colours } = look;
  const dim = (text: string) => paint(text, 'muted', colours);
  const { completed, total, blocked } = one.tasks;
  const place = [one.branch, one.sprint === null ? null : `sprint ${one.sprint}`].filter(
    (part) => part !== null,
  );
  const facts = [
    counted(one.agents, 'agent'),
    one.unread > 0 ? paint(`✉ ${one.unread} unread`, 'warn', colours) : '',
    blocked > 0 ? paint(`✗ ${blocked} blocked`, 'bad', colours) : '',
    `${countText(one.tokens)} tokens`,
    one.cost_usd === null ? '' : moneyText(one.cost_usd),
  ].filter((fact) => fact !== '');
  return {
    title: `#${one.number} ${one.label ?? one.mode}`,
    note: `${TURNS[one.turn]} · ${ageOf(one.last_activity, model)}`,
    tone: one.turn === 'waiting' ? 'warn' : one.turn === 'working' ? 'good' : 'strong',
    body: (width) => [
      spread(
        `${sessionSign(one, look)} ${one.mode}${one.orchestration_enabled ? '' : ' (off)'} ${dim(place.join(' · '))}`,
        total === 0 ? '' : `${meter(completed / total, METER, 'good', colours)} ${completed}/${total}`,
        width,
      ),
      `  ${one.current_task ?? dim('no task')}`,
      one.last_prompt === null ? dim('  nothing asked yet') : dim(`  » ${one.last_prompt}`),
      `  ${facts.join(dim(' · '))}`,
    ],
  };
}

function earlier(before: readonly SessionRow[], model: DashboardModel, look: ViewLook): Panel {
  const shown = before.slice(0, Math.max(3, look.most));
  return {
    title: 'Before',
    note: `${model.counts.sessions - model.counts.live}`,
    body: (width) =>
      table(
        [
          { title: '' },
          { title: '#', align: 'right' },
          { title: 'ended' },
          { title: 'branch', shrinks: true },
          { title: 'tasks', align: 'right' },
          { title: 'cost', align: 'right' },
          { title: 'ago', align: 'right' },
          { title: 'last asked', shrinks: true },
        ],
        shown.map((one) => [
          sessionSign(one, look),
          `#${one.number}`,
          one.status,
          one.branch ?? '-',
          `${one.tasks.completed}/${one.tasks.total}`,
          one.cost_usd === null ? '?' : moneyText(one.cost_usd),
          ageOf(one.last_activity, model),
          one.label ?? one.last_prompt ?? '-',
        ]),
        { width, colours: look.colours },
      ),
  };
}

function noneLive({ counts }: DashboardModel, { colours }: ViewLook): Panel {
  return {
    title: 'Sessions',
    note: `0 live of ${counts.sessions}`,
    body: () => [
      counts.sessions === 0 ? 'No session yet.' : 'No session is live.',
      `${paint('▸', 'accent', colours)} claude           start one in this project`,
      `${paint('▸', 'accent', colours)} baton doctor     whether its hooks arrive`,
    ],
  };
}
