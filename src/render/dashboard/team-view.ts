import { counted } from '../../counted.ts';
import type { DashboardModel, TeamSheet } from '../../insight/dashboard/dashboard-model.ts';
import { meter } from '../bar.ts';
import type { Panel } from '../block.ts';
import { padded, panelGrid, panels, spread } from '../block.ts';
import { paint } from '../colour.ts';
import { countText, moneyText } from '../number-text.ts';
import { table } from '../table.ts';
import { displayWidth } from '../width.ts';
import type { DrawView, ViewLook } from './view-look.ts';
import { ageOf, firstOf } from './view-look.ts';

const METER = 6;
const LONGEST_NAME = 18;

/** Each team with what its agents are at, and the agents that are at work in live sessions. */
export const teamView: DrawView = (model, look) => [
  ...(model.teams.length === 0
    ? panels([noTeam(look)], look)
    : panelGrid(
        model.teams.map((team) => teamPanel(team, look)),
        70,
        look,
      )),
  ...panels([agentsPanel(model, look)], look),
];

function teamPanel(team: TeamSheet, look: ViewLook): Panel {
  const active = team.active_in.map((number) => `#${number}`).join(' ');
  return {
    title: team.name,
    note: `${team.busy}/${team.at_once} at work${active === '' ? '' : ` · in ${active}`}`,
    tone: team.active_in.length > 0 ? 'accent' : 'strong',
    body: (width) => {
      const name = Math.min(LONGEST_NAME, Math.max(4, ...team.members.map((one) => displayWidth(one.agent))));
      return team.members.length === 0
        ? [paint('It has no agents.', 'muted', look.colours)]
        : firstOf(team.members, look, (one) => memberLines(one, name, width, look));
    },
  };
}

function memberLines(
  one: TeamSheet['members'][number],
  name: number,
  width: number,
  { colours }: ViewLook,
): string[] {
  const load = one.capacity === 0 ? 0 : one.doing.length / one.capacity;
  const bar = meter(load, METER, load > 1 ? 'bad' : load === 1 ? 'warn' : 'accent', colours);
  const [first, ...others] = one.doing;
  const told = [one.role, ...one.skills].filter((word) => word !== '').join(', ');
  const doing =
    first === undefined
      ? paint(`free${told === '' ? '' : ` · ${told}`}`, 'muted', colours)
      : doingText(first);
  const done = one.done === 0 ? '' : paint(`✓ ${one.done}`, 'good', colours);
  const indent = ' '.repeat(name + METER + 2);
  return [
    spread(
      `${paint(padded(one.agent, name), one.role === 'lead' ? 'accent' : 'strong', colours)} ${bar} ${doing}`,
      done,
      width,
    ),
    ...others.map((task) => indent + doingText(task)),
    ...one.blocked.map((task) => `${indent}${paint(`✗ ${task.id}: ${task.reason}`, 'bad', colours)}`),
  ];
}

function doingText({ id, title, progress }: TeamSheet['members'][number]['doing'][number]): string {
  return `${id} ${title}${progress > 0 ? ` ${progress} %` : ''}`;
}

function agentsPanel(model: DashboardModel, look: ViewLook): Panel {
  const { agents } = model;
  return {
    title: 'Agents at work',
    note: agents.length === 0 ? '' : String(agents.length),
    body: (width) =>
      agents.length === 0
        ? [paint('No agent is at work in a live session.', 'muted', look.colours)]
        : table(
            [
              { title: 'agent', shrinks: true },
              { title: 'session', align: 'right' },
              { title: 'for', align: 'right' },
              { title: 'tools', align: 'right' },
              { title: 'tokens', align: 'right' },
              { title: 'cost', align: 'right' },
              { title: 'doing', shrinks: true },
            ],
            agents
              .slice(0, Math.max(3, look.most))
              .map((one) => [
                one.agent_type,
                `#${one.session_number}`,
                ageOf(one.spawned_at, model),
                String(one.tool_calls),
                countText(one.tokens),
                one.cost_usd === null ? '?' : moneyText(one.cost_usd),
                one.doing ?? '-',
              ]),
            { width, colours: look.colours },
          ),
  };
}

function noTeam({ colours }: ViewLook): Panel {
  return {
    title: 'Teams',
    note: counted(0, 'team'),
    body: () => [
      'No team yet. A team says who may work at once, with which skills:',
      `${paint('▸', 'accent', colours)} baton team create core --name Core --lead lead --agent coder:api,database`,
    ],
  };
}
