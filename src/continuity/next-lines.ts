import type { OpenWork } from './continuation.ts';
import { continuationOf } from './continuation.ts';
import { quoted } from './quoted.ts';

/**
 * What comes next, as the last line of the briefing; none where nothing does. `whose`: the work of the session itself,
 * which it knows of; of one that has nobody before it; or of one that comes after another.
 */
export function nextLines(work: OpenWork, whose: 'own' | 'first' | 'after'): string[] {
  const choice = continuationOf(work);
  switch (choice.strategy) {
    case 'resolve_blockers':
      return [
        `Next: free "${quoted(choice.title, 'title')}" of its blocker, on record as "${quoted(choice.reason, 'title')}", unless the person asks for something else. What cannot be freed now: \`baton task next\` names another.`,
      ];
    case 'continue_tasks':
      return whose === 'own'
        ? []
        : [`Next: begin with "${quoted(choice.title, 'title')}", unless the person asks for something else.`];
    case 'start_new_work':
      return choice.planned && whose !== 'own'
        ? ['Next: `baton task next` names the task to begin with.']
        : [];
  }
  if (choice.of === 'task')
    return [
      `Next: go on with "${quoted(choice.title, 'title')}", unless the person asks for something else.`,
    ];
  if (whose !== 'after') return [];
  return choice.of === 'turn'
    ? ['Next: see how far that unfinished turn came before doing it again.']
    : ['Next: see whether the uncommitted changes are finished work.'];
}
