import type { AddressHop, Hop, SegmentHop, Srv6Hop } from '../../values/hop.js';
import { unreachable } from '../../values/result.js';
import type { AddressOwners, Names } from '../graph/names.js';
import type { TeGraph } from '../graph/te-graph.js';
import { nearestInAutonomousSystem } from './autonomous-system.js';
import type { IgpTrees } from './igp-trees.js';

const NOWHERE = -1;
const NO_LINK = -1;

/**
 * Follows a route object hop by hop over the topology, links that are down included.
 *
 * An address is, in this order: the interface just arrived at (a repetition: nothing happens), the far interface of a
 * link from here, the near interface of a link from here, else the node that has it. A node that is not adjacent is
 * reached along the IGP shortest path, whether the hop says loose or not. Of parallel links to a named node the best
 * that is up by TE metric is meant, until a following hop names another. A prefix stands for every address inside.
 * An autonomous system is entered at the node of it that the IGP reaches first; inside it, it says nothing.
 * A node SID leads along the shortest path of the IGP, or of its algorithm; where routers would balance over several, the first in the order of
 * paths stands for all of them.
 */
export class RouteWalk {
  readonly links: number[] = [];
  at: number;
  /** True if the last link was chosen only by the node it leads to. */
  private byNode = false;

  private readonly graph: TeGraph;
  private readonly names: Names;
  private readonly trees: Pick<IgpTrees, 'of'>;

  constructor(graph: TeGraph, names: Names, trees: Pick<IgpTrees, 'of'>, source: number) {
    this.graph = graph;
    this.names = names;
    this.trees = trees;
    this.at = source;
  }

  /** After a hop that couldn't be resolved: where we are is not known until a hop names a place. */
  lose(): void {
    this.at = NOWHERE;
    this.byNode = false;
  }

  /** False if the hop stands for nothing that can be reached from here. */
  follow(hop: Hop): boolean {
    switch (hop.kind) {
      case 'address':
        return this.followAddress(hop);
      case 'unnumbered':
        // Which link is meant can't be told without interface ids; the router is known.
        return this.followOwners(this.names.addressOwners(hop.routerId));
      case 'segment':
        return this.followSegment(hop);
      case 'srv6':
        return this.followSrv6(hop);
      case 'label':
        return true;
      case 'as':
        return this.followAutonomousSystem(hop.as);
      case 'opaque':
        return false;
      default:
        return unreachable(hop);
    }
  }

  /** Takes this very link if it starts here. */
  take(link: number): boolean {
    if (this.at !== NOWHERE && this.graph.source[link] !== this.at) return false;
    this.append(link, false);
    return true;
  }

  /** The best link from here to an adjacent node: up before down, then TE metric, then id. */
  bestLinkTo(node: number): number | undefined {
    if (this.at === NOWHERE) return undefined;
    let best: number | undefined;
    for (let arc = this.graph.outFirst[this.at]!; arc < this.graph.outFirst[this.at + 1]!; arc++) {
      const link = this.graph.outLink[arc]!;
      if (this.graph.target[link] === node && (best === undefined || this.isBetter(link, best))) best = link;
    }
    return best;
  }

  private isBetter(a: number, b: number): boolean {
    const { operational, teMetric } = this.graph;
    return operational[a] === operational[b] ? teMetric[a]! < teMetric[b]! : operational[a] === 1;
  }

  private followAddress(hop: AddressHop): boolean {
    return this.followOwners(this.names.addressOwners(hop.address, hop.prefixLength));
  }

  private followOwners(owners: AddressOwners): boolean {
    if (this.repeatsLast(owners)) return true;
    if (this.namesParallel(owners)) return true;
    const link =
      this.bestOf(owners.arriving, (one) => this.isFromHere(one)) ??
      this.bestOf(owners.leaving, (one) => this.isFromHere(one) && !this.leadsBack(one));
    if (link !== undefined) {
      this.append(link, false);
      return true;
    }
    const node = owners.nodes.includes(this.at) ? this.at : this.names.ownersNode(owners);
    return node !== undefined && this.goTo(node);
  }

  /** Where we are when it is lost only a hop inside can tell. */
  private followAutonomousSystem(as: number): boolean {
    if (this.at === NOWHERE) return false;
    const entry = nearestInAutonomousSystem(this.graph, this.at, as);
    return entry !== undefined && (entry === this.at || this.goAlongIgp(entry));
  }

