import type { SectionName } from './section-names.ts';

/** Something that a task document does not keep to: where it is, what it is, and what to do. */
export interface DocumentProblem {
  readonly line: number;
  /** The section that cannot be used until it is mended; null where the rest is not in the way. */
  readonly section: SectionName | null;
  readonly message: string;
}
