import type { ChainInput } from './chain-input.ts';
import type { FeatureEvidence } from './checklist.ts';
import type { ProgressEntry } from './progress-entry.ts';

/** A commit as a task document names it. */
export interface CommitReference {
  readonly hash: string;
  readonly subject: string;
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

/** One change of a task document, as data. Each touches one section and nothing else. */
export type DocumentEdit =
  | { readonly edit: 'log'; readonly entry: ProgressEntry }
  | {
      readonly edit: 'add_feature';
      readonly id: string;
      readonly description: string;
      readonly command?: string;
    }
  | {
      readonly edit: 'set_feature';
      readonly id: string;
      readonly passes: boolean;
      readonly tested_at: string | null;
      readonly evidence: FeatureEvidence | null;
    }
  | { readonly edit: 'add_commits'; readonly commits: readonly CommitReference[] }
  | { readonly edit: 'set_input'; readonly input: ChainInput; readonly title: string }
  | { readonly edit: 'set_output'; readonly text: string; readonly minimal: boolean };
