/** What of the network the requester of a path is not told, as an operator decided (RFC 4655 6.10). */
export interface Withheld {
  /** Autonomous systems whose inside it does not learn: links between two nodes of one of them, and what is between them. */
  readonly systems: readonly number[];
  /** A path with loose hops will do: the O bit of a PCReq (RFC 5440 7.4.1). */
  readonly looseHops: boolean;
}
