import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { found } from '../../plan/plan-edits.ts';
import type { Team } from '../../plan/plan-schema.ts';
import { TeamSchema } from '../../plan/plan-schema.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import { loadPlan } from '../../runtime/plan-loader.ts';
import { changeSession } from '../../runtime/session-streams.ts';
import { activateTeam, deactivateTeam } from '../../session/commands/planned-work.ts';
import { applyPatch } from '../../session/patch.ts';
import type { Act } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { entitySheet } from '../entity-sheet.ts';
import { amountOption } from '../number-option.ts';
import { editedText, editPlan } from '../plan-edit.ts';
import { parseEntity, requireEntity } from '../require-entity.ts';
import { chosenSession } from '../session-choice.ts';
import { standUp } from '../team-standup.ts';

/** `baton team`: who works together, by which rules, and what each is at. */
export function teamNoun(program: Command, act: Act): void {
  const team = program
    .command('team')
    .description('teams: who belongs to them, their policies, and which are active in a session')
    .addHelpText(
      'after',
      '\nExamples:\n  baton team create engineering --name Engineering --lead director --agent backend:api,database\n  baton team activate engineering\n  baton team standup',
    );

  team
    .command('create')
    .argument('<id>', 'letters, digits, ".", "_", "-"')
    .requiredOption('--name <text>', 'what it is called')
    .requiredOption('--lead <agent>', 'who leads it; becomes one of its agents')
    .option('--agent <id:skills...>', 'an agent and its skills, separated by commas (may be repeated)')
    .option('--parallel <count>', 'how many of its agents may be at work at once')
    .description('make a team')
    .addHelpText(
      'after',
      '\nExample:\n  baton team create engineering --name Engineering --lead director --agent backend:api,database --parallel 3',
    )
    .action(
      act((context, given) => {
        const parallel = amountOption(given, 'parallel');
        const made = parseEntity(TeamSchema, {
          id: given.args[0],
          name: textOption(given, 'name'),
          orchestrator: textOption(given, 'lead'),
          available_agents: agentsOf(textOption(given, 'lead') ?? '', listOption(given, 'agent') ?? []),
          ...(parallel === undefined ? {} : { policies: { max_parallel_agents: parallel } }),
        });
        const edited = editPlan(context, 'teams', (plan) => {
          if (Object.hasOwn(plan.teams, made.id))
            throw new BatonError('E_INVALID', `There is a team ${made.id} already.`);
          return { ...plan, teams: { ...plan.teams, [made.id]: made } };
        });
        context.answer(edited, () => editedText(edited, `Made team ${made.id}`));
      }),
    );

  team
    .command('list')
    .description('all teams')
    .addHelpText('after', '\nExample:\n  baton team list --json')
    .action(
      act((context) => {
        const teams = Object.values(loadPlan(context.layout).plan.teams);
        context.answer(teams, () =>
          teams.length === 0
            ? ['No team yet. Make one with: baton team create ID --name NAME --lead AGENT']
            : table(
                [
                  { title: 'team' },
                  { title: 'lead' },
                  { title: 'agents', shrinks: true },
                  { title: 'at once', align: 'right' },
                ],
                teams.map((one) => [
                  one.id,
                  plainText(one.orchestrator, 30),
                  plainText(one.available_agents.map(({ agent_id }) => agent_id).join(', '), 120),
                  String(one.policies.max_parallel_agents),
                ]),
                { width: context.width, colours: context.colours },
              ),
        );
      }),
    );

  team
    .command('show')
    .argument('<id>', 'the team')
    .description('one team as it is planned')
    .addHelpText('after', '\nExample:\n  baton team show engineering')
    .action(
      act((context, { args }) => {
        const one = requireEntity(() => found(loadPlan(context.layout).plan.teams, args[0] ?? '', 'team'));
        context.answer(one, () => entitySheet(one, context));
      }),
    );

  for (const verb of ['activate', 'deactivate'] as const) {
    team
      .command(verb)
      .argument('<id>', 'the team')
      .description(
        verb === 'activate' ? 'have a team work in the session' : 'end a team’s work in the session',
      )
      .addHelpText('after', `\nExample:\n  baton team ${verb} engineering`)
      .action(
        act((context, { args }) => {
          const one = requireEntity(() => found(loadPlan(context.layout).plan.teams, args[0] ?? '', 'team'));
          const decide = verb === 'activate' ? activateTeam : deactivateTeam;
          const { state } = changeSession(context.layout, chosenSession(context), context.store, (current) =>
            decide(current, one.id),
          );
          const { number, teams } = state.session_info;
          context.answer({ session: state.session_info.id, teams }, () => [
            `Session #${number}: ${teams.length === 0 ? 'no team is active' : `active: ${teams.join(', ')}`}.`,
          ]);
        }),
      );
  }

  team
    .command('lead')
    .argument('<id>', 'the team')
    .argument('<agent>', 'one of its agents')
    .description('say who leads a team')
    .addHelpText('after', '\nExample:\n  baton team lead engineering backend')
    .action(
      act((context, { args }) => {
        const [id = '', agent = ''] = args;
        const edited = change(context, id, (one) => ({ ...one, orchestrator: agent }));
        context.answer(edited, () => editedText(edited, `${agent} leads ${id}`));
      }),
    );

  team
    .command('set')
    .argument('<id>', 'the team')
    .argument('<key>', 'dotted, for example policies.max_parallel_agents')
    .argument('<value>', 'JSON, or a plain word')
    .description('change one field of a team')
    .addHelpText('after', '\nExample:\n  baton team set engineering policies.require_approval true')
    .action(
      act((context, { args }) => {
        const [id = '', key = '', text = ''] = args;
        const at = key.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
        const edited = change(context, id, (one) =>
          applyPatch(one, [{ op: 'set', at, value: jsonOrText(text) }]),
        );
        context.answer(edited, () => editedText(edited, `Changed ${key} of ${id}`));
      }),
    );

  team
    .command('standup')
    .argument('[id]', 'the team; without it, all')
    .description('what each agent of a team is at, what is done, what blocks')
    .addHelpText('after', '\nExample:\n  baton team standup engineering')
    .action(act((context, { args }) => standUp(context, args[0])));
}

function change(context: CommandContext, id: string, edit: (team: Team) => unknown) {
  return editPlan(context, 'teams', (plan) => {
    const one = requireEntity(() => found(plan.teams, id, 'team'));
    return { ...plan, teams: { ...plan.teams, [id]: edit(one) } };
  });
}

function agentsOf(lead: string, described: readonly string[]): object[] {
  const agents = described.map((text) => {
    const [id = '', skills = ''] = text.split(':', 2);
    return { agent_id: id, skills: skills.split(',').filter((skill) => skill !== '') };
  });
  return agents.some(({ agent_id }) => agent_id === lead)
    ? agents
    : [{ agent_id: lead, role: 'lead', skills: [] }, ...agents];
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
