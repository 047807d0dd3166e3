/** `1 blocker`, `2 blockers`: the count and the word, with an s unless the count is one. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
