/** PORT: identifiers that are unique over processes and restarts. */
export interface IdSource {
  next(): string;
}
