/**
 * Whether two plain values (what JSON can hold) are the same, whatever the order of their keys.
 * A key whose value is undefined counts as absent. Cost: linear in the smaller value.
 */
export function structurallyEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
  return sameFields(a as Fields, b as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!structurallyEqual(a[index], b[index])) return false;
  return true;
}

function sameFields(a: Fields, b: Fields): boolean {
  let shared = 0;
  for (const key in a) {
    if (a[key] === undefined) continue;
    if (!structurallyEqual(a[key], b[key])) return false;
    shared++;
  }
  for (const key in b) if (b[key] !== undefined) shared--;
  return shared === 0;
}