  private isFromHere(link: number): boolean {
    return this.at === NOWHERE || this.graph.source[link] === this.at;
  }

  /** The address is the far interface of the link just taken. */
  private repeatsLast(owners: AddressOwners): boolean {
    const last = this.links.at(-1);
    return last !== undefined && this.graph.target[last] === this.at && owners.arriving.includes(last);
  }

  /** An interface towards the node we come from names the node we are at, not a way back. */
  private leadsBack(link: number): boolean {
    const last = this.links.at(-1);
    return last !== undefined && this.graph.target[link] === this.graph.source[last];
  }

  /** A link beside the last one, which was only a guess by node: then it is the one that is meant. */
  private namesParallel(owners: AddressOwners): boolean {
    const last = this.links.at(-1);
    if (last === undefined || !this.byNode || this.graph.target[last] !== this.at) return false;
    const meant = this.bestOf(owners.arriving, (link) => this.isParallel(link, last));
    if (meant === undefined) return false;
    this.links[this.links.length - 1] = meant;
    this.byNode = false;
    return true;
  }

  private isParallel(a: number, b: number): boolean {
    return this.graph.source[a] === this.graph.source[b] && this.graph.target[a] === this.graph.target[b];
  }

  private bestOf(links: readonly number[], isMeant: (link: number) => boolean): number | undefined {
    let best: number | undefined;
    for (const link of links) {
      if (isMeant(link) && (best === undefined || this.isBetter(link, best))) best = link;
    }
    return best;
  }

  private goTo(node: number): boolean {
    if (node === this.at) return true;
    if (this.at === NOWHERE) {
      this.at = node;
      return true;
    }
    const link = this.bestLinkTo(node);
    if (link !== undefined) this.append(link, true);
    return link !== undefined || this.goAlongIgp(node);
  }

  private goAlongIgp(node: number, algorithm = 0): boolean {
    if (this.at === NOWHERE) {
      this.at = node;
      return true;
    }
    const path = this.trees.of(algorithm)?.path(this.at, node);
    for (const link of path ?? []) this.append(link, false);
    return path !== undefined;
  }

  /** What the sender says a segment stands for comes before what its label is known to stand for. */
  private followSegment(hop: SegmentHop): boolean {
    const adjacency = this.adjacencyByAddress(hop);
    if (adjacency !== NO_LINK) return this.followAdjacency(adjacency);
    const node = hop.node === undefined ? undefined : this.names.node(hop.node);
    const known = hop.label === undefined ? undefined : this.names.prefixSegment(hop.label);
    // The address says which node; only the label can say by which algorithm it is reached.
    if (node !== undefined) return this.goAlongIgp(node, known?.node === node ? known.algorithm : 0);
    if (hop.label === undefined) return false;
    const local = this.adjacencyByLabel(hop.label);
    if (local !== NO_LINK) return this.followAdjacency(local);
    return known !== undefined && this.goAlongIgp(known.node, known.algorithm);
  }

  private followSrv6({ sid }: Srv6Hop): boolean {
    const known = this.names.srv6Segment(sid);
    if (known === undefined || !this.goAlongIgp(known.node, known.algorithm)) return false;
    return known.link === undefined || this.take(known.link);
  }

  private followAdjacency(link: number): boolean {
    const start = this.graph.source[link]!;
    if (this.at !== start && !this.goAlongIgp(start)) return false;
    return this.take(link);
  }

  private adjacencyByAddress(hop: SegmentHop): number {
    if (hop.local === undefined) return NO_LINK;
    const leaving = this.names.addressOwners(hop.local).leaving;
    const remote = hop.remote;
    const arriving = remote === undefined ? leaving : this.names.addressOwners(remote).arriving;
    return leaving.find((link) => arriving.includes(link)) ?? NO_LINK;
  }

  private adjacencyByLabel(label: number): number {
    if (this.at === NOWHERE) return NO_LINK;
    for (let arc = this.graph.outFirst[this.at]!; arc < this.graph.outFirst[this.at + 1]!; arc++) {
      const link = this.graph.outLink[arc]!;
      if (this.graph.links[link]!.adjacencySid === label) return link;
    }
    return NO_LINK;
  }

  private append(link: number, byNode: boolean): void {
    this.links.push(link);
    this.at = this.graph.target[link]!;
    this.byNode = byNode;
  }
}
