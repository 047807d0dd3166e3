import { counted } from '../../counted.ts';
import type {
  AttentionRow,
  DashboardModel,
  SessionRow,
  TeamSheet,
} from '../../insight/dashboard/dashboard-model.ts';
import { meter } from '../bar.ts';
import type { Panel } from '../block.ts';
import { padded, panelGrid, panels, spread } from '../block.ts';
import { paint } from '../colour.ts';
import { prioritySign } from '../task-lanes.ts';
import { sprintPanel } from './sprint-panel.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { ageOf, firstOf, sessionSign } from './view-look.ts';

const METER = 8;
const KIND_SIGNS = { good: '✓', bad: '✗', accent: '▸', muted: '·' } as const;

/** Where the project stands: the sprint, the sessions, what needs a person, what comes next, what happened. */
export const overviewView: DrawView = (model, look) => [
  ...panels([sprintPanel(model, look)], look),
  ...panelGrid([sessionsPanel(model, look), attentionPanel(model, look)], 50, look),
  ...panelGrid([nextPanel(model, look), teamsPanel(model, look), activityPanel(model, look)], 38, look),
];

function sessionsPanel(model: DashboardModel, look: ViewLook): Panel {
  const live = model.sessions.filter(({ status }) => status === 'live');
  const shown = live.length > 0 ? live : model.sessions.slice(0, 3);
  const empty =
    model.sessions.length === 0
      ? ['No session yet. Start `claude` in this project;', '`baton doctor` says whether its hooks arrive.']
      : [];
  return {
    title: live.length > 0 || shown.length === 0 ? 'Sessions' : 'Last sessions',
    note: `${live.length} live of ${model.counts.sessions}`,
    body: (width) => [...empty, ...firstOf(shown, look, (one) => sessionLines(one, model, width, look))],
  };
}

function sessionLines(one: SessionRow, model: DashboardModel, width: number, look: ViewLook): string[] {
  const dim = (text: string) => paint(text, 'muted', look.colours);
  const name = `${sessionSign(one, look)} ${paint(`#${one.number}`, 'strong', look.colours)} ${one.mode}`;
  const { completed, total } = one.tasks;
  const tasks =
    total === 0 ? '' : `${meter(completed / total, METER, 'good', look.colours)} ${completed}/${total}`;
  const facts = [
    one.agents > 0 ? counted(one.agents, 'agent') : '',
    one.unread > 0 ? `✉ ${one.unread}` : '',
    ageOf(one.last_activity, model),
  ].filter((fact) => fact !== '');
  return [
    spread(one.branch === null ? name : `${name} ${dim(one.branch)}`, tasks, width),
    spread(
      `  ${one.current_task ?? one.label ?? one.last_prompt ?? dim('nothing asked yet')}`,
      dim(facts.join(' · ')),
      width,
    ),
  ];
}

function attentionPanel(model: DashboardModel, look: ViewLook): Panel {
  const { attention } = model;
  return {
    title: 'Needs you',
    note: attention.length === 0 ? '' : String(attention.length),
    tone: attention.some(({ severity }) => severity === 'bad')
      ? 'bad'
      : attention.length > 0
        ? 'warn'
        : 'good',
    body: () =>
      attention.length === 0
        ? [`${paint('✓', 'good', look.colours)} Nothing waits for you.`]
        : firstOf(attention, look, (one) => attentionLines(one, look)),
  };
}

function attentionLines({ severity, text, remedy }: AttentionRow, { colours }: ViewLook): string[] {
  return [
    `${paint(severity === 'bad' ? '✗' : '●', severity, colours)} ${text}`,
    paint(`  → ${remedy}`, 'muted', colours),
  ];
}

function nextPanel({ next, counts }: DashboardModel, look: ViewLook): Panel {
  const none = counts.tasks === 0 ? 'No task is planned yet.' : 'Nothing is ready: all is done or waits.';
  return {
    title: 'Next',
    note: next.length === 0 ? '' : `${next.length} ready`,
    body: (width) =>
      next.length === 0
        ? [paint(none, 'muted', look.colours)]
        : firstOf(next, look, ({ id, title, priority, estimated_effort }) => [
            spread(
              `${paint(id, 'accent', look.colours)} ${title}`,
              [
                prioritySign(priority, look.colours),
                estimated_effort === 0 ? '' : paint(`${estimated_effort} pt`, 'muted', look.colours),
              ]
                .filter((one) => one !== '')
                .join(' '),
              width,
            ),
          ]),
  };
}

function teamsPanel({ teams }: DashboardModel, look: ViewLook): Panel {
  return {
    title: 'Teams',
    note: teams.length === 0 ? '' : `${teams.length}`,
    body: (width) =>
      teams.length === 0
        ? [paint('No team yet:', 'muted', look.colours), 'baton team create core --name Core --lead lead']
        : firstOf(teams, look, (team) => [teamLine(team, width, look)]),
  };
}

function teamLine({ name, busy, at_once }: TeamSheet, width: number, { colours }: ViewLook): string {
  const load = at_once === 0 ? 0 : busy / at_once;
  return spread(
    name,
    `${meter(load, METER, load >= 1 ? 'warn' : 'accent', colours)} ${busy}/${at_once}`,
    width,
  );
}

function activityPanel(model: DashboardModel, look: ViewLook): Panel {
  return {
    title: 'Activity',
    body: () =>
      model.activity.length === 0
        ? [paint('Nothing has happened yet.', 'muted', look.colours)]
        : model.activity.slice(0, Math.max(3, look.most)).map(({ at, session, kind, text }) => {
            const age = paint(padded(ageOf(at, model), 6, 'right'), 'muted', look.colours);
            const sign = paint(KIND_SIGNS[kind], kind, look.colours);
            return `${age} ${sign} ${session === null ? '' : paint(`#${session} `, 'muted', look.colours)}${text}`;
          }),
  };
}
