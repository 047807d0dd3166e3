/** One place where a value does not have its shape, as zod tells of it. */
export interface ShapeIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string;
  readonly expected?: unknown;
  readonly values?: readonly unknown[];
  readonly minimum?: unknown;
  /** Fields that are not known there. */
  readonly keys?: readonly string[];
}

/** Something that reads a value as an entity, or says where it is none. */
export interface Parser<Entity> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Entity }
    | { readonly success: false; readonly error: { readonly issues: readonly ShapeIssue[] } };
}

/** A shape problem in words: the field, what stands there, and `is 7. Expected text.` of it. */
export interface ShapeProblem {
  readonly field: string;
  readonly value: unknown;
  readonly message: string;
}

const LONGEST_SHOWN = 60;

/** What is wrong at one place of `root`. */
export function shapeProblem(root: unknown, issue: ShapeIssue): ShapeProblem {
  const place = issue.path.map(String);
  const value = valueAt(root, place);
  const [unknown] = issue.keys ?? [];
  if (issue.code === 'unrecognized_keys' && unknown !== undefined) {
    const field = [...place, unknown].join('.');
    return { field, value: valueAt(value, [unknown]) ?? null, message: 'is no field that is known there.' };
  }
  return {
    field: place.join('.'),
    value: value ?? null,
    message: `is ${shown(value)}. ${expectation(issue)}.`,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  number: 'a number',
  boolean: 'true or false',
};

// zod's own sentences are a part of it that is left out of the bundle.
function expectation({ code, expected, values, minimum, message }: ShapeIssue): string {
  if (code === 'invalid_type') return `Expected ${TYPES[String(expected)] ?? String(expected)}`;
  if (values !== undefined) return `Expected ${values.map((one) => JSON.stringify(one)).join(' or ')}`;
  if (code === 'too_small') return `Expected at least ${String(minimum)}`;
  return message;
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
