/** `1 blocker`, `2 blockers`: the count and the word, with an s unless the count is one. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** How large a plan is: `1 epic, 2 sprints, 0 teams`. */
export function countedPlan(epics: number, sprints: number, teams: number): string {
  return [counted(epics, 'epic'), counted(sprints, 'sprint'), counted(teams, 'team')].join(', ');
}
