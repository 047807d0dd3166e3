/** A feature of a task's checklist, as far as a glance shows it. */
export interface GlancedFeature {
  readonly id: string;
  readonly description: string;
}

/** What the document of a task says about where its work stands. */
export interface TaskGlance {
  readonly task_id: string;
  /** Where the document lies, relative to the project. */
  readonly path: string;
  /** Of the newest entry of its progress log. */
  readonly state: readonly string[];
  readonly next_steps: readonly string[];
  readonly issues: readonly string[];
  readonly unverified: readonly GlancedFeature[];
  readonly passing: readonly GlancedFeature[];
}

const MOST_LISTED = 20;

/**
 * The few facts of a task's document (`.baton/tasks/<id>-state.md`) that the next action needs, found without parsing
 * the whole: this runs while a session waits to begin. What has another form than expected is passed over.
 */
export function glanceAt(taskId: string, path: string, text: string): TaskGlance {
  const features = featuresIn(text);
  const entry = newestEntry(sectionOf(text, /^progress log\b/i));
  return {
    task_id: taskId,
    path,
    state: listUnder(entry, /^(current )?state\b/i),
    next_steps: listUnder(entry, /^next( steps?)?$/i),
    issues: listUnder(entry, /^(issues?|problems?|troubles?)\b/i).filter((line) => !/^none\b/i.test(line)),
    unverified: features.filter(({ passes }) => !passes).map(bare),
    passing: features.filter(({ passes }) => passes).map(bare),
  };
}

/** The lines below the `## ` heading whose text (without its number) fits, up to the next one. Fences are respected. */
function sectionOf(text: string, title: RegExp): string[] {
  const found: string[] = [];
  let inside = false;
  let fence: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    const heading = fence === undefined ? /^## +(?:\d+\. *)?(.*)$/.exec(line)?.[1] : undefined;
    if (heading !== undefined) inside = title.test(heading.trim());
    else if (inside) found.push(line);
  }
  return found;
}

function newestEntry(lines: readonly string[]): readonly string[] {
  const starts = lines.flatMap((line, index) => (/^### /.test(line) ? [index] : []));
  const last = starts.at(-1);
  return last === undefined ? [] : lines.slice(last + 1);
}

/** The list items below a `**Title:**` line (or `#### Title`), up to the next such line; what stands behind it, too. */
function listUnder(lines: readonly string[], title: RegExp): string[] {
  const found: string[] = [];
  let inside = false;
  for (const line of lines) {
    const heading = /^(?:\*\*(.+?):?\*\*:?|#### +(.+?):?$)\s*(.*)$/.exec(line);
    const item = heading?.[3] ?? /^\s*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?(.+)$/.exec(line)?.[1];
    if (heading !== null) inside = title.test(heading[1] ?? heading[2] ?? '');
    if (inside && item !== undefined && item.trim() !== '') found.push(item.trim());
  }
  return found.slice(0, MOST_LISTED);
}

type Feature = GlancedFeature & { readonly passes: boolean };

function featuresIn(text: string): Feature[] {
  const lines = sectionOf(text, /^feature checklist\b/i).join('\n');
  const json = /^\s{0,3}(`{3,}|~{3,})json[^\n]*\n([\s\S]*?)\n\s{0,3}\1/m.exec(lines)?.[2];
  if (json === undefined) return [];
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('features' in value)) return [];
    return Array.isArray(value.features) ? value.features.flatMap(asFeature) : [];
  } catch {
    return [];
  }
}

function asFeature(value: unknown): Feature[] {
  if (typeof value !== 'object' || value === null || !('id' in value)) return [];
  const description =
    'description' in value && typeof value.description === 'string' ? value.description : '';
  const passes = 'passes' in value && value.passes === true;
  return typeof value.id === 'string' ? [{ id: value.id, description, passes }] : [];
}

function bare({ id, description }: Feature): GlancedFeature {
  return { id, description };
}
