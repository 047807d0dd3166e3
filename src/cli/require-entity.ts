import { BatonError, isBatonError } from '../errors.ts';
import { suggestion } from './nearest.ts';

/** What `find` gives; when it does not find a name, its error with the nearest name that there is. */
export function requireEntity<Result>(find: () => Result): Result {
  try {
    return find();
  } catch (error) {
    if (!isBatonError(error, 'E_NOT_FOUND')) throw error;
    const { id, known } = error.details;
    const names = Array.isArray(known) ? known.filter((one) => typeof one === 'string') : [];
    const near = typeof id === 'string' ? suggestion(id, names) : '';
    throw new BatonError('E_NOT_FOUND', `${error.message}${near}`, error.details);
  }
}

interface Parser<Entity> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Entity }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/** `value` as an entity, with the defaults filled in. @throws E_INVALID naming the field and what came. */
export function parseEntity<Entity>(
  schema: Parser<Entity>,
  value: Readonly<Record<string, unknown>>,
): Entity {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = String(issue?.path[0] ?? 'value');
  throw new BatonError(
    'E_INVALID',
    `${field}: ${issue?.message ?? 'wrong shape'}; received ${JSON.stringify(value[field])}. Nothing was written.`,
    {
      field,
    },
  );
}
