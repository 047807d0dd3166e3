import { BatonError, isBatonError } from '../errors.ts';
import type { Parser } from '../plan/shape-problem.ts';
import { shapeProblem } from '../plan/shape-problem.ts';
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

/** `value` as an entity, with the defaults filled in. @throws E_INVALID naming the field and what came. */
export function parseEntity<Entity>(
  schema: Parser<Entity>,
  value: Readonly<Record<string, unknown>>,
): Entity {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0] ?? { path: [], message: 'wrong shape' };
  const { field, message } = shapeProblem(value, issue);
  throw new BatonError('E_INVALID', `${field} ${message} Nothing was written.`, { field });
}
