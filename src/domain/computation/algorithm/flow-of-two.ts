import type { TeGraph } from '../graph/te-graph.js';
import type { LinkFilter } from '../kernel/link-filter.js';
import { type RankedArcs, UNUSABLE } from '../kernel/ranked-arcs.js';

/** Where a flow runs, and potentials that prove it to be a cheapest one. */
export interface FlowSetting {
  readonly graph: TeGraph;
  readonly arcs: RankedArcs;
  readonly filter: LinkFilter;
  readonly source: number;
  readonly destination: number;
  /** Every node but the ends carries one unit at most; it counts as two states then, left from (its number) and arrived at (+ nodes). */
  readonly isSplit: boolean;
  /** By state. */
  readonly potential: (state: number) => number;
}

/** A change of the flow: links that it takes in, and links that it gives back. */
interface Step {
  readonly state: number;
  readonly link: number;
  readonly before: Step | undefined;
}

/**
 * A cheapest flow of two units from source to destination, one unit a link, and the two paths that it is made of.
 *
 * Cheapest flows differ by circles of links whose reduced costs are all 0. So a link can be had in some cheapest flow if there is such
 * a circle through it, and `paths` takes from node to node the smallest link that can be had without giving back what was taken:
 * the outcome is the lexicographically smallest first path of all cheapest pairs, with the smallest second path beside
 * it, whichever cheapest flow and potentials were found.
 */
export class FlowOfTwo {
  private readonly setting: FlowSetting;
  private readonly links: Set<number>;
  private readonly kept = new Set<number>();

  constructor(setting: FlowSetting, links: Set<number>) {
    this.setting = setting;
    this.links = links;
  }

  /** Two, in lexicographic order. O(links at their nodes), and what can be reached at no cost where costs tie. */
  paths(): readonly [readonly number[], readonly number[]] {
    return [this.smallestPath(), this.smallestPath()];
  }

  private smallestPath(): readonly number[] {
    const { graph, source, destination } = this.setting;
    const path: number[] = [];
    for (let node = source; node !== destination; node = graph.target[path.at(-1)!]!) {
      const link = this.smallestLink(node);
      this.kept.add(link);
      path.push(link);
    }
    return path;
  }

  private smallestLink(node: number): number {
    const { first, ends, costs, link: links } = this.setting.arcs.out;
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      const link = links[arc]!;
      if (this.kept.has(link)) continue;
      if (this.links.has(link)) return link;
      const to = ends[2 * arc]!;
      const state = this.stateOnArrival(to);
      if (costs[2 * arc + 1] === UNUSABLE || !this.isFree(link, node, state)) continue;
      if (this.setting.filter.admits(link) && this.turnCircle(link, state, node)) return link;
    }
    throw new Error(`no path of the flow goes on from node ${node}`);
  }

  /** Takes the link in along a circle of no cost from where it leads to where it starts; false if there is none. */
  private turnCircle(link: number, start: number, end: number): boolean {
    const seen = new Set([start]);
    const open: Step[] = [{ state: start, link, before: undefined }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if (step.state === end) {
        for (let at: Step | undefined = step; at !== undefined; at = at.before) {
          if (!this.links.delete(at.link)) this.links.add(at.link);
        }
        return true;
      }
      for (const next of this.stepsFrom(step)) {
        if (seen.has(next.state)) continue;
        seen.add(next.state);
        open.push(next);
      }
    }
    return false;
  }

  private stepsFrom(before: Step): Step[] {
    const { graph, arcs, filter } = this.setting;
    const count = graph.nodes.length;
    const { state } = before;
    const node = state < count ? state : state - count;
    const steps = this.stepsBack(before, node);
    if (state >= count) return steps;
    const { first, ends, costs, link: links } = arcs.out;
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      const link = links[arc]!;
      if (costs[2 * arc + 1] === UNUSABLE || this.links.has(link)) continue;
      const next = this.stateOnArrival(ends[2 * arc]!);
      if (this.isFree(link, node, next) && filter.admits(link)) steps.push({ state: next, link, before });
    }
    return steps;
  }

  /** Gives back a link of the flow that arrives at the node; from where it is left, by way of where it is arrived at. */
  private stepsBack(before: Step, node: number): Step[] {
    const { graph, isSplit, source, destination, potential } = this.setting;
    const { inFirst, inLink } = graph;
    const isInner = isSplit && node !== source && node !== destination;
    const arrival = isInner ? graph.nodes.length + node : node;
    const steps: Step[] = [];
    for (let arc = inFirst[node]!; arc < inFirst[node + 1]!; arc++) {
      const link = inLink[arc]!;
      if (!this.links.has(link) || this.kept.has(link)) continue;
      if (!this.isFree(link, graph.source[link]!, arrival)) continue;
      if (potential(before.state) !== potential(arrival)) continue;
      steps.push({ state: graph.source[link]!, link, before });
    }
    return steps;
  }

  /** A node that carries a unit is arrived at, but not left again: what arrives there must give the unit's way back. */
  private stateOnArrival(node: number): number {
    const { graph, isSplit, destination, source } = this.setting;
    if (!isSplit || node === destination || node === source) return node;
    for (let arc = graph.inFirst[node]!; arc < graph.inFirst[node + 1]!; arc++) {
      if (this.links.has(graph.inLink[arc]!)) return graph.nodes.length + node;
    }
    return node;
  }

  /** True if the link's reduced cost is 0. */
  private isFree(link: number, from: number, to: number): boolean {
    const { arcs, potential } = this.setting;
    const reduced = arcs.metric[link]! * arcs.scale + 1 + potential(from) - potential(to);
    return reduced === 0;
  }
}
