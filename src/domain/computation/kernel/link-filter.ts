import type { Reservations } from '../graph/reservations.js';
import type { TeGraph } from '../graph/te-graph.js';

/** What a link must offer to be used, in the graph's own terms. */
export interface LinkDemand {
  /** Bit/s; 0 passes every link, oversubscribed ones too. */
  readonly bandwidth: number;
  readonly setupPriority: number;
  /** Bit masks of `groupWords` words (RFC 5440 7.11); undefined: no such constraint. */
  readonly includeAny: Int32Array | undefined;
  readonly includeAll: Int32Array | undefined;
  readonly excludeAny: Int32Array | undefined;
  /** True: only links whose delay is known. */
  readonly delayKnown: boolean;
  /** True: links that are down, or out of use, count as up. */
  readonly downToo: boolean;
  /** True: no link can satisfy the demand. */
  readonly unsatisfiable: boolean;
  readonly excludedNodes: readonly number[];
  readonly excludedLinks: readonly number[];
}

const NOTHING: readonly number[] = [];

/** A demand that every usable link meets. */
export const ANY_LINK: LinkDemand = {
  bandwidth: 0,
  setupPriority: 0,
  includeAny: undefined,
  includeAll: undefined,
  excludeAny: undefined,
  delayKnown: false,
  downToo: false,
  unsatisfiable: false,
  excludedNodes: NOTHING,
  excludedLinks: NOTHING,
};

/**
 * Decides link by link inside a search, reading the present reservations, so that no per-request copy of the links is made.
 * Banned links and nodes carry the number of the present demand: loading a new one costs O(bans), not O(links).
 */
export class LinkFilter {
  private readonly linkBan: Int32Array;
  private readonly nodeBan: Int32Array;
  private version = 0;
  private demand: LinkDemand = ANY_LINK;
  private bandwidth = 0;
  private row = 0;
  private affine = true;
  /** True: nothing is banned, and there is no other constraint than bandwidth. */
  private unbanned = true;
  private simple = true;
  /** True: what is unreserved may be more than there is until it is asked for, which is done of every link that is refused for it. */
  private intervalOnly = false;

  private readonly graph: TeGraph;
  private usable: Uint8Array;
  private readonly unreserved: Float64Array;
  private readonly reservations: Reservations;

  /** @param usable by link: 1 may be used. Default: by paths that are computed */
  constructor(graph: TeGraph, reservations: Reservations, usable: Uint8Array = graph.usable) {
    this.graph = graph;
    this.usable = usable;
    this.unreserved = reservations.unreserved;
    this.reservations = reservations;
    this.linkBan = new Int32Array(graph.links.length);
    this.nodeBan = new Int32Array(graph.nodes.length);
  }

  /** From now on `admits` judges by this demand, and bans the given links, and nodes as start of a link. */
  load(demand: LinkDemand, bannedNodes: readonly number[], bannedLinks: readonly number[]): void {
    this.advanceVersion();
    this.demand = demand;
    this.intervalOnly = demand.bandwidth > 0 && this.reservations.isWithinInterval;
    this.bandwidth = this.intervalOnly ? 0 : demand.bandwidth;
    this.row = demand.setupPriority * this.graph.links.length;
    this.affine =
      demand.includeAny === undefined && demand.includeAll === undefined && demand.excludeAny === undefined;
    this.simple = this.affine && !demand.delayKnown && !demand.unsatisfiable && !this.intervalOnly;
    this.unbanned =
      demand.excludedNodes.length + bannedNodes.length === 0 &&
      demand.excludedLinks.length + bannedLinks.length === 0;
    for (const node of demand.excludedNodes) this.nodeBan[node] = this.version;
    for (const node of bannedNodes) this.nodeBan[node] = this.version;
    for (const link of demand.excludedLinks) this.linkBan[link] = this.version;
    for (const link of bannedLinks) this.linkBan[link] = this.version;
  }

  /** Runs while links that are out of use now may be used: for paths of another time. */
  countingOutOfUse<Outcome>(run: () => Outcome): Outcome {
    const { usable } = this;
    this.usable = this.graph.operational;
    try {
      return run();
    } finally {
      this.usable = usable;
    }
  }

  /** True if the link may be used and its start passed. PERF: no allocation, O(group words); most links are judged by two reads. */
  admits(link: number): boolean {
    return (
      (this.bandwidth === 0 || this.unreserved[this.row + link]! >= this.bandwidth) &&
      (this.usable[link] === 1 || this.demand.downToo) &&
      (this.unbanned || !this.bans(link)) &&
      (this.simple || this.admitsKind(link))
    );
  }

  private bans(link: number): boolean {
    return this.linkBan[link] === this.version || this.bansNode(this.graph.source[link]!);
  }

  private admitsKind(link: number): boolean {
    return (
      (this.affine || this.admitsGroups(link)) &&
      (!this.demand.delayKnown || this.graph.delay[link]! < Number.POSITIVE_INFINITY) &&
      !this.demand.unsatisfiable &&
      (!this.intervalOnly || this.hasRoom(link))
    );
  }

  private hasRoom(link: number): boolean {
    return this.reservations.available(link, this.demand.setupPriority) >= this.demand.bandwidth;
  }

  bansNode(node: number): boolean {
    return this.nodeBan[node] === this.version;
  }

  private admitsGroups(link: number): boolean {
    const { groups, groupWords } = this.graph;
    const { includeAny, includeAll, excludeAny } = this.demand;
    let any = includeAny === undefined;
    for (let word = 0; word < groupWords; word++) {
      const has = groups[link * groupWords + word]!;
      if (excludeAny !== undefined && (has & excludeAny[word]!) !== 0) return false;
      if (includeAll !== undefined && (has & includeAll[word]!) !== includeAll[word]!) return false;
      if (includeAny !== undefined && (has & includeAny[word]!) !== 0) any = true;
    }
    return any;
  }

  private advanceVersion(): void {
    if (this.version === 0x7fffffff) {
      this.linkBan.fill(0);
      this.nodeBan.fill(0);
      this.version = 0;
    }
    this.version += 1;
  }
}
