import { NetworkCopy } from '../../domain/computation/network-copy.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import { packTopology, type Topology } from './topology-bytes.js';

/** One topology and the values that its links got since, in order; never changed but by appending. */
export class SharedTopology {
  static #count = 0;
  /** Threads know it by this. */
  readonly number = ++SharedTopology.#count;
  readonly changes: TopologyLink[] = [];
  readonly #topology: Topology;
  #bytes: Uint8Array | undefined;

  constructor(nodes: readonly TopologyNode[], links: readonly TopologyLink[]) {
    this.#topology = { nodes, links };
  }

  /** Without the changes. */
  get bytes(): Uint8Array {
    return (this.#bytes ??= packTopology(this.#topology));
  }

  /** So many changes that a new topology is cheaper to hand on. */
  get isWornOut(): boolean {
    return this.changes.length > Math.max(MOST_CHANGES, this.#topology.links.length);
  }

  /** The same with the changes made, as a topology of its own. */
  renewed(): SharedTopology {
    const links = new Map(this.#topology.links.map((link) => [link.id, link]));
    for (const changed of this.changes) links.set(changed.id, changed);
    return new SharedTopology(this.#topology.nodes, [...links.values()]);
  }

  /** After the first `changes` of its changes. */
  copy(changes: number): NetworkCopy {
    const copy = new NetworkCopy(this.#topology.nodes, this.#topology.links);
    copy.updateLinks(this.changes.slice(0, changes));
    return copy;
  }
}

const MOST_CHANGES = 1_000;

/** One state of the reservations, in shared memory. Nobody writes to it as long as somebody uses it. */
export interface ReservationVersion {
  readonly values: Float64Array;
  version: number;
  users: number;
}

/**
 * The latest states of the reservations of one topology, in a few buffers: the state that is asked for is written to one
 * that nobody reads, so that no reader ever sees half a change, and the writer never waits.
 */
export class ReservationVersions {
  readonly #buffers: ReservationVersion[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * The state as readers find it, to be given back with `release`; undefined while all buffers are in use. O(1) if
   * somebody has asked for this version, else O(links).
   */
  acquire(version: number, unreserved: Float64Array): ReservationVersion | undefined {
    const known = this.#buffers.find((buffer) => buffer.version === version);
    const buffer = known ?? this.#free(unreserved.length);
    if (buffer === undefined) return undefined;
    if (known === undefined) {
      buffer.values.set(unreserved);
      buffer.version = version;
    }
    buffer.users += 1;
    return buffer;
  }

  #free(length: number): ReservationVersion | undefined {
    const free = this.#buffers.find(({ users }) => users === 0);
    if (free !== undefined || this.#buffers.length >= this.#most) return free;
    const bytes = new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT);
    const buffer = { values: new Float64Array(bytes), version: -1, users: 0 };
    this.#buffers.push(buffer);
    return buffer;
  }
}

export const release = (version: ReservationVersion): void => {
  version.users -= 1;
};
