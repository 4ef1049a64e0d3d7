import type { TeGraph } from '../graph/te-graph.js';
import { FlowNetwork, sendMaximum, sourceSide } from './flow-network.js';

/** Marks a link that takes no part; a link with room for 0 does, as it stands in the cut. */
export const NO_PART = -1;

/** A maximum flow, and the minimum cut nearest the source (RFC 8051 2). */
export interface LinkFlow {
  readonly amount: number;
  /** By link. */
  readonly flow: Float64Array;
  /** 1: on the source's side of the cut. By node. */
  readonly side: Uint8Array;
  /** Links from the source's side to the other, ascending: without them nothing gets across. */
  readonly cut: readonly number[];
}

/**
 * How much can go from source to sink, which must differ, when link i takes up to `room[i]`. The cut is unique: of all
 * cuts of that total room the one with the fewest nodes on the source's side. Cost of `sendMaximum`.
 */
export function linkFlow(graph: TeGraph, room: Float64Array, source: number, sink: number): LinkFlow {
  const links: number[] = [];
  for (let link = 0; link < room.length; link++) if (room[link]! > 0) links.push(link);
  const network = new FlowNetwork(
    graph.nodes.length,
    links.map((link) => graph.source[link]!),
    links.map((link) => graph.target[link]!),
    links.map((link) => room[link]!),
  );
  const amount = sendMaximum(network, source, sink);
  const flow = new Float64Array(room.length);
  links.forEach((link, pair) => {
    flow[link] = network.flowOf(pair);
  });
  const side = sourceSide(network, source);
  return { amount, flow, side, cut: crossing(graph, room, side) };
}

function crossing(graph: TeGraph, room: Float64Array, side: Uint8Array): readonly number[] {
  const cut: number[] = [];
  for (let link = 0; link < room.length; link++) {
    if (room[link] !== NO_PART && side[graph.source[link]!] === 1 && side[graph.target[link]!] === 0) {
      cut.push(link);
    }
  }
  return cut;
}

/** So many paths share no node but their ends; without these nodes, and these direct links, there is none. */
export interface NodeCut {
  readonly count: number;
  readonly nodes: readonly number[];
  /** Links straight from source to sink, ascending. */
  readonly links: readonly number[];
}

/**
 * Node connectivity by splitting every node into one that is entered and one that is left (Menger). `takesPart` says
 * which links exist. Cost of `sendMaximum` on twice as many nodes.
 */
export function nodeCut(
  graph: TeGraph,
  takesPart: (link: number) => boolean,
  source: number,
  sink: number,
): NodeCut {
  const nodeCount = graph.nodes.length;
  const unbounded = graph.links.length + 1;
  const from: number[] = [];
  const to: number[] = [];
  const room: number[] = [];
  const add = (start: number, end: number, capacity: number): void => {
    from.push(start);
    to.push(end);
    room.push(capacity);
  };
  for (let node = 0; node < nodeCount; node++) {
    add(node, nodeCount + node, node === source || node === sink ? unbounded : 1);
  }
  const direct: number[] = [];
  for (let link = 0; link < graph.links.length; link++) {
    if (!takesPart(link)) continue;
    const [start, end] = [graph.source[link]!, graph.target[link]!];
    const isDirect = start === source && end === sink;
    if (isDirect) direct.push(link);
    add(nodeCount + start, end, isDirect ? 1 : unbounded);
  }
  const network = new FlowNetwork(2 * nodeCount, from, to, room);
  const count = sendMaximum(network, nodeCount + source, sink);
  const side = sourceSide(network, nodeCount + source);
  const nodes: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (side[node] === 1 && side[nodeCount + node] === 0) nodes.push(node);
  }
  return { count, nodes, links: direct };
}
