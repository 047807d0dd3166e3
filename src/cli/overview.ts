import { basename } from 'node:path';
import { countedPlan } from '../counted.ts';
import { paint } from '../render/colour.ts';
import { plainText } from '../render/terminal-text.ts';
import { readPlan } from '../runtime/plan-documents.ts';
import { readRoster } from '../runtime/roster.ts';
import type { CommandContext } from './command-context.ts';
import { listRow, sessionTable } from './session-list.ts';

/** What a bare `baton` prints: where the project stands, in under 20 lines. */
export function overview(context: CommandContext): void {
  const { layout, host } = context;
  const roster = readRoster(layout, host.now(), 50);
  const live = roster.filter(({ liveness }) => liveness === 'live');
  const shown = (live.length > 0 ? live : roster).slice(0, 8);
  const plan = planCounts(context);
  context.answer({ root: layout.root, plan, live: live.map(listRow), sessions: roster.length }, () => [
    `${paint(plainText(basename(layout.root), 60), 'strong', context.colours)}  ${plan.text}`,
    '',
    ...headline(live.length, roster.length),
    ...sessionTable(shown, live.length > 0 ? live.length : shown.length, context),
    '',
    paint(
      'baton help · baton session show ID · baton event follow --all · baton doctor',
      'muted',
      context.colours,
    ),
  ]);
}

function headline(live: number, all: number): string[] {
  if (live > 0) return [`Live now (${live}):`];
  return all > 0 ? ['No session is live. The last ones:'] : [];
}

function planCounts(
  context: CommandContext,
): { readonly text: string } & Partial<Record<'epics' | 'sprints' | 'teams', number>> {
  try {
    const { epics, sprints, teams } = readPlan(context.layout);
    const counts = {
      epics: Object.keys(epics).length,
      sprints: Object.keys(sprints).length,
      teams: Object.keys(teams).length,
    };
    const none = counts.epics + counts.sprints + counts.teams === 0;
    return {
      ...counts,
      text: none ? 'no plan yet' : countedPlan(counts.epics, counts.sprints, counts.teams),
    };
  } catch {
    return { text: 'the plan has a damaged file: baton doctor' };
  }
}
