import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { taskBoard } from '../../plan/task-board.ts';
import { durationText } from '../../render/duration.ts';
import { countText, moneyText } from '../../render/number-text.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import { loadPlan } from '../../runtime/plan-loader.ts';
import { readRoster } from '../../runtime/roster.ts';
import { openSession } from '../../runtime/session-streams.ts';
import type { AgentState } from '../../session/state.ts';
import type { Act } from '../act.ts';
import { textOption } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { entitySheet } from '../entity-sheet.ts';
import { suggestion } from '../nearest.ts';
import { standingsOf } from '../task-standings.ts';

/** `baton agent`: who is working on what, in which session (PRODUCT M2). */
export function agentNoun(program: Command, act: Act): void {
  const agent = program
    .command('agent')
    .description('agents: those at work in live sessions, and those of the teams that have room')
    .addHelpText('after', '\nExamples:\n  baton agent list\n  baton agent available --skill database');

  agent
    .command('list')
    .option('--all', 'also of sessions that have ended, and agents that have stopped')
    .description('agents at work, with what they have used')
    .addHelpText('after', '\nExample:\n  baton agent list --all --json')
    .action(
      act((context, { options }) => {
        const list = agentsOf(context, options.all === true);
        context.answer(list, () =>
          list.length === 0
            ? ['No agent is at work.']
            : table(
                [
                  { title: 'agent' },
                  { title: 'type' },
                  { title: 'status' },
                  { title: 'session', align: 'right' },
                  { title: 'for', align: 'right' },
                  { title: 'tokens', align: 'right' },
                  { title: 'cost', align: 'right' },
                  { title: 'doing', shrinks: true },
                ],
                list.map((one) => [
                  one.instance_id.slice(0, 10),
                  plainText(one.agent_type, 30),
                  one.status,
                  `#${one.session_number}`,
                  durationText(
                    Date.parse(one.stopped_at ?? new Date(context.host.now()).toISOString()) -
                      Date.parse(one.spawned_at),
                  ),
                  countText(tokensOf(one)),
                  one.cost_usd === null ? '?' : moneyText(one.cost_usd),
                  plainText(one.current_task ?? one.description ?? '', 100),
                ]),
                { width: context.width, colours: context.colours },
              ),
        );
      }),
    );

  agent
    .command('show')
    .argument('<id>', 'the agent, or the beginning of its id')
    .description('one agent')
    .addHelpText('after', '\nExample:\n  baton agent show a3e7852e')
    .action(
      act((context, { args }) => {
        const list = agentsOf(context, true);
        const wanted = args[0] ?? '';
        const exact = list.filter(({ instance_id }) => instance_id === wanted);
        const fitting = list.filter(({ instance_id }) => wanted !== '' && instance_id.startsWith(wanted));
        const [one, second] = exact.length > 0 ? exact : fitting;
        if (second !== undefined) {
          throw new BatonError(
            'E_USAGE',
            `${wanted} fits ${fitting.length} agents: ${fitting
              .slice(0, 8)
              .map(({ instance_id }) => instance_id)
              .join(', ')}. Give more of the id.`,
          );
        }
        if (one === undefined) {
          throw new BatonError(
            'E_NOT_FOUND',
            `There is no agent ${JSON.stringify(wanted)}.${suggestion(
              wanted,
              list.map(({ instance_id }) => instance_id),
            )} \`baton agent list --all\` lists them.`,
          );
        }
        context.answer(one, () => entitySheet(one, context));
      }),
    );

  agent
    .command('available')
    .option('--skill <word>', 'only who knows this')
    .description('agents of the teams that have room for another task')
    .addHelpText('after', '\nExample:\n  baton agent available --skill database')
    .action(
      act((context, given) => {
        const { plan } = loadPlan(context.layout);
        const rows = taskBoard(plan, standingsOf(context));
        const skill = textOption(given, 'skill');
        const free = Object.values(plan.teams).flatMap((team) =>
          team.available_agents
            .filter((one) => skill === undefined || one.skills.includes(skill))
            .map((one) => ({
              agent_id: one.agent_id,
              team: team.id,
              role: one.role,
              skills: one.skills,
              load: rows.filter(
                (row) =>
                  row.assignee === one.agent_id && !['completed', 'cancelled', 'failed'].includes(row.status),
              ).length,
              capacity: one.default_capacity,
            }))
            .filter((one) => one.load < one.capacity),
        );
        context.answer(free, () =>
          free.length === 0
            ? ['Nobody has room.']
            : free.map((one) =>
                plainText(
                  `${one.agent_id} (${one.team}): ${one.load} of ${one.capacity}; ${one.skills.join(', ') || 'no skills named'}`,
                  200,
                ),
              ),
        );
      }),
    );
}

type ListedAgent = AgentState & { readonly session_id: string; readonly session_number: number };

function agentsOf(context: CommandContext, all: boolean): ListedAgent[] {
  return readRoster(context.layout, context.host.now())
    .filter(({ view, liveness }) => all || (liveness === 'live' && view.agents.running > 0))
    .flatMap(({ view }) =>
      Object.values(openSession(context.layout, view.session_id).state.active_work.execution_state.agents)
        .filter((one) => all || one.status === 'running')
        .map((one) => ({ ...one, session_id: view.session_id, session_number: view.number })),
    );
}

function tokensOf({ tokens }: AgentState): number {
  return tokens.input + tokens.output + tokens.cache_read + tokens.cache_write;
}
