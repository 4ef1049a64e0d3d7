import type { Moment } from '../app/moment.js';
import type { GraphqlContext } from './context.js';
import { inputError, rejectionError } from './errors.js';
import type { AsOf } from './generated/types.js';
import { Scope } from './parents.js';
import { parseInstant, parsePosition } from './scalars.js';

export type MaybeAsOf = AsOf | null | undefined;

/** The moment that an `asOf` argument means; undefined: now. */
export function momentOf(asOf: MaybeAsOf, argument = 'asOf'): Moment | undefined {
  if (asOf === null || asOf === undefined) return undefined;
  const position = asOf.position === undefined ? undefined : parsePosition(asOf.position);
  if (position !== undefined) return { position };
  const time = asOf.time === undefined ? undefined : parseInstant(asOf.time);
  if (time !== undefined) return { time };
  throw inputError(argument, 'give exactly one of position and time');
}

/**
 * Whether the present is asked for. What is computed on it is computed at once, in the turn of all other fields of the query;
 * the past stays as it is, and can be asked in threads.
 */
export const isPresent = (asOf: MaybeAsOf): boolean => momentOf(asOf) === undefined;

/**
 * The network at the moment asked for. The present is there at once: all fields of one query that ask for no other
 * moment see the same one.
 */
export function scopeAt({ pce }: GraphqlContext, asOf: MaybeAsOf): Scope | Promise<Scope> {
  const moment = momentOf(asOf);
  if (moment === undefined) return new Scope(pce.live);
  return pce.at(moment).then((view) => {
    if (!view.ok) throw rejectionError(view.error);
    return new Scope(view.value);
  });
}

/** Applies `use` to the scope: at once when it is there. */
export function inScope<Value>(
  context: GraphqlContext,
  asOf: MaybeAsOf,
  use: (scope: Scope) => Value,
): Value | Promise<Value> {
  const scope = scopeAt(context, asOf);
  return scope instanceof Scope ? use(scope) : scope.then(use);
}
