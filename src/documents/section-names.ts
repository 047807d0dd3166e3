/** The sections of a task document, in the order of a new one, and their headings. */
export const SECTIONS = {
  context: 'Static Context',
  inputs: 'Chain Inputs',
  checklist: 'Feature Checklist',
  progress: 'Progress Log',
  history: 'Git History',
  output: 'Chain Output',
} as const;

/** The word by which the code names a section. */
export type SectionName = keyof typeof SECTIONS;

export const SECTION_NAMES: readonly SectionName[] = [
  'context',
  'inputs',
  'checklist',
  'progress',
  'history',
  'output',
];

/**
 * The section that a heading begins, undefined for a heading of somebody's own. Numbers before it, a remark in
 * parentheses behind it, emphasis and capitals do not matter: `## 4. Progress Log (each session)` is one.
 */
export function sectionNamed(heading: string): SectionName | undefined {
  const plain = heading
    .replace(/[*_`]/g, '')
    .replace(/^\s*\d+\s*[.):]?\s*/, '')
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/\s*:\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return SECTION_NAMES.find((name) => SECTIONS[name].toLowerCase() === plain);
}
