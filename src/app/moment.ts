/** A moment to look at: a place in the log, or an instant in milliseconds since 1970. */
export type Moment = { readonly position: number } | { readonly time: number };
