/**
 * True when `parsed`, which comes from JSON text, is what `value` is: same fields, same primitives to the bit (-0 and
 * NaN have no JSON form), and no field that is undefined. Prototypes do not count.
 */
export function sameJson(value: unknown, parsed: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Object.is(value, parsed);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(value) !== Array.isArray(parsed))
    return false;
  const keys = Object.keys(value);
  if (keys.length !== Object.keys(parsed).length) return false;
  return keys.every((key) => Object.hasOwn(parsed, key) && sameJson(field(value, key), field(parsed, key)));
}

const field = (object: object, key: string): unknown => (object as Record<string, unknown>)[key];
