type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The object without the fields that are undefined: what a source does not say is absent. */
export const knownFields = <T extends object>(fields: Loose<T>): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** `knownFields` of a type whose optional fields may be given as undefined. */
export type Given<T> = { readonly [K in keyof Required<T>]: T[K] | undefined };
