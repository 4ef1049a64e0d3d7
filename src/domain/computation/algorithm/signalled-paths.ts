import type { Hop } from '../../values/hop.js';
import type { Signalling } from '../computer.js';
import type { BackupPools } from '../graph/backup-pools.js';
import type { Names } from '../graph/names.js';
import type { Reservations } from '../graph/reservations.js';
import type { DisjointPairs } from './disjoint-pair.js';
import type { IgpTrees } from './igp-trees.js';
import { PathSequence } from './path-sequence.js';
import type { Query } from './query.js';
import { routeObject, type SignallingObstacle } from './route-object.js';
import type { Workspace } from './workspace.js';

/** One topology with what is reserved on it, and the means to search it. */
export interface Network extends Workspace {
  readonly names: Names;
  readonly reservations: Reservations;
  readonly backups: BackupPools;
  readonly trees: IgpTrees;
  /** Made when first asked for: it takes 90 bytes per node. */
  readonly disjointPairs: () => DisjointPairs;
}

/** Links of a path and the route object for them. */
export interface Signallable {
  readonly links: readonly number[];
  readonly route: readonly Hop[];
}

export interface Misfit {
  readonly links: readonly number[];
  readonly obstacle: SignallingObstacle;
}

/** So many paths in a row that can't be signalled end the search for one that can. */
export const MISFIT_LIMIT = 32;

/** The paths of a query that the head-end can be given, best first. */
export class SignalledPaths {
  /** Paths that were passed over because they couldn't be signalled. */
  readonly misfits: Misfit[] = [];
  /** True if MISFIT_LIMIT ended the search, so that a path may be missing. */
  cutShort = false;
  private readonly sequence: PathSequence;

  private readonly network: Network;
  private readonly signalling: Signalling;

  constructor(network: Network, query: Query, signalling: Signalling) {
    this.network = network;
    const { algorithm } = query;
    this.signalling = algorithm === undefined ? signalling : { algorithm, ...signalling };
    this.sequence = new PathSequence(network, query);
  }

  /** True if an exact search met its limit, so that a path may be missing. */
  get exhausted(): boolean {
    return this.sequence.exhausted;
  }

  /** The next best, or undefined when there is none (or none among the next MISFIT_LIMIT). */
  next(): Signallable | undefined {
    for (let tried = 0; tried < MISFIT_LIMIT; tried++) {
      const links = this.sequence.next();
      if (links === undefined) return undefined;
      const route = routeObject(this.network.graph, this.network.trees, links, this.signalling);
      if (route.ok) return { links, route: route.value };
      this.misfits.push({ links, obstacle: route.error });
    }
    this.cutShort = true;
    return undefined;
  }
}
