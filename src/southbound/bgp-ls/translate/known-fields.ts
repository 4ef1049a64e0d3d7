type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The object without the fields that are undefined: what a source does not say is absent. PERF: runs for every link. */
export function knownFields<T extends object>(fields: Loose<T>): T {
  const known: Record<string, unknown> = {};
  for (const key in fields) if (fields[key] !== undefined) known[key] = fields[key];
  return known as T;
}

/** `knownFields` of a type whose optional fields may be given as undefined. */
export type Given<T> = { readonly [K in keyof Required<T>]: T[K] | undefined };
