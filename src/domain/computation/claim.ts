import type { Hop } from '../values/hop.js';
import type { LinkId } from '../values/identifiers.js';

/** Bandwidth that an LSP, an operation under way or a hold takes. */
export interface Claim {
  readonly holdingPriority: number;
  /** Where the routes start: node id, name or address. */
  readonly source: string;
  /**
   * One route, or several during make-before-break: on a link that several of them use, only the largest of their
   * bandwidths counts (shared explicit style, RFC 3209 2.5). Hops that can't be resolved take nothing.
   */
  readonly routes: readonly ClaimedRoute[];
  /**
   * The owner whose path this one is a backup of (RFC 8051 3.4.1). As long as that path is known, its bandwidth is shared
   * with backups of paths that can't fail together with it; else it is taken as that of any path.
   */
  readonly protects?: string;
}

/** As signalled, or as already known link by link; bandwidth is whole bit/s. */
export type ClaimedRoute = {
  readonly bandwidth: number;
  /**
   * Present for what routers reserve themselves (RSVP-TE): the place in the log since when they do. A link whose
   * `unreserved` was told later has it counted already, and it is not counted again.
   */
  readonly signalledAt?: number;
} & (
  | { readonly hops: readonly Hop[] }
  | {
      readonly links: readonly LinkId[];
      /**
       * What was recorded of a route that left something open (RRO, RFC 3209 4.4). Where it tells of every link from end to end
       * it counts instead of `links`, which then were a guess.
       */
      readonly recorded?: readonly Hop[];
    }
);
