type Fields = Readonly<Record<string, unknown>>;

/** Whether two values of the same type, made of numbers, text, octets, lists and plain objects, are equal. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (isList(one) && isList(other)) return sameList(one, other);
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => key in other && sameValue((one as Fields)[key], (other as Fields)[key]));
}

const isList = (value: object): value is ArrayLike<unknown> =>
  Array.isArray(value) || value instanceof Uint8Array;

function sameList(one: ArrayLike<unknown>, other: ArrayLike<unknown>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (!sameValue(one[at], other[at])) return false;
  return true;
}
