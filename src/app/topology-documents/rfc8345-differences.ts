import { structurallyEqual } from '../../domain/values/structural-equality.js';

/** What of `meant` is not in `read` with the same value; undefined when nothing is missing. */
export function differences<Fields extends object>(
  meant: Fields,
  read: Partial<Fields>,
): Partial<Fields> | undefined {
  const known: Readonly<Record<string, unknown>> = { ...read };
  const missing = Object.entries(meant).filter(
    ([key, value]) => value !== undefined && !structurallyEqual(known[key], value),
  );
  return missing.length === 0 ? undefined : (Object.fromEntries(missing) as Partial<Fields>);
}
