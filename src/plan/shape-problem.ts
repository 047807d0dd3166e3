/** One place where a value does not have its shape, as zod tells of it. */
export interface ShapeIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Something that reads a value as an entity, or says where it is none. */
export interface Parser<Entity> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Entity }
    | { readonly success: false; readonly error: { readonly issues: readonly ShapeIssue[] } };
}

/** A shape problem in words: the field, what stands there, and `is 7: expected string` of it. */
export interface ShapeProblem {
  readonly field: string;
  readonly value: unknown;
  readonly message: string;
}

const LONGEST_SHOWN = 60;

/** What is wrong at one place of `root`. */
export function shapeProblem(root: unknown, { path, message }: ShapeIssue): ShapeProblem {
  const place = path.map(String);
  const value = valueAt(root, place);
  return { field: place.join('.'), value: value ?? null, message: `is ${shown(value)}: ${message}.` };
}

function valueAt(root: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === step)?.[1]
        : undefined,
    root,
  );
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
