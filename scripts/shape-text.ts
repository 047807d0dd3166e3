/** What the pages need of a JSON schema, as zod makes it. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly required?: readonly string[];
}

const LARGEST = Number.MAX_SAFE_INTEGER;

/** A schema in a few words: `whole number, 1 to 1000`, `deny or queue`, `list of {pattern, kind}`. */
export function shapeText(shape: Shape): string {
  if (shape.enum !== undefined)
    return shape.enum
      .map(String)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1');
  if (shape.const !== undefined) return String(shape.const);
  if (shape.anyOf !== undefined) {
    const kinds = shape.anyOf.filter((one) => one.type !== 'null').map(shapeText);
    return [...kinds, ...(shape.anyOf.some((one) => one.type === 'null') ? ['null'] : [])].join(' or ');
  }
  if (typeof shape.type === 'object') {
    const kinds = shape.type.filter((type) => type !== 'null').map((type) => shapeText({ ...shape, type }));
    return [...kinds, ...(shape.type.includes('null') ? ['null'] : [])].join(' or ');
  }
  if (shape.type === 'array') return `list of ${shapeText(shape.items ?? {})}`;
  if (shape.type === 'object') return objectText(shape);
  if (shape.type === 'integer') return `whole number${rangeText(shape)}`;
  if (shape.type === 'number') return `number${rangeText(shape)}`;
  if (shape.type === 'string')
    return shape.maxLength === undefined ? 'text' : `text, at most ${shape.maxLength} characters`;
  return shape.type === 'boolean' ? 'true or false' : 'anything';
}

function objectText({ properties, additionalProperties }: Shape): string {
  const names = Object.keys(properties ?? {});
  if (names.length > 0) return `{${names.join(', ')}}`;
  const value = typeof additionalProperties === 'object' ? additionalProperties : {};
  return `names with ${shapeText(value)}`;
}

function rangeText({ minimum, maximum, exclusiveMinimum }: Shape): string {
  const low = exclusiveMinimum === undefined ? minimum : undefined;
  const isLow = low !== undefined && low > -LARGEST;
  const isHigh = maximum !== undefined && maximum < LARGEST;
  if (isLow && isHigh) return `, ${low} to ${maximum}`;
  if (isLow) return `, at least ${low}`;
  const above = exclusiveMinimum === undefined ? '' : `, above ${exclusiveMinimum}`;
  return isHigh ? `${above}, at most ${maximum}` : above;
}
